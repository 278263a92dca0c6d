"""The catalogue: real mistakes of students, each a small patch of the reference."""

import ast
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gradus.assignment import Assignment
from gradus.assignment.definitions import definitions
from gradus.errors import AssignmentError
from gradus_checks.module_names import spoken


@dataclass(frozen=True)
class Mistake:
    """`find` becomes `replace` within one function ("mse", "Linear.forward") of a module.

    `fails` are the questions that must lose marks, and the only ones: where the file names none,
    the one that asks for the function. `hint` is a piece of the
    feedback that a student who makes the mistake must get to read; `why` names the mistake.
    `diagnosis` are the only names of mistakes that the checks may give it. After one that `defeats`
    its function's purpose that is of no use, and at least half of the task's points are lost.
    """

    id: str
    module: str
    function: str
    find: str
    replace: str
    fails: tuple[str, ...]
    hint: str
    why: str
    diagnosis: tuple[str, ...] = ()
    defeats: bool = False


class _MistakeModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    function: str
    find: str = Field(min_length=1)
    replace: str
    fails: tuple[str, ...] = ()
    hint: str = Field(min_length=1)
    why: str = Field(min_length=1)
    diagnosis: tuple[str, ...] = ()
    defeats: bool = False


class _Catalogue(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    mistake: tuple[_MistakeModel, ...]


def load_mistakes(assignment: Assignment) -> tuple[Mistake, ...]:
    """What `mistakes/<module>.toml` list. Raises AssignmentError for what is wrong in them."""
    folder = assignment.folder / "mistakes"
    mistakes = tuple(
        mistake
        for module in assignment.modules
        for mistake in _load_module(folder / f"{module}.toml", module, assignment)
    )
    ids = [mistake.id for mistake in mistakes]
    for twice in sorted({name for name in ids if ids.count(name) > 1}):
        raise AssignmentError(f"{folder}: the id {twice} is used twice.")
    known = {task.name for task in assignment.tasks}
    for mistake in mistakes:
        for name in sorted(set(mistake.fails) - known):
            raise AssignmentError(
                f"{folder}: mistake {mistake.id} is to fail {name}, and there is no such task. "
                "Take the mistake out, or name another task."
            )
    return mistakes


def _load_module(path: Path, module: str, assignment: Assignment) -> tuple[Mistake, ...]:
    try:
        catalogue = _Catalogue.model_validate(tomllib.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return ()
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise AssignmentError(f"{path}: {error}") from error
    return tuple(_mistake(entry, module, assignment) for entry in catalogue.mistake)


def _mistake(entry: _MistakeModel, module: str, assignment: Assignment) -> Mistake:
    mistake = Mistake(module=module, **entry.model_dump())
    return mistake if mistake.fails else replace(mistake, fails=_own_task(mistake, assignment))


def _own_task(mistake: Mistake, assignment: Assignment) -> tuple[str]:
    """The task that asks for the function, or for the class that it is a method of."""
    wrong = f"{mistake.module}.{mistake.function}."
    for task in assignment.tasks:
        if any(wrong.startswith(f"{each}.") for each in task.functions):
            return (task.name,)
    raise AssignmentError(
        f"{assignment.folder / 'mistakes'}: mistake {mistake.id} does not say what it fails, and "
        f"no task asks for {spoken(wrong[:-1])}. Write which tasks lose marks by "
        'it: fails = ["task_1_3"].'
    )


def apply_mistake(mistake: Mistake, source: str) -> str:
    """The reference module's `source` with the mistake made in it.

    Raises AssignmentError where the patch no longer fits: `find` must stand exactly once in the
    function, and what comes out must be Python.
    """
    start, end = _span(mistake, source)
    body = source[start:end]
    count = body.count(mistake.find)
    if count != 1:
        raise AssignmentError(
            f"mistake {mistake.id}: {mistake.find!r} stands {count} times in "
            f"{spoken(mistake.module)}.{mistake.function}; it must stand there once."
        )
    changed = source[:start] + body.replace(mistake.find, mistake.replace) + source[end:]
    try:
        ast.parse(changed)
    except SyntaxError as error:
        raise AssignmentError(f"mistake {mistake.id}: the result is not Python: {error}") from error
    return changed


def _span(mistake: Mistake, source: str) -> tuple[int, int]:
    """Where the function's text begins and ends in the source."""
    for name, node in definitions(ast.parse(source)):
        if name == mistake.function:
            lines = source.splitlines(keepends=True)
            first, last = node.lineno - 1, node.end_lineno or node.lineno
            return sum(map(len, lines[:first])), sum(map(len, lines[:last]))
    raise AssignmentError(f"mistake {mistake.id}: {mistake.module}.py has no {mistake.function}.")
