"""Mutants that are not mistakes, listed by hand with the reason, where no battery can show it."""

import tomllib

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gradus.assignment import Assignment
from gradus.assignment.naming import known_module
from gradus.audit.mutants import Mutant, make_mutants
from gradus.errors import AssignmentError


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    function: str
    after: str = Field(min_length=1)
    before: str = ""
    reason: str = Field(min_length=20)


class _List(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    equivalent: tuple[_Entry, ...]


def listed_equivalents(assignment: Assignment, mutants: tuple[Mutant, ...]) -> dict[Mutant, str]:
    """The mutants that `battery/equivalents.toml` lists, each with its reason.

    An entry names the function ("backprop.Linear.forward") and the changed line as it reads after
    the change; where several lines can come to read so, also as it reads before. Raises
    AssignmentError for one that fits none of the mutants that there are of its module.
    """
    path = assignment.folder / "battery" / "equivalents.toml"
    if not path.is_file():
        return {}
    try:
        entries = _List.model_validate(tomllib.loads(path.read_text("utf-8"))).equivalent
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise AssignmentError(f"{path}: {error}") from error
    found: dict[Mutant, str] = {}
    modules = {mutant.module for mutant in mutants}
    everything = make_mutants(assignment, tuple(sorted(modules)))
    for entry in (each for each in entries if known_module(each.function, modules)):
        fitting = [
            mutant
            for mutant in everything
            if entry.function == mutant.called
            and entry.after == mutant.after
            and entry.before in ("", mutant.before)
        ]
        if not fitting:
            raise AssignmentError(
                f"{path}: no mutant of {entry.function} reads {entry.after!r}. Has the reference "
                "changed? Then change the entry, or take it out."
            )
        found.update(dict.fromkeys(fitting, entry.reason))
    return {mutant: found[mutant] for mutant in mutants if mutant in found}
