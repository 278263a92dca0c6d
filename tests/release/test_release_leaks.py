"""The scan finds what is hidden wherever it may have got to."""

import base64
import json
import re
from pathlib import Path

import pytest
from release.mini_course import Course

from gradus.assignment import load_assignment
from gradus.assignment.consistency import check_assignment
from gradus.errors import ReleaseRefused
from gradus.release.folder import student_files
from gradus.release.leaks import refuse_leaks

COURSE = Path(__file__).resolve().parents[2]
SECRET = b"a long and secret text"


def scan(course: Course, changes: dict[str, bytes] | None = None) -> None:
    assignment = course.assignment
    sources = check_assignment(assignment)
    files = student_files(assignment, sources)
    for name, added in (changes or {}).items():
        files[name] = files.get(name, b"") + added
    refuse_leaks(assignment, sources, files, SECRET)


def test_the_mini_course_gives_nothing_away(course: Course) -> None:
    scan(course)


@pytest.mark.parametrize(
    ("file", "line", "where", "what"),
    [
        (
            "README.md",
            "y_pred, y_true = rng.normal(size=(2, 5, 3)) + math.tau",
            r"README\.md, line \d+",
            "a hidden case of task_1_1.py, line 33",
        ),
        (
            "tests/task_1_2.py",
            '@test_case(name="Random batch",points=20,   hidden=True)\ndef f(losses): ...',
            r"tests/task_1_2\.py, line \d+",
            "a hidden case of task_1_1.py, line 30",
        ),
        (
            "losses.py",
            "# difference = np.subtract(y_pred, y_true, dtype=float)",
            r"losses\.py, line \d+",
            "the solution in losses.py, line 9",
        ),
        (
            "tests/task_1_2.py",
            "x = lambda: 2 * np.subtract(y_pred, y_true, dtype=float) / np.size(y_pred)",
            r"tests/task_1_2\.py, line \d+",
            "the solution in losses.py, line 16",
        ),
        ("notes.txt", "See random_batch_of_songs.", "notes.txt, line 1", "a hidden case of"),
        ("losses.py", "# END SOLUTION", r"losses\.py, line \d+", "must not be in"),
        ("gradus_checks/x.py", "a = 'GRADUS_SECRET'", "gradus_checks/x.py, line 1", "must not"),
        ("tests/task_1_1.py", "def f(losses, reference): ...", "task_1_1.py", "uses the reference"),
        ("tests/task_1_1.py", "x = lambda: reference.losses", "task_1_1.py", "uses the reference"),
        ("data.bin", "\0\n" + SECRET.decode(), "data.bin, line 2", "the course's secret"),
        ("gradus_checks/x.py", f"# {SECRET.hex()}", "x.py, line 1", "the course's secret"),
        ("a.txt", base64.b64encode(SECRET).decode(), "a.txt, line 1", "the course's secret"),
    ],
)
def test_a_leak_is_named_by_file_and_line(
    course: Course, file: str, line: str, where: str, what: str
) -> None:
    with pytest.raises(ReleaseRefused, match=f"{where}.*{re.escape(what)}"):
        scan(course, {file: line.encode() + b"\n"})


@pytest.mark.parametrize(
    "line",
    [
        "y_pred = ((y_pred) + (y_pred)) * ((2) - (2))",  # many signs
        "n = len(y_pred)",
    ],
)
def test_what_anyone_writes_gives_nothing_away(course: Course, line: str) -> None:
    course.edit("losses.py", "    difference =", f"    {line}\n    difference =")
    scan(course, {"notes.txt": line.encode()})


def test_a_solution_in_the_notebook_is_named_by_cell(course: Course) -> None:
    course.edit(
        "mini/mini.py",
        "import otter\n",
        "import otter\n\nd = np.subtract(y_pred, y_true, dtype=float) + 0\n"
        "difference = np.subtract(y_pred, y_true, dtype=float)\n",
    )
    with pytest.raises(ReleaseRefused, match=r"mini\.ipynb, cell 2, line 4: .* solution in losses"):
        scan(course)


def test_a_seed_of_a_hidden_case_is_found(course: Course) -> None:
    course.edit(
        "task_1_2.py",
        "y_pred = rng.normal(size=(17, 4))",
        "y_pred = np.random.default_rng(271828).normal(size=(17, 4))",
    )
    with pytest.raises(ReleaseRefused, match=r"README\.md, line \d+: 271828 is a seed of task_1_2"):
        scan(course, {"README.md": b"We like 271828.\n"})


def test_lines_that_also_stand_outside_are_no_leak(course: Course) -> None:
    line = "    print(np.mean(np.abs(np.subtract(y_pred, y_true, dtype=float))))\n"
    course.edit("solutions/losses.py", "    # BEGIN SOLUTION\n", line + "    # BEGIN SOLUTION\n")
    course.edit("solutions/losses.py", "    # END SOLUTION\n", line + "    # END SOLUTION\n")
    scan(course)


def test_many_leaks_are_counted_not_all_listed(course: Course) -> None:
    with pytest.raises(ReleaseRefused, match="and 3 more") as error:
        scan(course, {"notes.txt": b"random_batch_of_songs\n" * 8})
    assert len(str(error.value).splitlines()) == 7


def test_the_notebook_is_json_that_students_open(course: Course) -> None:
    assignment = course.assignment
    files = student_files(assignment, check_assignment(assignment))
    assert json.loads(files["mini.ipynb"])["cells"][1]["source"][0] == "import otter\n"


@pytest.mark.parametrize("name", ["hw1-losses", "hw2-backprop", "hw3-generalization"])
def test_the_assignments_of_this_course_give_nothing_away(name: str) -> None:
    assignment = load_assignment(COURSE, name)
    sources = check_assignment(assignment)
    refuse_leaks(assignment, sources, student_files(assignment, sources))
