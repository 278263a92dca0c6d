"""A new task of an assignment that is there."""

import re
from pathlib import Path

from gradus.assignment import Assignment, load_assignment
from gradus.errors import UsageError
from gradus.scaffold.names import function_of, title_of
from gradus.scaffold.parts import Part, part_files
from gradus.scaffold.texts import text_of
from gradus.scaffold.writing import write_all
from gradus_checks.module_names import spoken

_NUMBER = re.compile(r"[1-9]\d*\.[1-9]\d*")
_TOTAL = re.compile(r"^total\s*=.*$", re.MULTILINE)
_MODULES = re.compile(r"^modules\s*=\s*\[[^\]]*\]", re.MULTILINE)


def new_task(
    course: Path, name: str, number: str, function: str, *, title: str = "", points: float = 10.0
) -> tuple[Path, ...]:
    """Write task `number`, about `module.function`, at the end of the assignment `name`.

    The total grows by its points. The files written, in the order in which to open them. Raises
    UsageError where something is in the way, AssignmentError where the assignment cannot be read;
    nothing is left half-written.
    """
    module, wanted = function_of(function)
    assignment = load_assignment(course, name)
    _check_number(assignment, number)
    part = Part(number, module, wanted, title or title_of(wanted), points)
    files = part_files(assignment.solutions, assignment.folder, part)
    specification = assignment.folder / "assignment.toml"
    handout = assignment.handout.read_text("utf-8").rstrip()
    files[specification] = _specification(specification.read_text("utf-8"), assignment, part)
    files[assignment.handout] = f"{handout}\n\n{text_of('section.py.j2', part=part)}"
    write_all(files)
    return tuple(files)


def _check_number(assignment: Assignment, number: str) -> None:
    if not _NUMBER.fullmatch(number):
        raise UsageError(f"{number!r} is not the number of a task: write one such as 1.3.")
    last = max(_order(task.number) for task in assignment.tasks)
    if _order(number) <= last:
        part, place = last
        raise UsageError(
            f"Task {number} would not come last: {assignment.name} goes up to {part}.{place}. The "
            f"next one is {part}.{place + 1} or {part + 1}.1."
        )


def _order(number: str) -> tuple[int, int]:
    part, _, place = number.partition(".")
    return int(part), int(place)


def _specification(text: str, assignment: Assignment, part: Part) -> str:
    """assignment.toml with the task at its end, the new total, and the module among others."""
    total = f"total = {assignment.total + part.points:g}"
    modules = dict.fromkeys((*assignment.modules, part.module))
    listed = ", ".join(f'"{spoken(module)}"' for module in modules)
    text = _MODULES.sub(f"modules = [{listed}]", text, count=1)
    text = _TOTAL.sub(total, text, count=1) if _TOTAL.search(text) else f"{total}\n{text}"
    return f"{text.rstrip()}\n\n{text_of('task.toml.j2', part=part)}"
