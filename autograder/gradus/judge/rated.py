"""The judge's rated tasks: what rates one submission, and how its cases get it."""

from dataclasses import dataclass, replace
from functools import cache, partial

from gradus.assignment import Assignment, RatedBy, RatingSpec
from gradus.judge.bench import Bench
from gradus.judge.environment import unrated
from gradus.judge.stops import explain, out_of_time
from gradus.rating import NO_NUMBERS, CaseRating, Lab, Numbers, Rater, Ratings, load_ratings
from gradus.remote import Timing, WorkerStopped
from gradus.results import Status
from gradus_checks.mended import MendedSession
from gradus_checks.proxy import handle_of
from gradus_checks.session import Session

_MENDED_WALL = 4
"""How much longer it may take where functions are in another process: a training waits for its
layers there some ten thousand times, and most of all on a busy machine."""

_UNKNOWN_CPU_SECONDS = 600.0
"""For work of which nobody knows yet how long the reference takes."""


@dataclass(frozen=True)
class RatedTasks:
    """The rated tasks of an assignment, and how they are rated."""

    assignment: Assignment
    spec: RatingSpec
    ratings: Ratings

    @property
    def at_once(self) -> int:
        """How many workers rating a submission can use at a time."""
        return self.ratings.at_once

    def rater(
        self, bench: Bench, reference_seconds: float | None, numbers: Numbers = NO_NUMBERS
    ) -> Rater:
        """What rates the submission of `bench`, of which `numbers` says what of it is numbers.

        `reference_seconds` are the CPU seconds of the reference at its longest, None if unknown.
        """
        lab = replace(self._lab(bench, reference_seconds), numbers=numbers)
        return self.ratings.rater(lab, self._tasks().values())

    def calibrating_rater(self, bench: Bench) -> Rater:
        """One that is quick: enough to know how long it takes, and that it is right."""
        return self.ratings.rater(self._lab(bench, None), self._tasks().values(), once=True)

    def _tasks(self) -> dict[str, RatedBy]:
        return {task.name: task.rating for task in self.assignment.tasks if task.rating}

    def rated_by(self, bench: Bench, rater: Rater) -> Bench:
        """The bench, on which the cases of rated tasks find the rater.

        With functions of the reference in place of others they find one that runs once more.
        """

        @cache
        def mended_rater(mended: tuple[str, ...]) -> Rater:
            lab, tasks = _mending(rater.lab, bench, mended), self._tasks().values()
            return self.ratings.rater(lab, tasks, once=True, shown=False)

        def rated_with(mended: tuple[str, ...]) -> Bench:
            bench.mender.make_ready()
            return replace(bench, rate=partial(self._rate, mended_rater(mended)))

        return replace(bench, rate=partial(self._rate, rater), rated_with=rated_with)

    def _rate(self, rater: Rater, name: str) -> CaseRating:
        rating = self._tasks().get(name)
        return CaseRating(rater, rating) if rating else unrated(name)

    def _lab(self, bench: Bench, reference_seconds: float | None) -> Lab:
        seconds = _UNKNOWN_CPU_SECONDS
        if reference_seconds is not None:
            seconds = self.spec.cpu_ratio * reference_seconds
        meter = bench.meter

        def refused() -> str:
            return out_of_time(meter) if meter.spent else ""

        def explained(stop: WorkerStopped, timing: Timing) -> tuple[Status, str]:
            status, why = explain(stop, timing)
            if status is Status.FAILED and meter.spent:
                why = out_of_time(meter)
            return status, why

        task = next(task for task in self.assignment.tasks if task.rating)
        return Lab(
            start_worker=bench.start_worker,
            beside=bench.beside,
            functions=task.functions,
            memory_mb=bench.memory_mb,
            output_limit=bench.output_limit,
            import_timing=bench.import_timing,
            timing=Timing.of_cpu(max(self.spec.cpu_floor_seconds, seconds)),
            explain=explained,
            place_of=partial(bench.place_of, task.name),
            refused=refused,
        )


def _mending(lab: Lab, bench: Bench, mended: tuple[str, ...]) -> Lab:
    """The lab, in which these functions are the reference's, in a process of their own."""
    cpu, wall = lab.timing.cpu_seconds, lab.timing.wall_seconds
    timing = Timing(cpu, _MENDED_WALL * wall)

    def prepare(session: Session) -> None:
        bench.mender.begin(timing)
        for function in mended:
            module, name = function.split(".", 1)
            handle_of(session.module(module))
            if isinstance(session, MendedSession):
                bench.mender.mend(session, module, name)

    return replace(lab, timing=timing, converse=bench.mender.converse, prepare=prepare)


def rated_tasks(assignment: Assignment) -> RatedTasks | None:
    """The rated tasks, if there are any. Raises AssignmentError where the data cannot be read."""
    spec = assignment.rating
    if spec is None or not any(task.rating for task in assignment.tasks):
        return None
    return RatedTasks(assignment, spec, load_ratings(assignment, spec))
