"""Reading a course: `assignment.toml`, checked at the door, frozen inside."""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from gradus.assignment.collected import Collected
from gradus.assignment.naming import ModuleName, function_path, package_files, wrong_modules
from gradus.assignment.packages import ALWAYS, DEFAULT_PACKAGES, Packages, merged
from gradus.assignment.problems import problems
from gradus.assignment.rating import RATED_BY, RatedByModel, RatingModel
from gradus.assignment.spec import (
    ISOLATION_LEVELS,
    Assignment,
    Attempts,
    Limits,
    Task,
    solutions_of,
)
from gradus.errors import AssignmentError, UsageError
from gradus_checks.module_names import spoken
from gradus_checks.own_files import FILES_KB, SOURCE_KB


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _plain_path(path: str) -> str:
    """A path below a folder, with nothing in it that leads out of there or is hidden."""
    parts = path.split("/")
    if "\\" in path or any(not part or part.startswith(".") for part in parts):
        raise ValueError("is not a path below the folder: write one such as data/samples.npz")
    return path


_PlainPath = Annotated[str, AfterValidator(_plain_path)]


class _TaskModel(_Strict):
    number: str = Field(pattern=r"^\d+\.\d+$")
    title: str = Field(min_length=1)
    functions: tuple[str, ...] = Field(min_length=1)
    points: float = Field(gt=0)
    bonus: bool = False
    upstream: tuple[str, ...] = ()
    share: float | None = Field(default=None, ge=0, le=1)
    rating: RatedByModel | None = None

    def task(self, path_of: Callable[[str], str]) -> Task:
        """The task, frozen; `path_of` gives a function by its module's path."""
        rating = self.rating.frozen() if self.rating else None
        names = {"functions": self.functions, "upstream": self.upstream}
        paths = {key: tuple(map(path_of, functions)) for key, functions in names.items()}
        return Task(**{**self.model_dump(exclude={"rating"}), **paths}, rating=rating)


class _LimitsModel(_Strict):
    cpu_floor_seconds: float = Field(default=2.0, gt=0)
    cpu_ratio: float = Field(default=50.0, gt=1)
    submission_cpu_seconds: float = Field(default=150.0, gt=0)
    memory_mb: int = Field(default=1024, ge=256)
    output_kb: int = Field(default=64, gt=0)
    # More than this is not even read, whatever an assignment says.
    files_kb: int = Field(default=FILES_KB, gt=0, le=20_000)
    source_kb: int = Field(default=SOURCE_KB, gt=0, le=1_000)
    home_seconds: float = Field(default=20.0, ge=1)
    isolation: str = Field(default="none", pattern=f"^({'|'.join(ISOLATION_LEVELS)})$")

    @model_validator(mode="before")
    @classmethod
    def _has_one_limit(cls, data: Any) -> Any:
        """Refuse what was a limit of its own, and say what to write."""
        if isinstance(data, dict) and "data_kb" in data:
            before = data["data_kb"], data.get("source_kb", SOURCE_KB)
            most = sum(size for size in before if isinstance(size, int))
            raise ValueError(
                "data_kb is gone, as one limit holds for all files together, source and data: "
                f"write files_kb = {most} in its place to take what was taken before"
            )
        return data


class _AttemptsModel(_Strict):
    limit: int = Field(ge=1)
    hours: float = Field(default=24.0, gt=0)


class _AssignmentModel(_Strict):
    title: str = Field(min_length=1)
    modules: tuple[ModuleName, ...] = ()
    provided: tuple[ModuleName, ...] = ()
    limits: _LimitsModel = _LimitsModel()
    follow_through: float = Field(default=0.7, ge=0, le=1)
    files: tuple[_PlainPath, ...] = ()
    packages: Packages = DEFAULT_PACKAGES
    hidden_data: _PlainPath | None = None
    rating: RatingModel | None = None
    attempts: _AttemptsModel | None = None
    total: float = Field(default=100.0, gt=0)
    hidden_share: float = Field(default=0.4, ge=0, le=1)
    tasks: tuple[_TaskModel, ...] = Field(min_length=1)


def _asked_for(tasks: Iterable[Task]) -> tuple[str, ...]:
    """The modules of the functions that tasks ask for, in their order."""
    functions = (function for task in tasks for function in task.functions)
    return tuple(dict.fromkeys(function.partition(".")[0] for function in functions))


def find_course(start: Path) -> Path:
    """The nearest folder at or above `start` that holds `assignments/`.

    Raises UsageError where there is none.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / "assignments").is_dir() and (folder / "solutions").is_dir():
            return folder
    raise UsageError(
        f"No course here: {start} and the folders above it hold no assignments/ and solutions/. "
        "Run gradus inside a course, or name it with --course."
    )


def assignment_names(course: Path) -> tuple[str, ...]:
    """The names of the assignments in `course`, sorted."""
    return tuple(sorted(p.parent.name for p in course.glob("assignments/*/assignment.toml")))


def chosen_names(course: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    """These assignments, or all of the course where none is named.

    Raises UsageError where there is none at all.
    """
    chosen = names or assignment_names(course)
    if not chosen:
        raise UsageError(
            f"The course {course} has no assignments yet. Begin one, with a first task that works: "
            "gradus new assignment hw1 signals.energy"
        )
    return chosen


def readable_assignments(course: Path) -> tuple[Assignment, ...]:
    """The assignments of `course`, without drafts that cannot be read yet."""
    found = []
    for name in assignment_names(course):
        with suppress(AssignmentError):
            found.append(load_assignment(course, name))
    return tuple(found)


def load_assignment(course: Path, name: str) -> Assignment:
    """Read `assignments/<name>/assignment.toml`.

    Raises UsageError for a name the course does not have, AssignmentError for a wrong file.
    """
    path = course / "assignments" / name / "assignment.toml"
    if not path.is_file():
        known = ", ".join(assignment_names(course)) or "none"
        raise UsageError(f"This course has no assignment called {name!r}. It has: {known}.")
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{path}: this is not valid TOML: {error}") from error
    try:
        model = _AssignmentModel.model_validate(data)
    except ValidationError as error:
        listed = "\n".join(f"  {problem}" for problem in problems(error, data))
        raise AssignmentError(f"{path}: these entries are wrong:\n{listed}") from error
    solutions = solutions_of(course, name)
    path_of = partial(function_path, modules=model.modules, solutions=solutions)
    tasks = tuple(task.task(path_of) for task in model.tasks)
    modules = model.modules or _asked_for(tasks)
    packages = package_files((*modules, *model.provided), solutions)
    assignment = Assignment(
        name=name,
        title=model.title,
        modules=modules,
        provided=(*packages, *model.provided),
        tasks=tasks,
        limits=Limits(**model.limits.model_dump()),
        follow_through=model.follow_through,
        course=course,
        files=model.files,
        packages=merged(ALWAYS, model.packages),
        hidden_data=model.hidden_data,
        rating=model.rating.spec() if model.rating else None,
        attempts=Attempts(**model.attempts.model_dump()) if model.attempts else None,
        total=model.total,
        hidden_share=model.hidden_share,
    )
    found = Collected()
    found.add(wrong_modules((*modules, *assignment.provided), path))
    found.add(_wrong_names(assignment, path))
    found.add(_wrongly_rated(assignment, path))
    found.refuse()
    return assignment


def _wrong_names(assignment: Assignment, path: Path) -> Iterator[str]:
    """Task numbers that are not unique, and functions that belong to no module."""
    numbers = [task.number for task in assignment.tasks]
    for number in dict.fromkeys(number for number in numbers if numbers.count(number) > 1):
        yield f"{path}: the task number {number} is used twice."
    for task in assignment.tasks:
        for function in (*task.functions, *task.upstream):
            if function.split(".")[0] not in assignment.modules:
                yield (
                    f"{path}: task {task.number} names {spoken(function)}, but the modules are "
                    f"{', '.join(map(spoken, assignment.modules))}. Write it as module.function."
                )


def _wrongly_rated(assignment: Assignment, path: Path) -> Iterator[str]:
    """Rated tasks without sets to be rated by."""
    known = dict(assignment.rating.sets) if assignment.rating else {}
    if known and assignment.hidden_data is None:
        yield (f"{path}: [rating] needs hidden_data, the folder of the hidden sets in solutions/.")
    for task in assignment.tasks:
        if task.rating and assignment.rating:
            wanted = RATED_BY[type(assignment.rating)]
            if type(task.rating) is not wanted:
                yield (
                    f"{path}: task {task.number} is rated in another way than [rating] says: only "
                    "codecs have bits_per_second, and they must."
                )
        for name in task.rating.sets if task.rating else ():
            if name not in known:
                yield (
                    f"{path}: task {task.number} is rated by the set {name!r}, which [rating.sets] "
                    "does not list."
                )
