"""Where a grading process gets its judge from."""

from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from gradus.assignment import Assignment, refuse_unknown_level
from gradus.results import Known, Record
from gradus.submission import Submission


class Judging(Protocol):
    """What the gradebook needs of a judge."""

    def calibrate(self) -> Any:
        """Judge the reference. Raises GradusError if that does not get everything."""

    def grade(self, submission: Submission, calibration: Any, known: Known, /) -> Record:
        """Judge one submission, but for the tasks of which there are results already."""

    def close(self) -> None:
        """End what the judge has started."""


class JudgeSource(Protocol):
    """Opens a judge. Frozen, hashable and picklable: it travels to the grading processes."""

    def __hash__(self) -> int:
        """Processes know their judge by it."""

    @property
    def assignment(self) -> Assignment:
        """What is graded."""

    @property
    def secret(self) -> bytes:
        """The course's secret."""

    def level(self) -> str:
        """The isolation level at which student code will run."""

    def open(self) -> Judging:
        """A judge for this process. Raises GradusError."""


@dataclass(frozen=True)
class LocalJudge:
    """A judge on this machine, at level `isolation` or at the strongest there is.

    `strict`: it judges each question in workers of its own, also where it is passed.
    `without_rated`: it is asked about no rated task. Without `gradescope` its records say nothing
    for Gradescope, and Otter, which writes that, is not imported. So many `trainings` of a
    submission may run at a time.
    """

    assignment: Assignment
    isolation: str | None = None
    secret: bytes = field(default=b"", repr=False)
    strict: bool = False
    without_rated: bool = False
    gradescope: bool = True
    trainings: int = 1

    def __post_init__(self) -> None:
        """Raise UsageError for a level that there is not, before any machine is asked for it."""
        refuse_unknown_level(self.isolation)

    def level(self) -> str:
        """The level asked for, else the strongest that works here.

        Raises CouldNotCheck, also where the assignment's packages are not there or broken.
        """
        # The sandbox loads NumPy, and a record Otter: only the processes that judge pay for them.
        from gradus.sandbox import refuse_unusable, strongest_level

        refuse_unusable(self.assignment)
        return self.isolation or strongest_level()

    def open(self) -> Judging:
        """Open it. Raises CouldNotCheck, AssignmentError."""
        from gradus.judge import open_judge

        return open_judge(
            self.assignment,
            isolation=self.isolation,
            secret=self.secret,
            strict=self.strict,
            without_rated=self.without_rated,
            gradescope=self.gradescope,
            trainings=self.trainings,
        )


def sharing(source: JudgeSource, processors: int, submissions: int) -> JudgeSource:
    """The same for a class of so many `submissions`, of which there may be fewer than `processors`.

    Trainings of one then use what is left over.
    """
    each = processors // max(1, min(processors, submissions))
    if each < 2 or not isinstance(source, LocalJudge):
        return source
    return replace(source, trainings=each)
