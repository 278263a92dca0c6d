"""What the cases of one submission are run with, and what is known of it so far."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

from gradus.assignment import Assignment
from gradus.judge.environment import unrated
from gradus.judge.mending import Mender
from gradus.judge.overheard import Overheard
from gradus.judge.own_lines import PlaceOf, nowhere
from gradus.judge.verdict import Verdict
from gradus.rating import CaseRating
from gradus.remote import Timing
from gradus.sandbox import Meter, Neighbours, StartWorker, alone
from gradus_checks import Case


@dataclass(frozen=True)
class Bench:
    """What the cases of one submission are run with: those of `assignment`, by question.

    `strict`: each question has workers of its own. `cpu_seconds`, where it is given, is filled with
    what each case takes. What `start_worker` starts is counted by `meter`, and what `beside` starts
    in other sandboxes; once that is spent, no case is run any more. `rate` gives a rated case, by
    its task, what rates it: that trains in workers of its own; `rated_with` gives a bench that
    rates a training with these functions mended. `mender` has functions of the reference called in
    place of wrong ones, in follow-through. `place_of` finds which line a message about a hidden
    case may name. `overheard`, where it is given, hears all that is said.

    So far known: by module, in `dead_imports` that importing it stops its worker, in `broken` that
    it does not compile; and in `import_faults`, by module and what may be said of it in general,
    what was said when it raised before anything hidden was met.
    """

    assignment: Assignment
    cases: tuple[tuple[Case, ...], ...]
    start_worker: StartWorker
    mender: Mender
    reference: SimpleNamespace
    secret: bytes
    memory_mb: int
    output_limit: int
    import_timing: Timing
    timing: Callable[[Case], Timing]
    strict: bool = False
    place_of: PlaceOf = nowhere
    missing: tuple[str, ...] = ()
    dead_imports: dict[str, Verdict] = field(default_factory=dict)
    broken: dict[str, Verdict] = field(default_factory=dict)
    import_faults: dict[tuple[str, str], str] = field(default_factory=dict)
    cpu_seconds: dict[str, float] | None = None
    data_folder: Path = Path()
    meter: Meter = field(default_factory=Meter)
    beside: Neighbours = alone
    rate: Callable[[str], CaseRating] = unrated
    rated_with: "Callable[[tuple[str, ...]], Bench] | None" = None
    overheard: Overheard | None = None


def key_of(case: Case) -> str:
    """The case's name within the assignment: `task_1_3/Worked example`."""
    return f"{task_of(case)}/{case.name}"


def task_of(case: Case) -> str:
    """The name of the case's task: `task_1_3`."""
    name: str = case.test_func.__globals__["name"]
    return name
