"""What judging the instructor's own modules tells: that they are right, and how long they take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gradus.assignment import Limits
from gradus.errors import CouldNotCheck
from gradus.judge.bench import key_of
from gradus.remote import Timing
from gradus.results import QuestionResult, Status
from gradus.sandbox import MOST_GIVEN, MOST_SLEPT, Meter
from gradus_checks import Case
from gradus_checks.known_slopes import Slopes

_GIVEN_RATIO = 8
"""What a submission gives may be so many times what the reference gives: it is judged again where a
question fails, alone and with what is mended, and its own way may give more."""


@dataclass(frozen=True)
class Calibration:
    """The CPU seconds that the reference took on this machine, by `task_1_3/Worked example`.

    `training_seconds` are those of one training for the rated tasks, `submission_seconds` what the
    reference takes when it is graded as a submission is; None if that is not known. `given` is the
    weight of all values that it gives then, and `slopes` are those of its functions, see
    `gradus_checks.known_slopes`.
    """

    cpu_seconds: Mapping[str, float] = field(default_factory=dict)
    training_seconds: float | None = None
    submission_seconds: float | None = None
    given: int = 0
    slopes: Mapping[bytes, Slopes] = field(default_factory=dict)


def timing_of(calibration: Calibration, limits: Limits, case: Case) -> Timing:
    """How long a case may take, by what the reference has taken for it."""
    reference = calibration.cpu_seconds.get(key_of(case), 0.0)
    return Timing.of_cpu(max(limits.cpu_floor_seconds, limits.cpu_ratio * reference))


def meter_of(calibration: Calibration, limits: Limits) -> Meter:
    """What counts a submission, and how much it may use: without bounds, as the reference's own."""
    if calibration.submission_seconds is None:
        return Meter()
    given = max(MOST_GIVEN, _GIVEN_RATIO * calibration.given)
    return Meter(limits.allowance(calibration.submission_seconds), MOST_SLEPT, given)


def refuse_unless_right(questions: Iterable[QuestionResult], level: str) -> None:
    """Raise CouldNotCheck unless the reference, judged at this level, passes every case."""
    for question in questions:
        for case in question.cases:
            if case.status is Status.UNCHECKED:
                raise CouldNotCheck(not_run(level, case.detail))
            if case.status is not Status.PASSED:
                raise CouldNotCheck(
                    f"The reference fails tests/{question.name}.py, case {case.name!r}: "
                    f"{case.explained}\nNobody is graded until it passes."
                )


def not_run(level: str, why: str) -> str:
    """What to say where the reference cannot be run at this isolation level."""
    return (
        f"The reference cannot be run at isolation level {level}: {why} Nobody is graded; "
        "`gradus doctor` looks for the reason."
    )
