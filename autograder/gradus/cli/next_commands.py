"""Commands that are shown to be run next: whole, so that they can be pasted as they stand."""

import shlex
from pathlib import Path

from gradus.assignment import Assignment, find_course
from gradus.errors import UsageError
from gradus.gradebook import JudgeSource, LocalJudge


def command(verb: str, assignment: Assignment, *arguments: str | Path) -> str:
    """`gradus <verb> <assignment> …` for the shell, from the present folder.

    The course is named where it would not be found from here.
    """
    return shell("gradus", verb, assignment.name, *arguments, *_course(assignment))


def judged_alike(source: JudgeSource) -> tuple[str, ...]:
    """The options by which a command judges as this one does, where they were given."""
    if not isinstance(source, LocalJudge):
        return ()
    isolation = ("--isolation", source.isolation) if source.isolation else ()
    return (*isolation, *(("--strict",) if source.strict else ()))


def shell(*words: str | Path) -> str:
    """The words as a line for a shell; a path that begins with `-` is not taken for an option."""
    return shlex.join(
        f"./{word}" if isinstance(word, Path) and str(word).startswith("-") else str(word)
        for word in words
    )


def can_be_typed(path: Path) -> bool:
    """Whether a terminal shows all of a path as it is."""
    return str(path).isprintable()


def _course(assignment: Assignment) -> tuple[str | Path, ...]:
    try:
        found = find_course(Path.cwd()) == assignment.course.resolve()
    except UsageError:
        found = False
    return () if found else ("--course", assignment.course)
