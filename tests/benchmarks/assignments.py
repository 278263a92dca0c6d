"""Each assignment of the course: its test run over the wire, its demo class, its local tests."""

import os
import resource
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.benchmarks.bench_course import COURSE
from tests.benchmarks.measure import Figure, median_seconds, run_seconds
from tests.both_ways import GENEROUS, InProcess, cases_of, over_the_wire, verdict_of

from gradus.assignment import Assignment, assignment_names, load_assignment
from gradus.judge.environment import load_reference
from gradus.sandbox import open_sandbox

DEMO_SECONDS = 180.0
LOCAL_SECONDS = 2.0
SECRET = b"the same for both"


def assignments(folder: Path, quick: bool) -> list[Figure]:
    """The figures of every assignment, and what all demo classes take together."""
    figures, total = [], 0.0
    course = folder / "course"
    for part in ("assignments", "solutions", "starter"):
        shutil.copytree(COURSE / part, course / part)
    for name in assignment_names(course):
        assignment = load_assignment(course, name)
        figures.append(_wire_overhead(assignment, folder / name, 1 if quick else 5))
        seconds, figure = _demo_class(assignment, folder)
        total += seconds
        figures += [figure, *_local_tests(assignment, folder)]
    told = f"at most {DEMO_SECONDS:.0f} s"
    return [*figures, Figure("all demo classes", f"{total:.0f} s", told, total <= DEMO_SECONDS)]


def _wire_overhead(assignment: Assignment, folder: Path, times: int) -> Figure:
    """All cases on the reference: in process, and over the wire to one worker."""
    folder.mkdir()
    for name in (*assignment.modules, *assignment.provided):
        shutil.copy(assignment.solutions / f"{name}.py", folder)
    reference, cases = load_reference(assignment), cases_of(assignment.unrated())

    def in_process() -> None:
        environment = InProcess(folder, reference, SECRET)
        for case in cases:
            verdict_of(case, environment, GENEROUS)

    def over_one_wire() -> None:
        with closing(open_sandbox("none", "none")) as sandbox:
            over_the_wire(cases, folder, reference, sandbox, SECRET)

    local = median_seconds(in_process, times)
    wire = median_seconds(over_one_wire, times)
    name = f"{assignment.name}: {len(cases)} cases over the wire, template's start included"
    return Figure(name, f"{wire:.2f} s (in process {local:.2f} s: {wire / local:.1f} times)")


def _demo_class(assignment: Assignment, folder: Path) -> tuple[float, Figure]:
    gradus = Path(sys.executable).with_name("gradus")
    out = folder / f"demo-{assignment.name}"
    seconds = run_seconds(
        (gradus, "demo", assignment.name, "-o", out, "--course", assignment.course), folder
    )
    size = len(list((out / assignment.name / "results" / "students").iterdir()))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    measured = f"{seconds:.0f} s, {size} submissions, largest process {peak:.0f} MB"
    return seconds, Figure(f"{assignment.name}: demo class on one core", measured)


def _local_tests(assignment: Assignment, folder: Path) -> list[Figure]:
    """`pytest` in the student's folder, untouched and solved, with no plugin but its own."""
    gradus = Path(sys.executable).with_name("gradus")
    course = ("--course", assignment.course)
    build = (gradus, "build", "--demo", assignment.name, "-o", folder / "dist", *course)
    run_seconds(build, folder)
    student = folder / "dist" / assignment.name
    figures = [_pytest(assignment, "untouched", student)]
    for module in assignment.modules:
        shutil.copy(assignment.solutions / f"{module}.py", student)
    return [*figures, _pytest(assignment, "solved", student)]


def _pytest(assignment: Assignment, state: str, student: Path) -> Figure:
    environment = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider")
    said: list[str] = []

    def run() -> None:
        ended = subprocess.run(
            command, cwd=student, env=environment, capture_output=True, text=True, check=False
        )
        said.append(ended.stdout)

    seconds = median_seconds(run, 3)
    if "your points" not in said[-1]:
        raise RuntimeError(f"pytest did not run in {student}:\n{said[-1]}")
    name = f"{assignment.name}: `pytest`, {state}"
    holds = seconds <= LOCAL_SECONDS
    return Figure(name, f"{seconds:.2f} s", f"at most {LOCAL_SECONDS:.0f} s", holds)
