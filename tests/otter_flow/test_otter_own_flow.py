"""What a submission brings for Otter itself, its kernel, its logs or its pickles, does nothing."""

import json
import pickle
from pathlib import Path

import pytest
from otter_flow.otter_helpers import (
    Ran,
    otter_run,
    questions,
    run_autograder,
    unpack_autograder,
    write_zip,
)

from gradus.assignment import Assignment

pytestmark = pytest.mark.slow

Files = dict[str, str | bytes]


class Trap:
    """Unpickled, it runs."""

    def __init__(self, code: str) -> None:
        self.code = code

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return exec, (self.code,)


def traps(mark: Path) -> Files:
    """Everything that Otter, Jupyter or Python could be made to run, each touching `mark`."""
    code = f"open({str(mark)!r}, 'a').write('run ')\n"
    gain = (
        "from otter.test_files import GradingResults as G\n"
        "G.total = property(lambda _: 1e6)\nG.get_score = lambda *_: 1e6\n"
    )
    notebook = {
        "cells": [{"cell_type": "code", "source": code + gain, "metadata": {}, "outputs": []}],
        "metadata": {"kernelspec": {"name": "evil", "display_name": "", "language": "python"}},
        "nbformat": 4,
        "nbformat_minor": 4,
    }
    kernel = {"argv": ["sh", "-c", f"touch {mark}"], "display_name": "Python 3", "language": "sh"}
    log = pickle.dumps(Trap(code))
    names = ("numpy", "otter", "ipykernel_launcher", "ipykernel", "nbformat", "sitecustomize")
    return {
        **{f"{name}.py": code for name in (*names, "usercustomize", "conftest", "IPython")},
        "otter/__init__.py": code,
        "gradus/__init__.py": code,
        "gradus-grader/packages/gradus/__init__.py": code,
        "gradus-grader/course/solutions/losses.py": code,
        "__init__.py": code,
        "hw1-losses.ipynb": json.dumps(notebook),
        ".OTTER_LOG": log,
        "results.pkl": log,
        "results/results.pkl": log,
        "../results/results.json": '{"score": 1000, "tests": []}',
        "../handed-in/losses.py": code,
        "otter_config.json": '{"plugins": [], "show_hidden": true}',
        "kernels/python3/kernel.json": json.dumps(kernel),
        ".ipython/profile_default/startup/00.py": code,
        ".ipython/profile_default/ipython_config.py": code,
        "ipython_config.py": code,
        "jupyter_nbconvert_config.py": code,
        "evil.pth": f"import os; os.system('touch {mark}')\n",
        "tests/task_1_1.py": f"{code}\nOK_FORMAT = False\nname = 'task_1_1'\npoints = 1000\n",
        "tests/task_9_9.py": f"{code}\nOK_FORMAT = False\nname = 'task_9_9'\npoints = 1000\n",
    }


def run_through(how: str, autograder: Path, files: Files, folder: Path) -> Ran:
    """Grade a zip of `files` with `otter run`, or its contents as Gradescope does."""
    folder.mkdir(exist_ok=True)
    if how == "otter run":
        return otter_run(autograder, write_zip(folder / "submission.zip", files), folder / "out")
    root = unpack_autograder(autograder, folder / "autograder")
    for name, content in files.items():
        if not name.startswith(".."):
            path = root / "submission" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    return run_autograder(root)


@pytest.mark.parametrize(
    "how", [pytest.param("otter run", marks=pytest.mark.exhaustive), "Gradescope"]
)
def test_traps_do_nothing(
    how: str, autograder: Path, solution: Files, hw1: Assignment, tmp_path: Path
) -> None:
    """Nor is anything hidden told where half of the work is not even begun."""
    mark = tmp_path / "mark"
    work = {**untouched(hw1), "losses.py": solution["losses.py"]}
    ran = run_through(how, autograder, {**traps(mark), **work}, tmp_path / "run")
    assert ran.results is not None, ran.said
    assert not mark.exists(), mark.read_text()
    asked = questions(ran.results)
    losses = [asked[f"task_1_{number}"] for number in range(1, 9)]
    assert all(score == most for score, most, _ in losses)
    assert ran.score == sum(score for score, *_ in losses)
    assert "task_9_9" not in asked
    if how == "Gradescope":
        assert_nothing_hidden_is_written(ran, tmp_path / "run" / "autograder")


@pytest.mark.exhaustive
def test_gradescope_grades_what_otter_alone_cannot_open(
    autograder: Path, solution: Files, hw1: Assignment, tmp_path: Path
) -> None:
    """Each of these names ends Otter before it has loaded a plugin."""
    names = ("tests", "Untitled.ipynb", "hw1-losses.ipynb/x.txt", "__init__.py/x.txt")
    files = {**solution, **dict.fromkeys(names, "what Otter does not expect")}
    ran = run_through("Gradescope", autograder, files, tmp_path)
    assert ran.results is not None, ran.said
    assert ran.score == sum(task.points for task in hw1.tasks)


@pytest.mark.exhaustive
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("tests", "NotADirectoryError: [Errno 20] Not a directory: './submission/tests'"),
        ("hw1-losses (1).ipynb", "OtterRuntimeError: More than one .ipynb file found"),
    ],
)
def test_what_otter_alone_cannot_open_it_says_itself(
    name: str, told: str, autograder: Path, solution: Files, tmp_path: Path
) -> None:
    """As assignments/README.md tells: no plugin is asked before, so the words are Otter's."""
    ran = run_through("otter run", autograder, {**solution, name: "not expected"}, tmp_path)
    assert (ran.code, ran.results) == (1, None)
    assert told in ran.said


@pytest.mark.exhaustive
def test_a_folder_in_the_zip_is_fine(
    autograder: Path, solution: Files, hw1: Assignment, tmp_path: Path
) -> None:
    files = {f"anna/homework/{name}": source for name, source in solution.items()}
    ran = run_through("otter run", autograder, files, tmp_path)
    assert ran.score == sum(task.points for task in hw1.tasks)


@pytest.mark.exhaustive
def test_otter_grade_hands_in_a_zip_and_empty_metadata(
    autograder: Path, solution: Files, hw1: Assignment, tmp_path: Path
) -> None:
    root = unpack_autograder(autograder, tmp_path)
    config = root / "source" / "otter_config.json"
    config.write_text(json.dumps({**json.loads(config.read_text()), "zips": True}))
    (root / "submission_metadata.json").touch()
    handed_in = write_zip(root / "submission" / "anna.zip", solution)
    before = handed_in.read_bytes()
    ran = run_autograder(root)
    assert (ran.code, ran.score) == (0, sum(task.points for task in hw1.tasks))
    # Both are copied out of the container afterwards.
    assert handed_in.read_bytes() == before
    assert (root / "results" / "results.pkl").exists()


@pytest.mark.exhaustive
def test_nothing_hidden_is_in_what_otter_writes(
    autograder: Path, hw1: Assignment, tmp_path: Path
) -> None:
    ran = run_through("Gradescope", autograder, untouched(hw1), tmp_path)
    assert_nothing_hidden_is_written(ran, tmp_path / "autograder")


def untouched(assignment: Assignment) -> Files:
    """The modules as they were handed out."""
    names = [f"{module}.py" for module in assignment.modules]
    return {name: (assignment.starter / name).read_bytes() for name in names}


def assert_nothing_hidden_is_written(ran: Ran, root: Path) -> None:
    """Not in the results, which students read in part, nor in the pickle that travels."""
    pickled = (root / "results" / "results.pkl").read_bytes()
    for text in (json.dumps(ran.results), pickled.decode("latin-1")):
        assert "check_close" not in text
        assert "rng.normal" not in text
        assert str(root) not in text
