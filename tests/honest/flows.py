"""The ways in which a submission meets its public tests, and what each makes of them."""

import io
import json
import re
import shutil
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

import nbformat
from both_ways import cases_of, task_of
from checks.warm_pytest import run_pytest
from honest.corpus import Row
from nbclient import NotebookClient

from gradus.assignment import Assignment, load_assignment
from gradus.assignment.consistency import check_assignment
from gradus.release.folder import student_files
from gradus.release.writing import write_folder
from gradus.results import Record, Status
from gradus_checks.home.handed_out import read_handed_out
from gradus_checks.submit import both, contents
from gradus_checks.submit import zipped as packed

COURSE = Path(__file__).resolve().parents[2]

Verdicts = dict[tuple[str, str], str]
"""By task and public case: `passed`, or how it ended instead."""


def right(row: Row, assignment: Assignment) -> Verdicts:
    """What every flow has to say of a row."""
    return {
        (task_of(case), case.name): "passed" if row.holds(case) else "failed"
        for case in cases_of(assignment)
        if not case.hidden
    }


def cut_course(folder: Path, name: str, keep: Callable[[str], bool]) -> Assignment:
    """An assignment of this repository in a course of its own, with the tasks to keep by number.

    Of rated tasks none: trainings take most of the time.
    """
    whole = load_assignment(COURSE, name)
    shutil.copytree(COURSE / "solutions", folder / "solutions", ignore=_CACHES)
    home = folder / "assignments" / name
    shutil.copytree(whole.folder, home, ignore=_CACHES)
    spec = home / "assignment.toml"
    head, *tasks = spec.read_text("utf-8").split("[[tasks]]")
    kept = [not task.rating and keep(task.number) for task in whole.tasks]
    texts = (text for text, stays in zip(tasks, kept, strict=True) if stays)
    spec.write_text("[[tasks]]".join((head, *texts)), "utf-8")
    for task, stays in zip(whole.tasks, kept, strict=True):
        if not stays:
            (home / "tests" / f"{task.name}.py").unlink()
    return load_assignment(folder, name)


_CACHES = shutil.ignore_patterns("__pycache__")


def write_students_folder(folder: Path, name: str) -> Path:
    """What students of an assignment get."""
    assignment = load_assignment(COURSE, name)
    write_folder(folder, student_files(assignment, check_assignment(assignment)))
    return folder


def at_home(row: Row, assignment: Assignment, given: Path, folder: Path) -> Verdicts:
    """`pytest` in the student's own folder, which is made from what was `given`."""
    shutil.copytree(given, folder)
    _write(folder, row.files(assignment))
    return _pytest(assignment, folder, row.refused)


def _pytest(assignment: Assignment, folder: Path, refused: str) -> Verdicts:
    """What it says; where it has to refuse to run, what is right once it has done so."""
    report = folder.parent / f"{folder.name}.xml"
    tests = (f"tests/{task.name}.py" for task in assignment.tasks)
    printed = run_pytest(folder, (f"--junitxml={report}", "-q", *tests))
    if refused:
        assert not report.exists()
        assert refused in printed
        return {}
    assert report.exists(), printed
    return {
        (str(case.get("classname")).rpartition(".")[2], str(case.get("name"))): (
            "passed" if len(case.findall("failure") + case.findall("error")) == 0 else "failed"
        )
        for case in ET.parse(report).iter("testcase")
    }


def handed_in(row: Row, assignment: Assignment, given: Path, folder: Path) -> Verdicts:
    """`pytest` on what `submit.py` packs, unpacked over what was `given`, as a grader does."""
    home = folder.with_name(f"{folder.name}-home")
    shutil.copytree(given, home)
    _write(home, row.files(assignment))
    handed = read_handed_out(home)
    assert handed is not None
    shutil.copytree(given, folder)
    for module in handed.modules:
        (folder / f"{module}.py").unlink()
    with zipfile.ZipFile(io.BytesIO(packed(home, contents(home, handed)))) as archive:
        archive.extractall(folder)
    return _pytest(assignment, folder, row.refused)


def rehearsed(row: Row, assignment: Assignment, given: Path, folder: Path) -> Verdicts:
    """What `submit.py` finds out before it hands in: here, and of the zip alone."""
    shutil.copytree(given, folder)
    _write(folder, row.files(assignment))
    handed = read_handed_out(folder)
    assert handed is not None
    content = packed(folder, contents(folder, handed))
    here, there = both(folder, handed, content)
    assert [each.key for each in here] == [each.key for each in there]
    of_zip = {each.key: each.passed for each in there}
    return {each.key: "passed" if each.passed and of_zip[each.key] else "failed" for each in here}


def in_a_notebook(row: Row, assignment: Assignment, given: Path, folder: Path) -> Verdicts:
    """`grader.check` of every task, in a notebook's cells that nbclient runs."""
    shutil.copytree(given, folder)
    _write(folder, row.files(assignment))
    names = [task.name for task in assignment.tasks]
    checks = f"""
        import json
        checked = [grader.check(name) for name in {names}]
        print(json.dumps([[c.task.name, v.case, v.passed] for c in checked for v in c.verdicts]))
    """
    first = "%load_ext gradus_checks.notebook\nfrom gradus_checks import Notebook\n"
    cells = [first + "grader = Notebook()", dedent(checks)]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(book, timeout=300, resources={"metadata": {"path": str(folder)}}).execute()
    # Python warns of coroutines that nobody has awaited when it likes, on the other stream.
    streams = (each for each in book.cells[1].outputs if each.get("name") == "stdout")
    printed = "".join(each["text"] for each in streams)
    told = json.loads(printed.splitlines()[-1])
    return {(task, case): "passed" if passed else "failed" for task, case, passed in told}


def write_submission(row: Row, assignment: Assignment, given: Path, folder: Path) -> Path:
    """What the student hands in, as a folder."""
    if row.whole:
        shutil.copytree(given, folder)
    _write(folder / row.within, row.files(assignment))
    return folder


def zipped(folder: Path) -> Path:
    """The zip of a folder, beside it."""
    path = folder.with_name(f"{folder.name}.zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder).as_posix())
    return path


def judged(record: Record) -> Verdicts:
    """What a judge has said of the public cases."""
    return {
        (question.name, case.name): "failed" if case.status is Status.FAILED else str(case.status)
        for question in record.questions
        for case in question.cases
        if not case.hidden
    }


def by_otter(results: Mapping[str, Any], assignment: Assignment) -> Verdicts:
    """What a `results.json` says of the public cases."""
    written = {test["name"]: test["output"] for test in results["tests"] if "score" in test}
    found = {}
    for case in cases_of(assignment):
        output = written.get(task_of(case), "")
        said = re.search(rf"^ *{re.escape(case.name)} result:\n.*Test case (.*)$", output, re.M)
        if not case.hidden and (said or "All test cases passed!" in output):
            found[task_of(case), case.name] = said[1] if said else "passed"
    return found


def different(right: Verdicts, found: Verdicts) -> list[str]:
    """Each case in which a flow does not say what is right."""
    return [
        f"{task}, {case}: {found.get((task, case), 'not there')}, right is {verdict}"
        for (task, case), verdict in right.items()
        if found.get((task, case)) != verdict
    ]


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
