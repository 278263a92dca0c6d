"""One question: its cases, one after the other, in a fresh worker."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace

from gradus.errors import SandboxError
from gradus.judge.environment import JudgeEnvironment, unrated
from gradus.judge.examples import point_to_examples
from gradus.judge.own_lines import PlaceOf, nowhere
from gradus.judge.stops import explain, out_of_time
from gradus.judge.verdict import Verdict, case_result, run_case
from gradus.rating import CaseRating
from gradus.remote import RemoteChannel, Timing, WorkerStopped
from gradus.results import CaseResult, Status
from gradus.sandbox import Cell, Meter
from gradus.worker.limits import ProcessLimits
from gradus_checks import CannotCross, Case, CheckFailed, StudentException
from gradus_checks.proxy import handle_of
from gradus_checks.session import Session

_MAX_STOPS = 2


@dataclass(frozen=True)
class Bench:
    """What the cases of one submission are run with.

    `cpu_seconds`, where it is given, is filled with what each case takes. The workers of `cell` are
    counted by `meter`; once that is spent, no case is run any more. `rate` gives a rated
    case, by its task, what rates it: that trains in workers of its own. `place_of` finds which line
    a message about a hidden case may name.
    """

    cell: Cell
    reference: SimpleNamespace
    secret: bytes
    memory_mb: int
    output_limit: int
    import_timing: Timing
    timing: Callable[[Case], Timing]
    place_of: PlaceOf = nowhere
    missing: tuple[str, ...] = ()
    dead_imports: dict[str, Verdict] = field(default_factory=dict)
    cpu_seconds: dict[str, float] | None = None
    data_folder: Path = Path()
    meter: Meter = field(default_factory=Meter)
    rate: Callable[[str], CaseRating] = unrated


def run_question(
    bench: Bench, cases: tuple[Case, ...], mended: tuple[str, ...] = ()
) -> tuple[CaseResult, ...]:
    """The results of all cases, in their order. For `mended` see `each_result`."""
    results = dict(each_result(bench, cases, mended))
    return point_to_examples(tuple(results[number] for number in range(len(cases))))


def each_result(
    bench: Bench, cases: tuple[Case, ...], mended: tuple[str, ...] = ()
) -> Iterator[tuple[int, CaseResult]]:
    """Judge the public cases, then the hidden ones: the place of each, and its result.

    After a stop the next case gets a fresh worker; two stops end the question.
    The functions in `mended` ("softmax.softmax") are the reference's instead of the student's.
    They stay here and are called back, so that the reference's source never enters the sandbox.
    """
    run = _Run(bench, cases, mended)
    try:
        # What a public case prints is shown, and the worker must not have met a hidden one before.
        for number in sorted(range(len(cases)), key=lambda number: cases[number].hidden):
            yield number, run.judge(cases[number])
    finally:
        run.finish()


class _Run:
    """The state of a question under way: the worker, if one lives, and how many have stopped."""

    def __init__(self, bench: Bench, cases: tuple[Case, ...], mended: tuple[str, ...]) -> None:
        self._bench = bench
        self._task = _task_of(cases[0]) if cases else ""
        self._mended = mended
        self._place_of = partial(bench.place_of, self._task)
        self._budget = bench.import_timing.cpu_seconds + sum(
            bench.timing(case).cpu_seconds for case in cases
        )
        self._channel: RemoteChannel | None = None
        self._session: Session | None = None
        self._finish: Callable[[], None] = _nothing
        self._imported: set[str] = set()
        self._knows_hidden = False
        self._stops = 0

    def judge(self, case: Case) -> CaseResult:
        """The result of one case."""
        verdict = self._refused(case) or self._run(case)
        output = self._channel.take_output() if self._channel else ""
        if verdict.stopped:
            self._stops += verdict.status is Status.FAILED
            self.finish()
            if verdict.status is Status.FAILED and self._bench.meter.spent:
                verdict = replace(verdict, message=out_of_time(self._bench.meter))
        return case_result(case, verdict, output)

    def finish(self) -> None:
        """End the worker, if there is one, and book what it has taken."""
        self._finish()
        self._bench.meter.book(self._task)
        self._finish = _nothing
        self._channel = self._session = None
        self._imported.clear()
        self._knows_hidden = False

    def _refused(self, case: Case) -> Verdict | None:
        """Why the case need not be run."""
        if self._bench.meter.spent:
            return Verdict(Status.FAILED, out_of_time(self._bench.meter))
        for module in case.modules():
            if module in self._bench.missing:
                return Verdict(Status.FAILED, f"{module}.py was not handed in.")
            if module in self._bench.dead_imports:
                return self._bench.dead_imports[module]
        if self._stops >= _MAX_STOPS:
            return Verdict(
                Status.FAILED, "Not run: your code had to be stopped twice in this task already."
            )
        return None

    def _run(self, case: Case) -> Verdict:
        try:
            session, channel = self._start()
        except SandboxError as error:
            told = "The grader could not start your code; a person will look at it."
            return Verdict(Status.UNCHECKED, told, str(error), stopped=True)
        failed_import = self._import(case, session, channel)
        if failed_import is not None:
            return failed_import
        self._knows_hidden |= case.hidden
        timing = self._bench.timing(case)
        environment = JudgeEnvironment(
            session,
            self._bench.reference,
            self._bench.secret,
            self._bench.data_folder,
            self._bench.rate,
        )
        try:
            channel.begin(timing)
            verdict = run_case(case, environment, timing, self._place_of)
            rated = "rating" in case.parameters()
            if self._bench.cpu_seconds is not None and not verdict.stopped and not rated:
                self._bench.cpu_seconds[key_of(case)] = channel.end()
        except WorkerStopped as stop:
            return _stop_verdict(stop, timing)
        return verdict

    def _start(self) -> tuple[Session, RemoteChannel]:
        if self._session is None or self._channel is None:
            limits = ProcessLimits(int(self._budget) + 2, self._bench.memory_mb)
            worker = self._bench.cell.start(limits)
            self._finish = lambda: _discard(worker.end)
            self._channel = RemoteChannel(worker, self._bench.output_limit)
            self._session = Session(self._channel, self._channel.intake)
        return self._session, self._channel

    def _import(self, case: Case, session: Session, channel: RemoteChannel) -> Verdict | None:
        """Import what the case needs, under the import's own limit; a stop counts for all tasks."""
        timing = self._bench.import_timing
        for module in self._to_import(case):
            try:
                channel.begin(timing)
                handle_of(session.module(module))
                self._mend(module, session)
                self._imported.add(module)
            except StudentException as error:
                # A module that is first imported after a hidden case may have heard of its inputs.
                guarded = error.fault.guarded(self._place_of(error.fault))
                told = guarded if self._knows_hidden else error.fault.public()
                return Verdict(Status.FAILED, told, error.fault.public())
            except (CannotCross, CheckFailed) as error:
                told = f"{module}.py gave something that cannot be read when it was imported."
                return Verdict(Status.FAILED, told, str(error))
            except WorkerStopped as stop:
                verdict = _import_verdict(stop, timing, module)
                self._bench.dead_imports[module] = verdict
                return verdict
        return None

    def _to_import(self, case: Case) -> list[str]:
        """The modules to mend first: those that use them may take their functions over by name."""
        mended = (function.split(".")[0] for function in self._mended)
        needed = dict.fromkeys((*mended, *case.modules()))
        return [module for module in needed if module not in self._imported]

    def _mend(self, module: str, session: Session) -> None:
        for function in self._mended:
            owner, name = function.split(".", 1)
            if owner == module:
                session.replace(module, name, attrgetter(function)(self._bench.reference))


def key_of(case: Case) -> str:
    """The case's name within the assignment: `task_1_3/Worked example`."""
    return f"{_task_of(case)}/{case.name}"


def _task_of(case: Case) -> str:
    name: str = case.test_func.__globals__["name"]
    return name


def _stop_verdict(stop: WorkerStopped, timing: Timing) -> Verdict:
    status, message = explain(stop, timing)
    return Verdict(status, message, stop.why, stopped=True)


def _import_verdict(stop: WorkerStopped, timing: Timing, module: str) -> Verdict:
    verdict = _stop_verdict(stop, timing)
    cure = ""
    if verdict.status is Status.FAILED and (stop.why == "wall" or stop.exit.ran_out_of_cpu):
        cure = " Put what trains or tries things out under if __name__ == '__main__'."
    return replace(verdict, message=f"While importing {module}.py: {verdict.message}{cure}")


def _nothing() -> None:
    """There is no worker to end."""


def _discard(end: Callable[[], object]) -> None:
    try:
        end()
    except SandboxError:
        # The template died with its worker; the next start makes a new one or says that it cannot.
        return
