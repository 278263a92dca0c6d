"""The judge's rated tasks: what rates one submission, and how its cases get it."""

from dataclasses import dataclass, replace
from functools import cache, partial

from gradus.assignment import Assignment, RatedBy, RatingSpec
from gradus.judge.bench import Bench
from gradus.judge.environment import unrated
from gradus.judge.stops import explain, out_of_time
from gradus.rating import (
    CaseRating,
    Lab,
    Rater,
    RatingData,
    load_rating_data,
    most_trainings,
)
from gradus.remote import Timing, WorkerStopped
from gradus.results import Status
from gradus_checks.mended import MendedSession
from gradus_checks.proxy import handle_of
from gradus_checks.session import Session

_MENDED_WALL = 4
"""How much longer a training may take whose layers are in another process: it waits for that some
ten thousand times, and most of all on a busy machine."""

_UNKNOWN_CPU_SECONDS = 600.0
"""For a training of which nobody knows yet how long the reference takes."""


@dataclass(frozen=True)
class RatedTasks:
    """The rated tasks of an assignment, with the data that they are rated by."""

    assignment: Assignment
    spec: RatingSpec
    data: RatingData

    def rater(self, bench: Bench, reference_seconds: float | None, source: str = "") -> Rater:
        """What rates the submission of `bench`.

        `reference_seconds` are the CPU seconds of one training of the reference, None if unknown.
        `source` tells staff what of the submission is numbers.
        """
        return self._rater(bench, reference_seconds, self.spec, source)

    def further_seconds(self, training: float, made: int) -> float:
        """What the trainings of one submission take beyond those made, `training` seconds each."""
        return (most_trainings(self.spec) - made) * training

    def calibrating_rater(self, bench: Bench) -> Rater:
        """One that trains once: enough to know how long it takes, and that it is right."""
        once = replace(self.spec, seeds=self.spec.seeds[:1])
        return self._rater(bench, None, once)

    def _rater(
        self, bench: Bench, reference_seconds: float | None, spec: RatingSpec, source: str = ""
    ) -> Rater:
        lab = replace(self._lab(bench, reference_seconds), source=source)
        return Rater(lab, spec, self.data, self._ratings().values())

    def _ratings(self) -> dict[str, RatedBy]:
        return {task.name: task.rating for task in self.assignment.tasks if task.rating}

    def rated_by(self, bench: Bench, rater: Rater) -> Bench:
        """The bench, on which the cases of rated tasks find the rater.

        With functions of the reference in place of others they find one that trains once more.
        """

        @cache
        def mended_rater(mended: tuple[str, ...]) -> Rater:
            once = replace(self.spec, seeds=self.spec.seeds[:1])
            lab, ratings = _mending(rater.lab, bench, mended), self._ratings().values()
            return Rater(lab, once, self.data, ratings, shown=False)

        def rated_with(mended: tuple[str, ...]) -> Bench:
            bench.mender.make_ready()
            return replace(bench, rate=partial(self._rate, mended_rater(mended)))

        return replace(bench, rate=partial(self._rate, rater), rated_with=rated_with)

    def _rate(self, rater: Rater, name: str) -> CaseRating:
        rating = self._ratings().get(name)
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
            function=task.functions[0],
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
    return RatedTasks(assignment, spec, load_rating_data(assignment, spec))
