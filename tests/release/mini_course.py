"""The course in `tests/courses/mini`, of one small assignment, and a scorer that needs no judge."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from gradus.assignment import Assignment, load_assignment
from gradus.assignment.cases import load_cases
from gradus.release import Prove
from gradus.results import CaseResult, QuestionResult, Scores, Status
from gradus_checks import LocalEnvironment
from gradus_checks.loader import FreshModules

MINI = Path(__file__).resolve().parents[1] / "courses" / "mini"
FILES = {
    path.relative_to(MINI).as_posix(): path.read_text("utf-8")
    for part in ("assignments", "solutions")
    for path in sorted((MINI / part).rglob("*.*"))
    if "__pycache__" not in path.parts
}


@dataclass(frozen=True)
class Course:
    """The mini course in a folder of its own, to be broken by tests."""

    root: Path

    def path(self, name: str) -> Path:
        """A file by the end of its path."""
        return next(self.root / path for path in FILES if path.endswith(name))

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace `old`, which must be there, in the file."""
        path = self.path(name)
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    @property
    def assignment(self) -> Assignment:
        """The assignment as it is now."""
        return load_assignment(self.root, "mini")


def write_course(root: Path) -> Course:
    """Write the mini course into `root`."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Course(root)


class JudgeEnvironment(LocalEnvironment):
    """Has the reference too, as a judge does."""

    def __init__(self, folder: Path, solutions: Path, modules: tuple[str, ...]) -> None:
        super().__init__(folder)
        loader = FreshModules(solutions)
        self._reference = SimpleNamespace(**{name: loader.load(name) for name in modules})

    def reference(self) -> SimpleNamespace:
        return self._reference


def grade_in_process(assignment: Assignment, folder: Path) -> Scores:
    """Grade `folder` with the full tests, in this process."""
    questions = []
    for task in assignment.tasks:
        environment = JudgeEnvironment(folder, assignment.solutions, assignment.modules)
        results = []
        for case in load_cases(assignment.test_path(task)).cases:
            status, message = Status.PASSED, ""
            try:
                case.call_func(environment)
            except Exception as error:
                status, message = Status.FAILED, str(error)
            results.append(CaseResult(case.name, case.points, case.hidden, status, message))
        questions.append(
            QuestionResult(task.name, task.title, task.number, task.bonus, tuple(results))
        )
    return Scores(tuple(questions), cpu_seconds=0.2)


def at_once(grade: Callable[[Assignment, Path], Scores]) -> Prove:
    """`grade`, as what begins to grade: it is done at the same moment."""

    def prove(assignment: Assignment, folder: Path) -> Future[Scores]:
        done: Future[Scores] = Future()
        done.set_result(grade(assignment, folder))
        return done

    return prove


prove_at_once = at_once(grade_in_process)
