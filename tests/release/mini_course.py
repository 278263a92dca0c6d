"""A course of one small assignment, and a scorer that needs no judge."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from types import SimpleNamespace

from gradus.assignment import Assignment, load_assignment
from gradus.assignment.cases import load_cases
from gradus.release import Prove, Scores
from gradus.results import CaseResult, QuestionResult, Status
from gradus_checks import LocalEnvironment
from gradus_checks.loader import FreshModules

FILES = {
    "assignments/mini/assignment.toml": """
        title = "Mini"
        modules = ["losses"]
        provided = ["numerical"]

        [[tasks]]
        number = "1.1"
        title = "Mean squared error"
        functions = ["losses.mse"]
        points = 60

        [[tasks]]
        number = "1.2"
        title = "Gradient of the mean squared error"
        functions = ["losses.mse_grad"]
        points = 40
    """,
    "assignments/mini/mini.py": """
        # %% [markdown]
        # # Mini
        #
        # ## Task 1.1: mean squared error
        #
        # The loss of a batch is the mean over
        # all entries.

        # %%
        import otter

        grader = otter.Notebook("mini.ipynb")

        # %% [markdown]
        # ## Task 1.2: its gradient
        #
        # The gradient has the shape of the predictions.

        # %%
        grader.check("task_1_2")
    """,
    "assignments/mini/tests/task_1_1.py": '''
        """Task 1.1: mean squared error."""

        import math

        import numpy as np
        from gradus_checks import check_close, check_finite, test_case

        OK_FORMAT = False
        name = "task_1_1"

        SONG = np.array([1.0, 2.0])  # the first two notes
        FAR_AWAY = 1e200


        def silence():
            return np.zeros(2)


        # A student sees this one.
        @test_case(name="Worked example", points=30, failure_message="Square, then average.")
        def worked_example(losses):
            check_close(losses.mse(SONG, silence()), 2.5)


        @test_case(name="Zero", points=10)
        def zero(losses):
            check_close(losses.mse(SONG, SONG), 0.0)


        @test_case(name="Random batch", points=20, hidden=True)
        def random_batch_of_songs(losses, reference, rng):
            """The loss of a batch is the mean over all entries."""
            y_pred, y_true = rng.normal(size=(2, 5, 3)) + math.tau
            check_close(losses.mse(y_pred, y_true), reference.losses.mse(y_pred, y_true))
            check_finite(losses.mse(y_pred * FAR_AWAY / FAR_AWAY, y_true))
    ''',
    "assignments/mini/tests/task_1_2.py": '''
        """Task 1.2: gradient of the mean squared error."""

        import numpy as np
        from gradus_checks import check_close, check_shape, test_case

        OK_FORMAT = False
        name = "task_1_2"


        @test_case(name="Worked example", points=25)
        def worked_example(losses):
            check_close(losses.mse_grad(np.array([3.0]), np.array([1.0])), [4.0])


        @test_case(name="Shape", points=15, hidden=True)
        def shape_of_a_large_batch(losses, rng):
            """The gradient has the shape of the predictions."""
            y_pred = rng.normal(size=(17, 4))
            check_shape(losses.mse_grad(y_pred, 2 * y_pred), (17, 4))
    ''',
    "solutions/losses.py": '''
        """Losses of the mini course."""

        import numpy as np


        def mse(y_pred, y_true):
            """Task 1.1: mean squared error. Any shape; returns a float."""
            # BEGIN SOLUTION
            difference = np.subtract(y_pred, y_true, dtype=float)
            return np.mean(difference**2)
            # END SOLUTION


        def mse_grad(y_pred, y_true):
            """Task 1.2: gradient of the mean squared error, with the shape of y_pred."""
            return 2 * np.subtract(y_pred, y_true, dtype=float) / np.size(y_pred)  # SOLUTION
    ''',
    "solutions/numerical.py": '''
        """Provided."""


        def half(x):
            """Half of x."""
            # BEGIN SOLUTION
            return x / 2
            # END SOLUTION
    ''',
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
        path.write_text(dedent(text).lstrip(), "utf-8")
    return Course(root)


class JudgeEnvironment(LocalEnvironment):
    """Has the reference too, as a judge does."""

    def __init__(self, folder: Path, solutions: Path, modules: tuple[str, ...]) -> None:
        super().__init__(folder)
        loader = FreshModules(solutions)
        self._reference = SimpleNamespace(**{name: loader.load(name) for name in modules})

    def reference(self) -> SimpleNamespace:
        return self._reference


def grade_in_process(assignment: Assignment, folder: Path) -> SimpleNamespace:
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
    return SimpleNamespace(questions=tuple(questions), cpu_seconds=0.2)


def at_once(grade: Callable[[Assignment, Path], Scores]) -> Prove:
    """`grade`, as what begins to grade: it is done at the same moment."""

    def prove(assignment: Assignment, folder: Path) -> Future[Scores]:
        done: Future[Scores] = Future()
        done.set_result(grade(assignment, folder))
        return done

    return prove


prove_at_once = at_once(grade_in_process)
