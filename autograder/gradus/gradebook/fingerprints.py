"""What a mark depends on, in numbers, so that only what is missing or changed is graded."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import gradus
from gradus.assignment import Assignment, Task, name_of
from gradus.errors import AssignmentError
from gradus.submission import Submission
from gradus.submission import fingerprint as contents_of

_NO_SAY_IN_RECORDS = (
    *("audit", "cli", "cluster", "course", "gradebook", "lms", "marking", "otter_plugin"),
    *("release", "reports", "scaffold", "show_off.py"),
)
_LIBRARIES = ("otter-grader",)


@dataclass(frozen=True)
class Grader:
    """The fingerprint of all that decides on marks besides the submission itself.

    `whole` of everything, `tasks` by the name of each task: its test file, its entry in
    `assignment.toml`, and what all tasks share: the reference, limits, the secret, the isolation
    level, libraries, and Gradus itself.
    """

    whole: str
    tasks: Mapping[str, str]


def grader_fingerprint(assignment: Assignment, isolation: str, secret: bytes) -> Grader:
    """The fingerprints of this grader. Raises AssignmentError where a file cannot be read."""
    names = (*_LIBRARIES, *map(name_of, assignment.packages))
    libraries = (f"{name} {_version(name)}".encode() for name in names)
    parts = (isolation.encode(), hashlib.sha256(secret).digest(), *libraries)
    shared = _digest((*parts, _settings(assignment), *_shared_files(assignment), *_sources()))
    tasks = {
        task.name: _digest((shared.encode(), *_own(assignment, task))) for task in assignment.tasks
    }
    return Grader(_digest(mark.encode() for mark in (shared, *tasks.values())), tasks)


def _version(package: str) -> str:
    """The version that is installed here; who judges elsewhere looks at what is there."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def record_fingerprint(submission: Submission, grader: Grader) -> str:
    """What the record of a submission bears when this grader has made it from these files."""
    return f"{contents_of(submission)} {grader.whole}"


def is_by(fingerprint: str, grader: Grader) -> bool:
    """Whether a record with this fingerprint was made by this grader."""
    return fingerprint.endswith(f" {grader.whole}")


def is_of_same_work(fingerprint: str, other: str) -> bool:
    """Whether two records were made from the same files."""
    return bool(fingerprint) and fingerprint.split()[0] == other.split()[0]


def touched_tasks(
    assignment: Assignment, grader: Grader, judged_by: Mapping[str, str]
) -> frozenset[str]:
    """The tasks that a record's marks may differ in: changed ones and those next downstream.

    Follow-through judges a task again where a function upstream of it has failed, so that a change
    there can give or take points here. All of them where a task is no longer there.
    """
    if judged_by.keys() - grader.tasks.keys():
        return frozenset(grader.tasks)
    changed = {name for name, mark in grader.tasks.items() if judged_by.get(name) != mark}
    if changed:
        # What a training gives besides points is not kept with them.
        changed |= {task.name for task in assignment.tasks if task.rating}
    functions = {
        function for task in assignment.tasks if task.name in changed for function in task.functions
    }
    downstream = {task.name for task in assignment.tasks if task.leans_on(functions)}
    return frozenset(changed | downstream)


def _digest(parts: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        # Lengths keep ("ab", "c") apart from ("a", "bc").
        digest.update(len(part).to_bytes(8, "little"))
        digest.update(part)
    return digest.hexdigest()


def _settings(assignment: Assignment) -> bytes:
    """What `assignment.toml` says besides its tasks; not where the course lies on this machine."""
    fields = asdict(assignment)
    kept = {name: value for name, value in fields.items() if name not in ("course", "tasks")}
    return json.dumps(kept, sort_keys=True, default=str).encode()


def _own(assignment: Assignment, task: Task) -> Iterator[bytes]:
    """A task's entry in `assignment.toml` and its test file."""
    yield json.dumps(asdict(task), sort_keys=True, default=str).encode()
    path = assignment.test_path(task)
    if path.is_file():
        yield from _contents(assignment, (path,))


def _shared_files(assignment: Assignment) -> Iterator[bytes]:
    """The reference, and what lies beside the test files without being one of a task."""
    own = {assignment.test_path(task) for task in assignment.tasks}
    beside = sorted(
        path
        for path in (assignment.folder / "tests").rglob("*")
        if path.is_file() and path.parent.name != "__pycache__" and path not in own
    )
    modules = (*assignment.modules, *assignment.provided)
    references = [assignment.solutions / f"{module}.py" for module in modules]
    return _contents(assignment, (*beside, *references, *_rated_by(assignment)))


def _contents(assignment: Assignment, paths: Iterable[Path]) -> Iterator[bytes]:
    for path in paths:
        yield path.relative_to(assignment.course).as_posix().encode()
        try:
            yield path.read_bytes()
        except OSError as error:
            raise AssignmentError(f"{path} cannot be read: {error.strerror or error}.") from error


def _rated_by(assignment: Assignment) -> tuple[Path, ...]:
    """The data that rated tasks train on and ask about."""
    if assignment.rating is None:
        return ()
    from gradus.rating import data_path, hidden_paths

    hidden = hidden_paths(assignment, assignment.rating).values()
    return (data_path(assignment, assignment.rating), *hidden)


def _sources() -> Iterator[bytes]:
    for name, source in marking_sources(Path(gradus.__file__).parents[1]).items():
        yield name.encode()
        yield source


def marking_sources(packages: Path) -> dict[str, bytes]:
    """Gradus' own code in the folder `packages`, by path, but for rooms that cannot change a mark.

    Raises OSError where it cannot be read.
    """
    found = {}
    for package in ("gradus", "gradus_checks"):
        for path in sorted((packages / package).rglob("*.py")):
            inside = path.relative_to(packages / package)
            if package == "gradus" and inside.parts[0] in _NO_SAY_IN_RECORDS:
                continue
            found[path.relative_to(packages).as_posix()] = path.read_bytes()
    return found
