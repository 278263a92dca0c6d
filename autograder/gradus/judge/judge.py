"""One judge a process: holds the tests, the reference and a sandbox, and grades."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from types import SimpleNamespace

from gradus.assignment import Assignment, check_tests
from gradus.errors import CouldNotCheck, SandboxError, SubmissionError
from gradus.judge.bench import Bench
from gradus.judge.calibration import Calibration, meter_of, not_run, refuse_unless_right, timing_of
from gradus.judge.environment import load_reference, worth_having_ready
from gradus.judge.mending import mender_of
from gradus.judge.overheard import Overheard
from gradus.judge.own_lines import places_in
from gradus.judge.rated import RatedTasks, rated_tasks
from gradus.judge.record import for_a_person, record_of, with_gradescope
from gradus.judge.scratch import entered, handed_out, scratch_folder, with_cure
from gradus.judge.two_sittings import NOTHING, judge_questions, question_result
from gradus.judge.verdict import Verdict, case_result
from gradus.rating import Rater, numbers_in
from gradus.remote import Timing
from gradus.results import Known, Record, Scores, Status
from gradus.sandbox import (
    Beside,
    Sandbox,
    StartWorker,
    open_beside,
    open_sandbox,
    refuse_lacking,
    sweep,
)
from gradus.submission import SizeLimits, Staged, Submission, stage
from gradus_checks import Case
from gradus_checks.known_slopes import Reference, Slopes

_IMPORT_CPU_SECONDS = 5.0  # importing pandas and SciPy takes less, on slow machines too


def open_judge(
    assignment: Assignment,
    *,
    isolation: str | None = None,
    secret: bytes = b"",
    strict: bool = False,
    without_rated: bool = False,
    gradescope: bool = True,
    trainings: int = 1,
) -> "Judge":
    """A judge with its sandbox at level `isolation`, or at the strongest that the machine has.

    `strict`: each question has workers of its own, also where it is passed. `without_rated`: rated
    tasks are left out of all that it grades, so that the reference need not be trained. Without
    `gradescope` its records have nothing for Gradescope, which Otter writes and a second it takes.
    So many `trainings` of a submission may run at a time: no more than are needed do.
    Raises SandboxError below the assignment's minimum, CouldNotCheck where its packages are
    missing, AssignmentError for wrong test files.
    """
    refuse_lacking(assignment)
    cases = tuple(source.cases for source in check_tests(assignment))
    reference = load_reference(assignment)
    rated = None if without_rated else rated_tasks(assignment)
    ready = worth_having_ready(reference)
    with ExitStack() as until_then:
        sandbox = open_sandbox(isolation, assignment.limits.isolation, ready)
        until_then.callback(sandbox.close)
        beside = open_beside(sandbox, min(trainings, rated.at_once if rated else 1) - 1, ready)
        until_then.callback(beside.close)
        sweep()
        how = {"strict": strict, "gradescope": gradescope}
        judge = Judge(assignment, cases, reference, sandbox, secret, rated, beside, **how)
        until_then.pop_all()
        return judge


class Judge:
    """Grades submissions of one assignment, one at a time."""

    def __init__(
        self,
        assignment: Assignment,
        cases: tuple[tuple[Case, ...], ...],
        reference: SimpleNamespace,
        sandbox: Sandbox,
        secret: bytes,
        rated: RatedTasks | None = None,
        beside: Beside | None = None,
        *,
        strict: bool = False,
        gradescope: bool = True,
    ) -> None:
        self.assignment = assignment
        self._sandbox = sandbox
        self._beside = beside or Beside()
        self._secret = secret
        self._reference = reference
        self._rated = rated
        self._strict = strict
        self._gradescope = gradescope
        self._handed_out = handed_out(assignment)
        self._cases = cases

    @property
    def isolation(self) -> str:
        """The level at which student code runs."""
        return self._sandbox.level

    def close(self) -> None:
        """End the sandboxes."""
        self._sandbox.close()
        self._beside.close()

    def calibrate(self) -> Calibration:
        """Judge the reference: how long it takes here. Raises CouldNotCheck unless it is right."""
        measured: dict[str, float] = {}
        slopes: dict[bytes, Slopes] = {}
        try:
            with self._entered(self.assignment.solutions) as start:
                bench = self._bench(start, Calibration(), slopes)
                bench = replace(bench, cpu_seconds=measured)
                rater = self._rated.calibrating_rater(bench) if self._rated else None
                questions = judge_questions(self._with(bench, rater), self._numbers())
        except SandboxError as error:
            raise CouldNotCheck(not_run(self.isolation, with_cure(error))) from error
        refuse_unless_right(questions, self.isolation)
        training, seconds = self._submission_seconds(bench, rater)
        return Calibration(measured, training, seconds, bench.meter.given, slopes)

    def prove(self, folder: Path) -> Scores:
        """What the instructor's own modules in `folder` earn, before anything is calibrated.

        Whether they have learned what they know is not asked. Raises SandboxError, CouldNotCheck.
        """
        with self._entered(folder) as start:
            heard = Overheard()
            bench = replace(self._bench(start, Calibration(), strict=True), overheard=heard)
            rater = self._rated.rater(bench, None) if self._rated else None
            questions = judge_questions(self._with(bench, rater), self._numbers())
        return Scores(questions, self._submission_seconds(bench, rater)[1], tuple(heard.told()))

    def grade(
        self,
        submission: Submission,
        calibration: Calibration,
        known: Known = NOTHING,
    ) -> Record:
        """The record of one submission. A student's fault of any kind ends up in it.

        `known` are results of the same files, from an earlier record.
        """
        started = time.perf_counter()
        record = record_of(submission, self.assignment, self.isolation)
        with scratch_folder() as scratch:
            try:
                staged = self._stage(submission, scratch)
                with self.bench(staged.folder, calibration) as bench:
                    bench = replace(bench, missing=staged.missing)
                    rater = self._rater(bench, calibration, staged.folder)
                    on = self._with(bench, rater)
                    questions = judge_questions(on, self._numbers(known), known)
                    suspicions = rater.attention() if rater else ()
                attention = for_a_person(self.assignment, staged, questions)
                record = replace(
                    record,
                    questions=questions,
                    notes=staged.notes,
                    attention=(*attention, *suspicions),
                    suspicions=suspicions,
                    board=rater.board_entry() if rater else None,
                    cpu_seconds=bench.meter.used + bench.meter.forgiven,
                    unread="; ".join(staged.unread),
                )
            except (SubmissionError, CouldNotCheck, OSError) as error:
                record = self._unread(record, error)
        record = replace(record, seconds=time.perf_counter() - started)
        return with_gradescope(record) if self._gradescope else record

    @contextmanager
    def bench(self, folder: Path, calibration: Calibration) -> Iterator[Bench]:
        """For questions of the modules in `folder`, which is taken as it is, but for rated ones."""
        with self._sandbox.enter(folder) as start:
            bench = self._bench(start, calibration)
            beside = partial(self._beside.enter, folder, bench.meter)
            place_of = places_in(folder, self.assignment.tasks)
            yield replace(bench, place_of=place_of, beside=beside)

    @contextmanager
    def _entered(self, folder: Path) -> Iterator[StartWorker]:
        """For the modules in `folder`, and nothing else that is there."""
        with entered(self._sandbox, self.assignment, folder) as (start, _):
            yield start

    def _submission_seconds(self, bench: Bench, rater: Rater | None) -> tuple[float | None, float]:
        """What rating took at its longest, and what grading a submission takes, all in all."""
        if self._rated is None or rater is None:
            return None, bench.meter.used
        return rater.cpu_seconds, bench.meter.used + rater.further_seconds()

    def _rater(self, bench: Bench, calibration: Calibration, folder: Path) -> Rater | None:
        if self._rated is None:
            return None
        numbers = numbers_in(folder, self._handed_out)
        return self._rated.rater(bench, calibration.training_seconds, numbers)

    def _with(self, bench: Bench, rater: Rater | None) -> Bench:
        """The bench, on which cases of rated tasks find what rates them."""
        return self._rated.rated_by(bench, rater) if self._rated and rater else bench

    def _numbers(self, known: Known = NOTHING) -> Iterator[int]:
        """All questions, but without what rates them no rated one of which nothing is known."""
        for number, task in enumerate(self.assignment.tasks):
            if self._rated or task.rating is None or task.name in known.left_out:
                yield number

    def _stage(self, submission: Submission, scratch: Path) -> Staged:
        most = SizeLimits(room=self.assignment.limits.room)
        return stage(submission, self.assignment.modules, self._handed_out, scratch, most)

    def _bench(
        self,
        start: StartWorker,
        calibration: Calibration,
        learned: dict[bytes, Slopes] | None = None,
        *,
        strict: bool | None = None,
    ) -> Bench:
        limits = self.assignment.limits
        meter = meter_of(calibration, limits)
        import_timing = Timing.of_cpu(_IMPORT_CPU_SECONDS)
        return Bench(
            assignment=self.assignment,
            cases=self._cases,
            strict=self._strict if strict is None else strict,
            start_worker=meter.counting(start),
            mender=mender_of(self.assignment, self._sandbox, meter, import_timing),
            reference=Reference(self._reference, calibration.slopes, learned),
            secret=self._secret,
            memory_mb=limits.memory_mb,
            output_limit=limits.output_kb * 1024,
            import_timing=import_timing,
            timing=cache(partial(timing_of, calibration, limits)),
            data_folder=self.assignment.data_folder,
            meter=meter,
        )

    def _unread(self, record: Record, error: Exception) -> Record:
        """That of a submission which never ran: every case with the same verdict."""
        verdict, why, unread = Verdict(Status.FAILED, str(error)), str(error), str(error)
        if not isinstance(error, SubmissionError):
            told = "The grader could not run this submission; a person will look at it."
            verdict = Verdict(Status.UNCHECKED, told, with_cure(error))
            why, unread = f"could not be checked: {with_cure(error)}", ""
        questions = tuple(
            question_result(task, tuple(case_result(case, verdict) for case in cases))
            for task, cases in zip(self.assignment.tasks, self._cases, strict=True)
        )
        return replace(record, questions=questions, attention=(why,), unread=unread)
