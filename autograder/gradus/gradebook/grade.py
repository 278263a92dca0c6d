"""Grade a class: many submissions at once, each recorded as soon as it is judged."""

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

from gradus.errors import GradusError
from gradus.gradebook import worker
from gradus.gradebook.changes import Change, compare, is_drop
from gradus.gradebook.dispatch import Dispatcher, Interrupted
from gradus.gradebook.executors import Pool, PoolFactory, local_pool
from gradus.gradebook.fingerprints import Grader, grader_fingerprint, is_of_same_work
from gradus.gradebook.garbage import little_garbage
from gradus.gradebook.left_out import IN_PART, with_left_out
from gradus.gradebook.plan import Job, Plan, make_plan
from gradus.gradebook.progress import State, Watch, unwatched
from gradus.gradebook.records import (
    HELD,
    RECORD,
    RESULTS,
    as_json,
    load_record,
    record_json,
    refuse_shared,
    student_folder,
    unchecked_record,
)
from gradus.gradebook.source import JudgeSource, sharing
from gradus.gradebook.stopping import StopFlag
from gradus.gradebook.writing import ignores_case, remove, sole_writer, write_atomically
from gradus.results import Record
from gradus.submission import Submission

Derive = Callable[[Record], Mapping[str, str]]
"""Further files of a student, by name, from the record."""

Then = Callable[[Record], None]
"""What else to do with a record that is written, while others are judged."""


class Drops(Enum):
    """What to do with a mark that is lower than the one that the same work has.

    `HOLD`: keep the old one, put the new one beside it. `WRITE`: write it.
    """

    HOLD = "hold"
    WRITE = "write"


@dataclass(frozen=True)
class ClassRun:
    """How a run went: `graded` now, `already` earlier, `departed` without a submission.

    `outdated` of those graded now had been graded before, with another version of the assignment,
    of the grader, or of their settings. `changes` are the marks of unchanged work that became other
    ones, also those that are held back. `partly` of the graded were judged in `tasks` alone.
    """

    graded: int
    already: int
    outdated: int
    departed: tuple[str, ...]
    isolation: str
    seconds: float
    changes: tuple[Change, ...] = ()
    partly: int = 0
    tasks: tuple[str, ...] = ()


def grade_class(
    source: JudgeSource,
    submissions: tuple[Submission, ...],
    output: Path,
    *,
    jobs: int = 1,
    drops: Drops = Drops.HOLD,
    accepted: frozenset[str] = frozenset(),
    left_out: frozenset[str] = frozenset(),
    derive: Derive = lambda _record: {},
    then: Then = lambda _record: None,
    watch: Watch = unwatched,
    pools: PoolFactory = local_pool,
) -> ClassRun:
    """Grade what is missing or changed in `output`, `jobs` submissions at a time, or trainings.

    Marks of `accepted` students may drop whatever `drops` says. Tasks that are `left_out`, by
    name, keep the results that there are of the same work; where there are none they are not judged
    yet, and the mark is not final.

    Raises GradusError where nobody can be graded, two submissions would have one record, the
    results cannot be written, or the run is interrupted: what was graded until then is kept, and
    the same call goes on from there.
    """
    with sole_writer(output), StopFlag() as stop:
        refuse_shared(submissions, ignores_case=ignores_case(output))
        pool = pools(max(1, min(jobs, len(submissions))))
        try:
            # What a cluster's machines have to spare nobody knows here.
            here = jobs if pools is local_pool else 1
            how = (drops, accepted, left_out, derive, then, watch)
            run = _Run(source, here, submissions, output, *how)
            finished = run.run(pool, stop)
        except BaseException:
            pool.stop()
            raise
        pool.close()
        return finished


class _Run:
    """One run under way. It holds no record longer than it takes to write it."""

    def __init__(
        self,
        source: JudgeSource,
        processors: int,
        submissions: tuple[Submission, ...],
        output: Path,
        drops: Drops,
        accepted: frozenset[str],
        left_out: frozenset[str],
        derive: Derive,
        then: Then,
        watch: Watch,
    ) -> None:
        self._source = source
        self._processors = processors
        self._submissions = submissions
        self._output = output
        self._drops = drops
        self._accepted = accepted
        self._left_out = left_out
        self._derive = derive
        self._then = then
        self._changes: list[Change] = []
        self._watch = watch
        self._state = State(total=len(submissions))

    def run(self, pool: Pool, stop: StopFlag) -> ClassRun:
        """Everything, in order."""
        started = time.perf_counter()
        dispatcher = Dispatcher(pool, stop, self._show)
        try:
            isolation = dispatcher.first(pool.level(self._source))
            assignment = self._source.assignment
            grader = grader_fingerprint(assignment, isolation, self._source.secret)
            plan = self._plan(grader, isolation)
            for student in plan.done:
                # What was held back by a version of the tests that is no more.
                remove(student_folder(self._output, student) / HELD)
            for job in plan.held:
                self._settle(job)
            if plan.jobs:
                self._grade(plan, grader, pool, dispatcher)
        except Interrupted:
            done, total = self._state.done, self._state.total
            raise GradusError(
                f"Interrupted: {done} of {total} graded; run the same command to go on."
            ) from None
        return ClassRun(
            graded=len(plan.jobs),
            already=plan.already,
            outdated=plan.outdated,
            departed=plan.departed,
            isolation=self._state.isolation,
            seconds=time.perf_counter() - started,
            changes=tuple(self._changes),
            partly=sum(bool(job.keep or job.left_out) for job in plan.jobs),
            tasks=_judged(plan, grader),
        )

    def _plan(self, grader: Grader, isolation: str) -> Plan:
        plan = make_plan(
            self._source.assignment, self._submissions, self._output, grader, self._left_out
        )
        self._tell(
            replace(self._state, done=plan.already, already=plan.already, isolation=isolation)
        )
        return plan

    def _grade(self, plan: Plan, grader: Grader, pool: Pool, dispatcher: Dispatcher) -> None:
        self._tell(replace(self._state, doing=("the reference",)))
        source = sharing(self._source, self._processors, len(plan.jobs))
        calibration = dispatcher.first(pool.calibration(source))
        isolation = self._state.isolation

        def submit(job: Job) -> Future[Record]:
            known = job.known(self._source.assignment, self._output)
            order = worker.Order(job.submission, isolation, job.mark, known)
            return pool.submit(worker.grade, source, calibration, order)

        with little_garbage(len(plan.jobs)):
            for job, record in dispatcher.results(plan.jobs, submit):
                self._keep(self._completed(job, record or self._lost(job), grader), job.mark)
                self._tell(replace(self._state, done=self._state.done + 1))

    def _completed(self, job: Job, record: Record, grader: Grader) -> Record:
        """The record with what is known of its origin, and of tasks that were left out."""
        judged_by = job.judged_by(self._source.assignment, self._output, grader)
        record = replace(record, judged_by=judged_by, work=job.mark.split()[0])
        if record.fingerprint and len(judged_by) < len(grader.tasks):
            record = replace(record, fingerprint=f"{record.work} {IN_PART}")
        earlier = job.earlier(self._output) if job.left_out else None
        return with_left_out(record, earlier, job.left_out, self._source.assignment)

    def _lost(self, job: Job) -> Record:
        why = "the grading process died twice on it, perhaps because memory ran out"
        return unchecked_record(self._source.assignment, job.submission, self._state.isolation, why)

    def _settle(self, job: Job) -> None:
        """A mark that an earlier run has held back: write it now, or tell of it again."""
        held = load_record(student_folder(self._output, job.submission.student) / HELD)
        if held:
            self._keep(held, job.mark)

    def _keep(self, record: Record, mark: str) -> None:
        """Write what was found out, or hold it back; remember what changes for the same work."""
        folder = student_folder(self._output, record.student)
        before = load_record(folder / RECORD)
        if before is None or not is_of_same_work(before.fingerprint, mark):
            self._write(record)
            return
        is_accepted = self._drops is Drops.WRITE or record.student in self._accepted
        hold = is_drop(before, record) and not is_accepted
        change = compare(before, record)
        if change:
            self._changes.append(replace(change, held=hold))
        if hold:
            write_atomically(folder / HELD, record_json(record))
        else:
            self._write(record)

    def _write(self, record: Record) -> None:
        """Write a student's files; the record is last, so that it vouches for the others."""
        folder = student_folder(self._output, record.student)
        remove(folder / HELD)
        derived = self._derive(record)
        if RESULTS not in derived:
            derived = {RESULTS: as_json(record.gradescope).decode(), **derived}
        for name, text in derived.items():
            write_atomically(folder / name, text.encode("utf-8", "replace"))
        write_atomically(folder / RECORD, record_json(record))
        self._then(record)

    def _show(self, jobs: Iterable[Job]) -> None:
        self._tell(replace(self._state, doing=tuple(job.submission.student for job in jobs)))

    def _tell(self, state: State) -> None:
        self._state = state
        self._watch(state)


def _judged(plan: Plan, grader: Grader) -> tuple[str, ...]:
    """The tasks of those who were judged in part, by name."""
    kept = [job.keep | job.left_out for job in plan.jobs if job.keep or job.left_out]
    return tuple(name for name in grader.tasks if any(name not in keep for keep in kept))
