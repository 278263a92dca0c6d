"""What an assignment is: its tasks, its limits, and where its files are."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from gradus.assignment.packages import DEFAULT_PACKAGES
from gradus.assignment.rating import RatedBy, RatingSpec
from gradus.errors import UsageError
from gradus_checks.module_names import by_parameter
from gradus_checks.own_files import Room

if TYPE_CHECKING:
    from gradus_checks import Case

ISOLATION_LEVELS = ("none", "uid", "confined", "namespaces")


def refuse_unknown_level(level: str | None) -> None:
    """Raise UsageError for an isolation level that there is not; None asks for the strongest."""
    if level not in (None, *ISOLATION_LEVELS):
        raise UsageError(
            f"There is no isolation level {level!r}. The levels are: {', '.join(ISOLATION_LEVELS)}."
        )


"""From the weakest to the strongest."""

_LEAST_RATIO = 3.0  # work that is right may be three times as slow as the reference

FORGIVEN_CPU_SECONDS = 20.0
"""Beyond the allowance of a submission, for workers that had to be stopped while they answered many
questions, so that none is to blame: four stops are a few seconds each. More is charged for."""


@dataclass(frozen=True)
class Limits:
    """What one test case may use. The CPU limit is max(floor, ratio × the reference's time).

    All cases of a submission together may take `submission_cpu_seconds`, or a few times what the
    reference takes, if that is more. Of what is handed in `files_kb` are taken, all files together,
    of which `source_kb` may be Python source. On a student's own machine the code of a public case
    is stopped after `home_seconds`.
    """

    cpu_floor_seconds: float
    cpu_ratio: float
    submission_cpu_seconds: float
    memory_mb: int
    output_kb: int
    isolation: str
    files_kb: int
    source_kb: int
    home_seconds: float = 20.0

    @property
    def room(self) -> Room:
        """What is taken of a submission."""
        return Room(self.files_kb * 1000, self.source_kb * 1000)

    def allowance(self, reference_seconds: float) -> float:
        """The CPU seconds of a whole submission: a slow machine gives it as many more."""
        return max(self.submission_cpu_seconds, _LEAST_RATIO * reference_seconds)


@dataclass(frozen=True)
class Attempts:
    """On Gradescope, `limit` attempts count within any `hours`; further ones are not graded."""

    limit: int
    hours: float


@dataclass(frozen=True)
class Task:
    """One question: `functions` ("losses.mse") are judged by `tests/task_<number>.py`.

    Two tasks may ask for one function, each for another side of it; the stub names the first.
    `upstream` names the functions and methods ("backprop.Linear.forward") whose mistakes should not
    cost marks here again, and `share` which part of a case's points is kept then, where it is not
    the assignment's. A task with a `rating` earns points by how well what the student has made does
    on hidden data.
    """

    number: str
    title: str
    functions: tuple[str, ...]
    points: float
    bonus: bool
    upstream: tuple[str, ...]
    rating: RatedBy | None = None
    share: float | None = None

    @property
    def name(self) -> str:
        """The test file's name for Otter: `task_1_3` for task 1.3."""
        return "task_" + self.number.replace(".", "_")

    def leans_on(self, functions: Collection[str]) -> tuple[str, ...]:
        """The functions upstream to replace if these functions are wrong.

        Of a class all methods, as they lean on one another; but not of a class that the task itself
        is about: there each method stands for itself.
        """
        classes = set(map(_class_of, functions)) - set(map(_class_of, self.functions)) - {""}
        return tuple(
            each for each in self.upstream if each in functions or _class_of(each) in classes
        )


@dataclass(frozen=True)
class Assignment:
    """An assignment of a course: where its files are and what they hold.

    A module in a package is called `layers/dense`, and its functions `layers/dense.Dense.forward`.
    `follow_through` is the share of a case's points that is kept when only an earlier function's
    mistake makes it fail. `files` in its folder go to students as they are; `hidden_data` is a
    folder in the solutions' that only the judge sees. `packages` are the requirements
    ("numpy>=1.26") that students install and that are there where they are graded.
    """

    name: str
    title: str
    modules: tuple[str, ...]
    provided: tuple[str, ...]
    tasks: tuple[Task, ...]
    limits: Limits
    follow_through: float
    course: Path
    files: tuple[str, ...] = ()
    hidden_data: str | None = None
    rating: RatingSpec | None = None
    attempts: Attempts | None = None
    packages: tuple[str, ...] = DEFAULT_PACKAGES
    total: float = 100.0
    hidden_share: float = 0.4

    @cached_property
    def by_parameter(self) -> dict[str, str]:
        """All modules, those provided too, by the name by which a case asks for each."""
        return by_parameter((*self.modules, *self.provided))

    def modules_of(self, case: "Case") -> tuple[str, ...]:
        """The modules that a case asks for."""
        return tuple(self.by_parameter.get(name, name) for name in case.modules())

    def share_of(self, task: Task) -> float:
        """The share of a case's points that is kept in this task, by follow-through."""
        return self.follow_through if task.share is None else task.share

    def own_tasks(self, function: str) -> tuple[Task, ...]:
        """The tasks that ask for a function ("losses.mse") and do not rate it."""
        return tuple(
            task for task in self.tasks if function in task.functions and task.rating is None
        )

    @property
    def folder(self) -> Path:
        """`assignments/<name>`."""
        return self.course / "assignments" / self.name

    @property
    def solutions(self) -> Path:
        """The folder of reference modules: `solutions/<name>`, where the assignment has its own."""
        return solutions_of(self.course, self.name)

    @property
    def starter(self) -> Path:
        """The folder of committed stubs."""
        return self.course / "starter"

    @property
    def data_folder(self) -> Path:
        """The folder of the data that students get; there need not be one."""
        return self.folder / "data"

    @property
    def handout(self) -> Path:
        """The notebook students get, as a jupytext percent file."""
        return self.folder / f"{self.name}.py"

    def hidden_files(self) -> tuple[Path, ...]:
        """The files of hidden data, which only the judge sees; none where there is no such data."""
        if self.hidden_data is None:
            return ()
        return tuple(sorted((self.solutions / self.hidden_data).glob("*.npz")))

    def test_path(self, task: Task) -> Path:
        """The full test file of a task, public and hidden cases together."""
        return self.folder / "tests" / f"{task.name}.py"

    def unrated(self) -> "Assignment":
        """The assignment without its rated tasks, which can take most of the time."""
        tasks = tuple(task for task in self.tasks if task.rating is None)
        return replace(self, tasks=tasks, rating=None)

    def parts(self) -> tuple["Assignment", ...]:
        """The assignment in parts that can be graded at the same time: rated tasks, and others."""
        rated = tuple(task for task in self.tasks if task.rating)
        if not rated or len(rated) == len(self.tasks):
            return (self,)
        return self.unrated(), replace(self, tasks=rated)

    def task_of(self, function: str) -> Task:
        """The first task that asks for `module.function`."""
        return next(task for task in self.tasks if function in task.functions)


def solutions_of(course: Path, name: str) -> Path:
    """The folder of reference modules of the assignment `name`: one of its own, or the course's."""
    own = course / "solutions" / name
    return own if own.is_dir() else course / "solutions"


def _class_of(function: str) -> str:
    """Of "backprop.Linear.forward" it is "backprop.Linear", of a function of a module ""."""
    owner = function.rpartition(".")[0]
    return owner if "." in owner else ""
