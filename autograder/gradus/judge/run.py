"""Cases one after the other, in one worker as long as it lives, and then in the next."""

import time
from collections import defaultdict
from dataclasses import replace
from functools import partial

from gradus.errors import GradusError, SandboxError
from gradus.judge.bench import Bench, key_of, task_of
from gradus.judge.causes import cause_of_import, cause_of_stopped_import, not_handed_in
from gradus.judge.environment import JudgeEnvironment
from gradus.judge.stops import out_of_time
from gradus.judge.traces import Traces
from gradus.judge.verdict import Judged, Verdict, import_verdict, run_case, stop_verdict
from gradus.remote import RemoteChannel, Timing, WorkerStopped
from gradus.results import Status
from gradus.sandbox import Worker
from gradus.worker.limits import ProcessLimits
from gradus_checks import CannotCross, Case, CheckFailed, StudentException
from gradus_checks.mended import MendedSession
from gradus_checks.proxy import handle_of
from gradus_checks.session import Session

_MAX_STOPS = 2  # one may be bad luck, and each costs a case's whole limit


class Run:
    """Judges cases: all of one question, or, `together`, those of many.

    After a stop the next case gets a fresh worker. Two stops end the question, and a module that
    stops its import is not imported again for any: but not where cases of many questions share a
    worker, as another question may be to blame. There a stop is not charged to the submission.

    The functions in `mended` ("softmax.softmax") are the reference's instead of the student's.
    They run in a process of their own, so that the reference is never where the submission is.
    """

    def __init__(
        self,
        bench: Bench,
        cases: tuple[Case, ...],
        mended: tuple[str, ...] = (),
        *,
        together: bool = False,
    ) -> None:
        self._bench = bench
        self._mended = mended
        self._together = together
        self._cases = cases
        self._channel: RemoteChannel | None = None
        self._session: Session | None = None
        self._around = self._environment(None)
        self._worker: Worker | None = None
        self._imported: set[str] = set()
        self._traces = Traces()
        self._dead: dict[str, Verdict] = {} if together else bench.dead_imports
        self._stops = 0
        self._busy = False
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._used_before = 0.0

    @property
    def is_stopped(self) -> bool:
        """Whether too many of its workers had to be stopped, so that no further case is run."""
        return not self._together and self._stops >= _MAX_STOPS

    def is_as_new(self) -> bool:
        """Whether its worker has nothing left of the cases that it was asked."""
        if self._stops or self._channel is None:
            return False
        if self._mended and not self._bench.mender.is_ready:
            return False
        try:
            return self._traces.none(self._channel)
        except WorkerStopped:
            return False

    def judge(self, case: Case) -> Judged:
        """How one case ends."""
        started = time.perf_counter()
        modules = self._bench.assignment.modules_of(case)
        verdict = self._refused(modules) or self._unready(case, modules)
        if verdict is None:
            place_of = partial(self._bench.place_of, task_of(case))
            timing = self._bench.timing(case)
            verdict = self._finished(case, run_case(case, self._around, timing, place_of))
        # What has met hidden inputs is not shown, and so not kept either.
        output = self._channel.take_output() if self._channel else ""
        seconds = time.perf_counter() - started
        self._seconds[task_of(case)] += seconds
        if verdict.stopped:
            verdict = self._stopped(verdict)
        return Judged(verdict, "" if case.hidden else output, round(seconds, 3))

    def close(self, *, blamed: bool = True) -> None:
        """End the worker, if there is one. What it has taken is booked, if the code is to blame."""
        if self._worker is not None:
            self._worker.discard()
        if not blamed:
            self._bench.meter.forgive(self._used_before)
        self._bench.meter.book(self._seconds)
        self._worker = self._channel = self._session = None
        self._around = self._environment(None)
        self._imported.clear()
        self._traces = Traces()
        self._seconds.clear()

    def _stopped(self, verdict: Verdict) -> Verdict:
        """Count a stop, and say so where nothing is left to the submission."""
        self._busy |= verdict.busy
        self._stops += verdict.busy or verdict.status is Status.FAILED
        self.close(blamed=not self._together)
        if verdict.status is Status.FAILED and self._bench.meter.spent:
            return replace(verdict, message=out_of_time(self._bench.meter))
        return verdict

    def _refused(self, modules: tuple[str, ...]) -> Verdict | None:
        """Why a case that asks for these modules need not be run."""
        bench = self._bench
        if bench.meter.spent:
            return Verdict(Status.FAILED, out_of_time(bench.meter), settled=True)
        for module in modules:
            if module in bench.missing:
                told, cause = f"{module}.py was not handed in.", not_handed_in(module)
                return Verdict(Status.FAILED, told, settled=True, cause=cause)
            if module in bench.dead_imports:
                dead = bench.dead_imports[module]
                return replace(dead, stopped=False, detail="", settled=True)
            if module in self._dead:
                return replace(self._dead[module], stopped=False)
        if self.is_stopped and self._busy:
            return Verdict(Status.UNCHECKED, "Not run: the machine was too busy for this task.")
        if self.is_stopped:
            return Verdict(
                Status.FAILED, "Not run: your code had to be stopped twice in this task already."
            )
        return None

    def _unready(self, case: Case, modules: tuple[str, ...]) -> Verdict | None:
        """Have a worker that has imported what the case needs; how the case ends where none has."""
        if not modules:
            # A rated one, whose trainings have workers of their own.
            return None
        try:
            session, channel = self._start()
        except SandboxError as error:
            told = "The grader could not start your code; a person will look at it."
            return Verdict(Status.UNCHECKED, told, str(error), stopped=True)
        failed_import = self._import(case, modules, session, channel)
        if failed_import is not None:
            self._traces.failed_to_import()
            return failed_import
        timing = self._bench.timing(case)
        if self._bench.overheard:
            self._bench.overheard.begin(key_of(case), case.hidden)
        try:
            self._begin(channel, timing)
        except WorkerStopped as stop:
            return stop_verdict(stop, timing)
        return None

    def _environment(self, session: Session | None) -> JudgeEnvironment:
        bench = self._bench
        same = (bench.reference, bench.secret, bench.data_folder, bench.rate)
        return JudgeEnvironment(session, *same, bench.assignment.by_parameter)

    def _finished(self, case: Case, verdict: Verdict) -> Verdict:
        """Note what the case took, where that is asked for, and whether it has to be run again."""
        noted, channel = self._bench.cpu_seconds, self._channel
        rated = "rating" in case.parameters() or not case.modules()
        if channel is None or verdict.stopped or rated:
            return verdict
        try:
            if noted is not None:
                noted[key_of(case)] = channel.end()
            return self._traces.settle(verdict, channel) if self._together else verdict
        except WorkerStopped as stop:
            return stop_verdict(stop, self._bench.timing(case))

    def _start(self) -> tuple[Session, RemoteChannel]:
        if self._session is None or self._channel is None:
            if self._mended:
                self._bench.mender.make_ready()
            self._used_before = self._bench.meter.used
            limits = ProcessLimits(int(self._budget()) + 2, self._bench.memory_mb)
            self._worker = self._bench.start_worker(limits)
            self._channel = RemoteChannel(self._worker, self._bench.output_limit)
            self._session = self._conversation(self._channel)
            self._around = self._environment(self._session)
        return self._session, self._channel

    def _budget(self) -> float:
        """The CPU seconds of all its cases, and of an import."""
        cases = sum(self._bench.timing(case).cpu_seconds for case in self._cases)
        return self._bench.import_timing.cpu_seconds + cases

    def _conversation(self, channel: RemoteChannel) -> Session:
        if self._mended:
            return self._bench.mender.converse(channel)
        heard = self._bench.overheard
        return Session(heard.listen(channel) if heard else channel, channel.intake)

    def _begin(self, channel: RemoteChannel, timing: Timing) -> None:
        channel.begin(timing)
        if self._mended:
            self._bench.mender.begin(timing)

    def _import(
        self, case: Case, modules: tuple[str, ...], session: Session, channel: RemoteChannel
    ) -> Verdict | None:
        """Import what the case needs, under the import's own limit; a stop counts for all tasks."""
        timing = self._bench.import_timing
        for module in self._to_import(modules):
            if module in self._bench.broken:
                return self._bench.broken[module]
            try:
                self._begin(channel, timing)
                session.release()
                handle_of(session.module(module))
                self._mend(module, session)
                self._imported.add(module)
                self._traces.imported(channel)
            except StudentException as error:
                return self._failed_import(case, module, error)
            except (CannotCross, CheckFailed) as error:
                told = f"{module}.py gave something that cannot be read when it was imported."
                cause = cause_of_stopped_import(module, told)
                return Verdict(Status.FAILED, told, str(error), cause=cause)
            except WorkerStopped as stop:
                verdict = import_verdict(stop, timing, module)
                self._dead[module] = verdict
                return verdict
            except (GradusError, MemoryError, OSError):
                raise
            except Exception as error:
                # What the module calls while it is imported can be the reference's, or a test's.
                told = f"{module}.py called a function when it was imported, which raised."
                return Verdict(Status.FAILED, told, f"{type(error).__name__}: {error}")
        return None

    def _failed_import(self, case: Case, module: str, error: StudentException) -> Verdict:
        """What is said of a public case is said of a hidden one too, if it fails by the same."""
        public, guarded = error.fault.public(), error.fault.guarded("")
        told = public
        if case.hidden:
            told = self._bench.import_faults.get((module, guarded), guarded)
        elif not self._mended:
            self._bench.import_faults[module, guarded] = public
        verdict = Verdict(
            Status.FAILED,
            told,
            public,
            settled=error.is_a(SyntaxError),
            cause=cause_of_import(module, error.fault),
        )
        if verdict.settled:
            self._bench.broken[module] = verdict
        return verdict

    def _to_import(self, modules: tuple[str, ...]) -> list[str]:
        """The modules to mend first: those that use them may take their functions over by name."""
        mended = (function.split(".")[0] for function in self._mended)
        needed = dict.fromkeys((*mended, *modules))
        return [module for module in needed if module not in self._imported]

    def _mend(self, module: str, session: Session) -> None:
        for function in self._mended:
            owner, name = function.split(".", 1)
            if owner == module and isinstance(session, MendedSession):
                self._bench.mender.mend(session, module, name)
