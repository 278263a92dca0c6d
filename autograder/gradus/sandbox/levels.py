"""Which isolation levels this machine offers, and which one to use."""

from gradus.assignment import ISOLATION_LEVELS as LEVELS
from gradus.assignment import refuse_unknown_level
from gradus.errors import SandboxError
from gradus.sandbox.base import Sandbox
from gradus.sandbox.namespaces import Namespaces
from gradus.sandbox.needed import needed_paths
from gradus.sandbox.probe import Machine, probe, why_not_bubblewrap
from gradus.sandbox.shared import SharedTemplate
from gradus.sandbox.visible import another_user
from gradus.sandbox.wrapped import WrappedNamespaces
from gradus.worker.confinement import Confinement


def available_levels(machine: Machine | None = None) -> tuple[str, ...]:
    """The levels that work on `machine`, by default this one, from the weakest to the strongest."""
    found = machine or probe()
    return tuple(level for level in LEVELS if not found.why_not(level))


def strongest_level(machine: Machine | None = None) -> str:
    """The strongest of them. Raises SandboxError where there is none at all."""
    found = machine or probe()
    levels = available_levels(found)
    if not levels:
        raise SandboxError(f"Nothing can be graded here: {found.why_not('none')}.")
    return levels[-1]


def open_sandbox(
    level: str | None, minimum: str, ready: tuple[str, ...] = (), *, number: int = 0
) -> Sandbox:
    """A sandbox of `level`, or of the strongest level there is.

    Its workers find the modules of `ready` imported, beside NumPy. `number` is another one for each
    that this process has at the same time, so that in namespaces their users are others, too.
    Raises UsageError for an unknown level, SandboxError for one that is not to be had or that is
    below the `minimum` the assignment accepts.
    """
    machine = probe()
    chosen = choose_level(level, minimum, machine)
    if chosen == "namespaces":
        return _open_namespaces(machine, ready, number)
    return SharedTemplate(chosen, _confinement(chosen), ready)


def _open_namespaces(machine: Machine, ready: tuple[str, ...], number: int) -> Sandbox:
    """The quick ones, or bubblewrap's: also where a module of `ready` starts threads, which no fork
    of a warm process has."""
    if not machine.namespaces:
        try:
            return Namespaces(ready, number)
        except SandboxError:
            if why_not_bubblewrap():
                raise
    return WrappedNamespaces(ready, number)


def _confinement(level: str) -> Confinement | None:
    if level == "none":
        return None
    readable = tuple(map(str, needed_paths())) if level == "confined" else None
    return Confinement(readable, another_user())


def choose_level(level: str | None, minimum: str, machine: Machine) -> str:
    """`level`, or the strongest that `machine` offers. Raises as `open_sandbox` does."""
    refuse_unknown_level(level)
    chosen = level or strongest_level(machine)
    if LEVELS.index(chosen) < LEVELS.index(minimum):
        missing = machine.why_not(minimum)
        cure = f"Level {minimum}: {missing}." if missing else f"Use --isolation {minimum}."
        raise SandboxError(
            f"This assignment asks for isolation of level {minimum} at least; "
            f"{'this machine gives' if level is None else 'you ask for'} {chosen}. {cure}"
        )
    missing = machine.why_not(chosen)
    if missing:
        raise SandboxError(f"The isolation level {chosen} is not available here: {missing}.")
    return chosen
