"""`gradus audit` and `gradus demo` of a small course, from the command line."""

import shutil
from collections.abc import Callable
from concurrent.futures import Executor
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from gradebook.fake_class import threads
from release.mini_course import Course, write_course

from gradus.assignment import Assignment
from gradus.cli import audit, demo, main
from gradus.cli.processors import processors


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return write_course(tmp_path / "course")


def gradus(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many at once each pool was asked for; here it is one thread."""
    asked: list[int] = []

    def pool(jobs: int) -> Executor:
        asked.append(jobs)
        return threads(1)

    monkeypatch.setattr(audit, "process_pool", pool)
    return asked


@pytest.mark.parametrize(
    ("options", "jobs"),
    [((), processors), (("--jobs", "1"), lambda: 1), (("--jobs", "3"), lambda: 3)],
)
def test_an_audit_leaves_a_page(
    course: Course,
    tmp_path: Path,
    pools: list[int],
    options: tuple[str, ...],
    jobs: Callable[[], int],
) -> None:
    page = tmp_path / "pages" / "mini.html"
    ended = gradus("audit", "mini", "--course", course.root, "-o", page.parent, *options)
    assert ended.exit_code == 0, ended.output
    assert pools == [jobs()]
    assert str(page) in ended.stderr
    # Without a battery nobody could say which mutants are no mistakes.
    assert "No mutants were made of losses" in page.read_text("utf-8")
    assert "mse" not in ended.stdout


@pytest.mark.parametrize("codes", [(0, 0), (0, 1), (3, 1)])
def test_a_demo_ends_with_the_worst_of_its_classes(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, codes: tuple[int, int]
) -> None:
    left = list(codes)
    graded = []

    def grade(assignment: Assignment, submissions: Path, results: Path, **_: object) -> int:
        graded.append((assignment.name, any(submissions.iterdir()), results))
        return left.pop(0)

    monkeypatch.setattr(demo, "grade_assignment", grade)
    starter(course)
    shutil.copytree(course.root / "assignments/mini", course.root / "assignments/other")
    (course.root / "assignments/other/mini.py").rename(course.root / "assignments/other/other.py")
    ended = gradus("demo", "--course", course.root, "-o", tmp_path / "demo")
    assert ended.exit_code == max(codes), ended.output
    results = [tmp_path / "demo" / name / "results" for name in ("mini", "other")]
    assert graded == [("mini", True, results[0]), ("other", True, results[1])]


def starter(course: Course) -> None:
    """Write what `gradus build` gives students to start from, as far as it matters here."""
    folder = course.assignment.starter
    folder.mkdir(parents=True)
    for name in course.assignment.modules:
        (folder / f"{name}.py").write_text("def mse(): ...\n", "utf-8")


def test_a_demo_of_what_is_not_built_is_2(course: Course, tmp_path: Path) -> None:
    ended = gradus("demo", "mini", "--course", course.root, "-o", tmp_path / "demo")
    assert ended.exit_code == 2
    assert f"{course.assignment.starter / 'losses.py'} is not there" in ended.stderr
    assert "gradus build mini" in ended.stderr


def test_a_course_without_assignments_has_no_demo(course: Course, tmp_path: Path) -> None:
    (course.root / "assignments" / "mini" / "assignment.toml").unlink()
    ended = gradus("demo", "--course", course.root, "-o", tmp_path)
    assert ended.exit_code == 2
    assert "gradus new assignment" in ended.output
