"""Audit an assignment: mutants and mistakes against its tests, on any executor."""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future
from typing import TypeVar

from gradus.assignment import Assignment
from gradus.audit.battery import battery_path, same_as_reference
from gradus.audit.bench import open_bench, open_quick_bench
from gradus.audit.causes import load_causes
from gradus.audit.equivalents import listed_equivalents
from gradus.audit.findings import Findings, Marking, Trial
from gradus.audit.marking import mark
from gradus.audit.mistakes import Mistake, load_mistakes
from gradus.audit.mutants import Mutant, make_mutants

Watch = Callable[[int, int], None]
"""Told how much of the work is done, and how much there is."""

BY_BATTERY = "gives what the reference gives, throughout the battery"
_PIECE = 8  # mistakes a job: few enough to spread over processes, enough to pay for one
_SECRETS = 10  # each draws all hidden cases anew: what fails once in ten times shows
_T = TypeVar("_T")


def audit(
    assignment: Assignment, pool: Executor, watch: Watch = lambda _done, _all: None
) -> Findings:
    """The whole matrix: every mutant and every mistake in every question that it can reach.

    Raises GradusError where the assignment's own files are wrong.
    """
    started = time.perf_counter()
    assignment = assignment.unrated()
    audited = audited_modules(assignment)
    mutants, mistakes = make_mutants(assignment, audited), load_mistakes(assignment)
    load_causes(assignment)  # what is wrong in the labels is told before hours of work
    reasons = why_no_mistakes(assignment, mutants, pool)
    tried = [mutant for mutant in mutants if mutant not in reasons]
    alarms = pool.submit(count_alarms, assignment, _SECRETS)
    killed = [pool.submit(try_mutants, assignment, piece) for piece in _pieces(tried)]
    marked = [pool.submit(mark_mistakes, assignment, piece) for piece in _pieces(mistakes)]
    work: list[Future[object]] = [alarms, *killed, *marked]  # type: ignore[list-item]
    for done, future in enumerate(work):
        watch(done, len(work))
        future.result()
    trials = {each.mutant: each for future in killed for each in future.result()}
    return Findings(
        assignment=assignment.name,
        tasks=tuple(task.name for task in assignment.tasks),
        trials=tuple(
            trials.get(mutant) or Trial(mutant, (), reasons[mutant]) for mutant in mutants
        ),
        markings=tuple(each for future in marked for each in future.result()),
        alarms=alarms.result()[0],
        judged=alarms.result()[1],
        unaudited=tuple(name for name in assignment.modules if name not in audited),
        seconds=time.perf_counter() - started,
    )


def audited_modules(assignment: Assignment) -> tuple[str, ...]:
    """The modules of which mutants are made: those that have a battery."""
    return tuple(name for name in assignment.modules if battery_path(assignment, name).is_file())


def why_no_mistakes(
    assignment: Assignment, mutants: Sequence[Mutant], pool: Executor
) -> dict[Mutant, str]:
    """The reason for each mutant that is shown, or listed by hand, to be no mistake."""
    reasons = listed_equivalents(assignment, tuple(mutants))
    unlisted = [mutant for mutant in mutants if mutant not in reasons]
    shown = []
    for module in audited_modules(assignment):
        for piece in _pieces([mutant for mutant in unlisted if mutant.module == module]):
            shown.append((piece, pool.submit(same_as_reference, assignment, module, piece)))
    for piece, future in shown:
        same = zip(piece, future.result(), strict=True)
        reasons.update({mutant: BY_BATTERY for mutant, equal in same if equal})
    return reasons


def try_mutants(assignment: Assignment, mutants: Sequence[Mutant]) -> list[Trial]:
    """In a pool's process: all cases that each mutant fails, and what it costs."""
    bench = open_quick_bench(assignment)
    return [bench.trial(mutant) for mutant in mutants]


def first_kills(assignment: Assignment, mutants: Sequence[Mutant], pool: Executor) -> list[Trial]:
    """One case that sees each mutant, a public one if there is one: enough to know who survives.

    What the module's own questions do not see is tried in all others, unless it is no mistake.
    """
    bench = open_quick_bench(assignment)
    seen = {mutant: bench.first_kill_at_home(mutant) for mutant in mutants}
    alive = [mutant for mutant, kill in seen.items() if not kill]
    reasons = why_no_mistakes(assignment, alive, pool)
    seen.update({each: bench.first_kill(each) for each in alive if each not in reasons})
    return [
        Trial(mutant, (kill,) if kill else (), reasons.get(mutant, ""))
        for mutant, kill in seen.items()
    ]


def mark_mistakes(assignment: Assignment, mistakes: Sequence[Mistake]) -> list[Marking]:
    """In a pool's process: what each mistake of the catalogue costs, and what is said of it."""
    bench = open_bench(assignment)
    return [mark(bench, mistake) for mistake in mistakes]


def count_alarms(assignment: Assignment, secrets: int) -> tuple[int, int]:
    """In a pool's process: how many cases the reference fails under new secrets, of how many."""
    return open_quick_bench(assignment).alarms(secrets)


def _pieces(items: Sequence[_T]) -> list[Sequence[_T]]:
    return [items[start : start + _PIECE] for start in range(0, len(items), _PIECE)]
