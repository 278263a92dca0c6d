"""The judge's rated tasks: what rates one submission, and how its cases get it."""

from dataclasses import dataclass, replace
from functools import partial

from gradus.assignment import Assignment, RatingSpec
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
        ratings = (task.rating for task in self.assignment.tasks if task.rating)
        return Rater(lab, spec, self.data, ratings)

    def rated_by(self, bench: Bench, rater: Rater) -> Bench:
        """The bench, on which the cases of rated tasks find the rater."""
        ratings = {task.name: task.rating for task in self.assignment.tasks if task.rating}

        def rate(name: str) -> CaseRating:
            rating = ratings.get(name)
            return CaseRating(rater, rating) if rating else unrated(name)

        return replace(bench, rate=rate)

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


def rated_tasks(assignment: Assignment) -> RatedTasks | None:
    """The rated tasks, if there are any. Raises AssignmentError where the data cannot be read."""
    spec = assignment.rating
    if spec is None or not any(task.rating for task in assignment.tasks):
        return None
    return RatedTasks(assignment, spec, load_rating_data(assignment, spec))
