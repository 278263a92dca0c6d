"""What is said of a mistake, held against its cause, which somebody has written down by hand.

`causes.toml` of an assignment lists a sample of its catalogue and of its mutants. The words were
chosen by reading the mistake, not the message: so they find out messages that are vague or wrong.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gradus.assignment import Assignment
from gradus.assignment.naming import known_module
from gradus.audit.mistakes import load_mistakes
from gradus.audit.mutants import make_mutants
from gradus.errors import AssignmentError
from gradus.results import CaseResult, Status
from gradus_checks.diagnosis import DESCRIPTIONS

LEAST_RIGHT = 0.9
"""Of the sample. The others may be vague, and none wrong: a wrong word costs a student hours."""


class Told(StrEnum):
    """How well the feedback names a cause."""

    RIGHT = "right"
    VAGUE = "vague"
    WRONG = "wrong"


@dataclass(frozen=True)
class LabelledCause:
    """The cause of one mistake. One of the words `says` must be in the feedback on it.

    `true` is what else may be claimed of it, and none of the words `never` may be there.
    """

    cause: str
    says: tuple[str, ...]
    true: tuple[str, ...] = ()
    never: tuple[str, ...] = ()

    def told(self, cases: Iterable[CaseResult]) -> Told:
        """How well the feedback on these cases names it."""
        failed = [case for case in cases if case.status is Status.FAILED]
        said = "\n".join(case.message for case in failed).lower()
        claims = (case for case in failed if case.diagnosis not in {"", *DESCRIPTIONS})
        untrue = any(not _any_in((*self.says, *self.true), case.message.lower()) for case in claims)
        if untrue or _any_in(self.never, said):
            return Told.WRONG
        return Told.RIGHT if _any_in(self.says, said) else Told.VAGUE


def _any_in(words: tuple[str, ...], text: str) -> bool:
    return any(word.lower() in text for word in words)


class _CauseModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    mistake: str = ""
    mutant: str = ""
    cause: str = Field(min_length=1)
    says: tuple[str, ...] = Field(min_length=1)
    true: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


class _Causes(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    cause: tuple[_CauseModel, ...]


@cache
def load_causes(assignment: Assignment) -> dict[str, LabelledCause]:
    """The labelled causes, by the id of the mistake or mutant; empty if the assignment has none.

    Raises AssignmentError for what is wrong in the file, and for a label of what is not there.
    """
    path = assignment.folder / "causes.toml"
    entries = _read(path)
    if not entries:
        return {}
    mistakes = [mistake.id for mistake in load_mistakes(assignment)]
    named = (entry.mutant.partition(":")[0] for entry in entries if entry.mutant)
    modules = {known_module(name, assignment.modules) for name in named} - {""}
    mutants = [mutant.id for mutant in make_mutants(assignment, tuple(sorted(modules)))]
    found: dict[str, LabelledCause] = {}
    for entry in entries:
        name = entry.mistake or entry.mutant
        count = (mistakes if entry.mistake else mutants).count(name)
        if name in found or count != 1:
            told = "is the name of several mutants" if count > 1 else "is no longer there"
            told = "is labelled twice" if name in found else told
            raise AssignmentError(
                f"{path}: {name!r} {told}. Take the label out, and label another mistake or mutant "
                "in its place, so that the sample stays as large."
            )
        found[name] = LabelledCause(entry.cause, entry.says, entry.true, entry.never)
    return found


def _read(path: Path) -> tuple[_CauseModel, ...]:
    try:
        return _Causes.model_validate(tomllib.loads(path.read_text("utf-8"))).cause
    except FileNotFoundError:
        return ()
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise AssignmentError(f"{path}: {error}") from error
