"""One judge a process: holds the tests, the reference and a sandbox, and grades."""

import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

from gradus.assignment import Assignment, check_tests
from gradus.errors import CouldNotCheck, SubmissionError
from gradus.judge.environment import load_reference, worth_having_ready
from gradus.judge.question import Bench, key_of
from gradus.judge.sitting import Sitting, question_result
from gradus.judge.verdict import Verdict, case_result
from gradus.remote import Timing
from gradus.results import QuestionResult, Record, Status
from gradus.sandbox import Cell, Sandbox, open_sandbox
from gradus.submission import Staged, Submission, shown, stage
from gradus_checks import Case

_IMPORT_CPU_SECONDS = 5.0


@dataclass(frozen=True)
class Calibration:
    """The CPU seconds that the reference took on this machine, by `task_1_3/Worked example`."""

    cpu_seconds: Mapping[str, float] = field(default_factory=dict)


def open_judge(
    assignment: Assignment, *, isolation: str | None = None, secret: bytes = b""
) -> "Judge":
    """A judge with its sandbox at level `isolation`, or at the strongest that the machine has.

    Raises SandboxError below the assignment's minimum, AssignmentError for wrong test files.
    """
    check_tests(assignment)
    reference = load_reference(assignment)
    sandbox = open_sandbox(isolation, assignment.limits.isolation, worth_having_ready(reference))
    try:
        return Judge(assignment, reference, sandbox, secret)
    except BaseException:
        sandbox.close()
        raise


class Judge:
    """Grades submissions of one assignment, one at a time."""

    def __init__(
        self, assignment: Assignment, reference: SimpleNamespace, sandbox: Sandbox, secret: bytes
    ) -> None:
        # Otter costs a second to import: only who judges pays it, and only once.
        from otter.test_files import ExceptionTestFile

        self.assignment = assignment
        self._sandbox = sandbox
        self._secret = secret
        self._reference = reference
        self._provided = {
            name: (assignment.solutions / f"{name}.py").read_bytes() for name in assignment.provided
        }
        self._test_files: tuple[ExceptionTestFile, ...] = tuple(
            ExceptionTestFile.from_file(str(assignment.test_path(task)))
            for task in assignment.tasks
        )

    @property
    def isolation(self) -> str:
        """The level at which student code runs."""
        return self._sandbox.level

    def close(self) -> None:
        """End the sandbox."""
        self._sandbox.close()

    def calibrate(self) -> Calibration:
        """Judge the reference: how long it takes here. Raises CouldNotCheck unless it is right."""
        with _scratch_folder() as scratch:
            for name in (*self.assignment.modules, *self.assignment.provided):
                source = self.assignment.solutions / f"{name}.py"
                (scratch / source.name).write_bytes(source.read_bytes())
            with self._sandbox.enter(scratch) as cell:
                measured: dict[str, float] = {}
                bench = replace(self._bench(cell, Calibration()), cpu_seconds=measured)
                questions = self._questions(bench)
        for question in questions:
            for case in question.cases:
                if case.status is not Status.PASSED:
                    raise CouldNotCheck(
                        f"The reference fails {question.name}, case {case.name!r}: {case.message} "
                        f"{case.detail}\nNobody is graded until it passes."
                    )
        return Calibration(measured)

    def grade(self, submission: Submission, calibration: Calibration) -> Record:
        """The record of one submission. A student's fault of any kind ends up in it."""
        started = time.perf_counter()
        with _scratch_folder() as scratch:
            questions, notes, attention = self._judge(submission, calibration, scratch)
        return self._record(submission, questions, notes, attention, time.perf_counter() - started)

    @contextmanager
    def sitting(self, folder: Path, calibration: Calibration) -> Iterator[Sitting]:
        """Judge single questions of the modules in `folder`, which is taken as it is."""
        with self._sandbox.enter(folder) as cell:
            bench = replace(self._bench(cell, calibration), files=_modules_in(folder))
            yield Sitting(self.assignment, bench, self._cases)

    def _judge(
        self, submission: Submission, calibration: Calibration, scratch: Path
    ) -> tuple[tuple[QuestionResult, ...], tuple[str, ...], tuple[str, ...]]:
        """The questions, the notes for the student, and why a person should look."""
        try:
            staged = stage(submission, self.assignment.modules, self._provided, scratch)
            with self._sandbox.enter(staged.folder) as cell:
                bench = self._bench(cell, calibration)
                bench = replace(bench, files=_modules_in(staged.folder), missing=staged.missing)
                questions = self._questions(bench)
        except SubmissionError as error:
            return self._unread(Verdict(Status.FAILED, str(error))), (), (str(error),)
        except (CouldNotCheck, OSError) as error:
            told = "The grader could not run this submission; a person will look at it."
            unchecked = Verdict(Status.UNCHECKED, told, str(error))
            return self._unread(unchecked), (), (f"could not be checked: {error}",)
        return questions, staged.notes, _attention(staged, questions)

    def _bench(self, cell: Cell, calibration: Calibration) -> Bench:
        limits = self.assignment.limits

        def timing(case: Case) -> Timing:
            reference = calibration.cpu_seconds.get(key_of(case), 0.0)
            return Timing.of_cpu(max(limits.cpu_floor_seconds, limits.cpu_ratio * reference))

        return Bench(
            cell=cell,
            reference=self._reference,
            secret=self._secret,
            memory_mb=limits.memory_mb,
            output_limit=limits.output_kb * 1024,
            import_timing=Timing.of_cpu(_IMPORT_CPU_SECONDS),
            timing=timing,
        )

    def _questions(self, bench: Bench) -> tuple[QuestionResult, ...]:
        sitting = Sitting(self.assignment, bench, self._cases)
        return sitting.questions(range(len(self._test_files)))

    def _unread(self, verdict: Verdict) -> tuple[QuestionResult, ...]:
        """Every case with the same verdict, for a submission that never ran."""
        return tuple(
            question_result(task, tuple(case_result(case, verdict) for case in self._cases(number)))
            for number, task in enumerate(self.assignment.tasks)
        )

    def _cases(self, number: int) -> tuple[Case, ...]:
        return tuple(case.body for case in self._test_files[number].test_cases)

    def _record(
        self,
        submission: Submission,
        questions: tuple[QuestionResult, ...],
        notes: tuple[str, ...],
        attention: tuple[str, ...],
        seconds: float,
    ) -> Record:
        from gradus.judge.otter_results import to_gradescope

        return Record(
            student=submission.student,
            assignment=self.assignment.name,
            fingerprint="",
            submitted_as=shown(submission.path.name),
            isolation=self.isolation,
            questions=questions,
            notes=notes,
            attention=attention,
            superseded=submission.superseded,
            seconds=seconds,
            gradescope=to_gradescope(self._test_files, questions, (*notes, *attention)),
        )


@contextmanager
def _scratch_folder() -> Iterator[Path]:
    """A folder for one submission. Raises CouldNotCheck where the disk does not take it."""
    try:
        with tempfile.TemporaryDirectory(prefix="gradus-") as scratch:
            yield Path(scratch)
    except OSError as error:
        raise CouldNotCheck(
            f"A submission cannot be unpacked into the folder for temporary files: "
            f"{error.strerror or error}. Make room there, or name another folder in TMPDIR."
        ) from error


def _modules_in(folder: Path) -> frozenset[str]:
    return frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*.py"))


def _attention(staged: Staged, questions: tuple[QuestionResult, ...]) -> tuple[str, ...]:
    """Why a person should look at this submission, if so."""
    reasons = [f"{module}.py is missing" for module in staged.missing]
    unchecked = [
        question.name
        for question in questions
        if any(case.status is Status.UNCHECKED for case in question.cases)
    ]
    if unchecked:
        reasons.append(f"could not be checked: {', '.join(unchecked)}")
    return tuple(reasons)
