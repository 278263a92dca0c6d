"""`gradus doctor`: what this machine offers to grade with, and what is missing."""

from pathlib import Path

from gradus.assignment import ISOLATION_LEVELS, assignment_names, find_course, load_assignment
from gradus.cli.consoles import open_consoles
from gradus.cli.examination import Asked, Examination, Level, print_examination
from gradus.cli.machine import software_facts, temporary_files
from gradus.cli.trial import try_level
from gradus.errors import GradusError, SandboxError, UsageError
from gradus.sandbox import told, unusable
from gradus.sandbox.facts import kernel_facts, memory, processors
from gradus.sandbox.probe import Machine, probe


def doctor_command(*, course: Path | None = None) -> int:
    """Print what there is; the exit code: 1 where grading would be refused, or unprotected."""
    consoles = open_consoles()
    machine = probe()
    with consoles.err.status("trying every isolation level"):
        levels = tuple(_tried(name, machine) for name in reversed(ISOLATION_LEVELS))
    examination = Examination(
        levels=levels,
        machine=(*kernel_facts(machine), processors(), memory()),
        files=temporary_files(),
        software=tuple(software_facts()),
        asked=_asked(course, levels),
    )
    print_examination(examination, consoles.out)
    return 0 if examination.problem is None else 1


def _tried(name: str, machine: Machine) -> Level:
    missing = machine.why_not(name)
    if missing:
        return Level(name, missing)
    try:
        return Level(name, "", try_level(name))
    except SandboxError as error:
        return Level(name, f"it should work here but does not: {error}")


def _asked(course: Path | None, levels: tuple[Level, ...]) -> tuple[Asked, ...]:
    """What the assignments of the course ask for; nothing where there is no course."""
    try:
        root = course or find_course(Path.cwd())
    except UsageError:
        return ()
    return tuple(_asked_by(root, name, levels) for name in assignment_names(root))


def _asked_by(course: Path, name: str, levels: tuple[Level, ...]) -> Asked:
    try:
        assignment = load_assignment(course, name)
    except GradusError as error:
        return Asked(name, "", str(error))
    minimum = assignment.limits.isolation
    missing = unusable(assignment.packages)
    if missing:
        return Asked(name, minimum, f"would be refused, as it asks for {told(missing)}")
    enough = ISOLATION_LEVELS[ISOLATION_LEVELS.index(minimum) :]
    if any(level.name in enough and not level.why_not for level in levels):
        return Asked(name, minimum)
    wanted = next(level for level in levels if level.name == minimum)
    return Asked(name, minimum, f"would be refused: {wanted.why_not}")
