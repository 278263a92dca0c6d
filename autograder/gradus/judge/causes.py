"""Why a case failed, in words for staff that are the same wherever the same went wrong."""

import re
from collections.abc import Iterable

from gradus.results import Cause, QuestionResult
from gradus_checks import Fault
from gradus_checks.faults import uncured

NOT_WRITTEN = Cause("not written yet")

_NO_MODULE = re.compile(r"No module named '([^']+)'")


def cause_of(fault: Fault) -> Cause:
    """Of an exception in a call."""
    if fault.type_name == "NotImplementedError":
        return NOT_WRITTEN
    lacking = _lacking(fault)
    if lacking:
        return Cause(f"code asks for {lacking}", look=True)
    return Cause(_raised(fault))


def cause_of_import(module: str, fault: Fault) -> Cause:
    """Of an exception in a module when it is imported."""
    lacking = _lacking(fault)
    if lacking:
        return Cause(f"{module}.py cannot be imported: it asks for {lacking}", look=True)
    return Cause(f"{module}.py cannot be imported: {_raised(fault)}", look=True)


def cause_of_stopped_import(module: str, why: str) -> Cause:
    """Of a module whose import came to no end of its own; `why` is what its author is told."""
    return Cause(f"{module}.py cannot be imported: {_sentence(why)}", look=True)


def not_handed_in(module: str) -> Cause:
    """Of a module that is not there. It is listed as missing already."""
    return Cause(f"{module}.py was not handed in")


def to_look_at(questions: Iterable[QuestionResult]) -> tuple[str, ...]:
    """The causes for which a person should look, each once, in the order of the questions."""
    causes = (case.cause for question in questions for case in question.cases)
    return tuple(dict.fromkeys(cause.text for cause in causes if cause and cause.look))


def _lacking(fault: Fault) -> str:
    """What a student's code imports and is not there, if that is what the fault says."""
    found = _NO_MODULE.match(fault.message) if fault.type_name == "ModuleNotFoundError" else None
    if found is None:
        return ""
    return f"{found[1]}, which is neither a package of this grader nor a file that was handed in"


def _raised(fault: Fault) -> str:
    if fault.missing:
        return fault.message
    said = _sentence(uncured(fault.message))
    return f"{fault.type_name}: {said}" if said else fault.type_name


def _sentence(text: str) -> str:
    """The first sentence of a text, without its full stop."""
    first = text.split("\n", 1)[0]
    return re.split(r"\.\s", first, maxsplit=1)[0].rstrip(" .:")
