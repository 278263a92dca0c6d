"""`gradus build`: what students get."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from gradus.assignment import (
    Assignment,
    Handout,
    assignment_names,
    chosen_names,
    course_secret,
    find_course,
    handout_names,
    load_assignment,
    load_handout,
)
from gradus.cli.consoles import DEMO_SECRET, Consoles, open_consoles
from gradus.cli.marks import rules_for_zip
from gradus.cli.processors import processors
from gradus.errors import CouldNotCheck, GradusError, UsageError
from gradus.gradebook import LocalPool, process_pool
from gradus.release import (
    MOST_SECONDS,
    BuildReport,
    Prove,
    build,
    build_handout,
    check_parts,
    check_place,
    check_stale,
    handout_files,
    kinds_of_hidden_data,
    refuse_demo_data,
    solved,
)
from gradus.reports.text import counted, points
from gradus.results import Scores
from gradus.sandbox import refuse_unusable


def build_command(
    names: tuple[str, ...],
    *,
    output: Path | None = None,
    check: bool = False,
    demo: bool = False,
    course: Path | None = None,
) -> int:
    """Build assignments into `output`, or `check` that their starter is not stale; the exit code.

    No names: every assignment of the course. One with which something is wrong, such as a draft or
    the hidden data of the demo where it is no `demo`, is told, and keeps no other from being built.
    Raises AssignmentError or ReleaseRefused where there is only one.
    """
    root = course or find_course(Path.cwd())
    ungraded = [name for name in handout_names(root) if not names or name in names]
    wanted = names or (*assignment_names(root), *ungraded) or chosen_names(root, names)
    consoles = open_consoles()
    output = output or root / "dist"
    if not check:
        check_place(output)
        if set(wanted) - set(ungraded) and course_secret().demo:
            consoles.say(DEMO_SECRET, "yellow")

    def one(name: str, prove: Prove) -> None:
        if name in ungraded:
            _build_handout(load_handout(root, name), None if check else output, consoles)
            return
        assignment = load_assignment(root, name)
        if not demo:
            refuse_demo_data(assignment)
        _tell_seeds(assignment, consoles)
        if check:
            _check(assignment, consoles)
        else:
            _build(assignment, output, prove, consoles)

    with _proving() as prove:
        if len(wanted) == 1:
            one(wanted[0], prove)
            return 0
        failed = [name for name in wanted if not _done(name, partial(one, name, prove), consoles)]
    if failed:
        consoles.say(f"Something is wrong with {', '.join(failed)}: see above.", "bold red")
    return 1 if failed else 0


def _done(name: str, what: Callable[[], None], consoles: Consoles) -> bool:
    """Whether it could be done; if not, it is told why, and the next assignment can go on."""
    try:
        what()
    except UsageError:
        raise
    except GradusError as error:
        consoles.say(f"Error in {name}: {error}", "red")
        return False
    return True


def _tell_seeds(assignment: Assignment, consoles: Consoles) -> None:
    """Whose hidden data it rates by."""
    kinds = kinds_of_hidden_data(assignment)
    for kind, told, colour in (
        ("secret", "rendered from a secret seed", "green"),
        ("demo", "of the demo, which anybody can read", "yellow"),
    ):
        names = ", ".join(name for name, found in kinds if found == kind)
        if names:
            consoles.say(f"{assignment.name} rates by hidden data {told}: {names}", colour)


def _check(assignment: Assignment, consoles: Consoles) -> None:
    refuse_unusable(assignment)
    check_parts(assignment)
    check_stale(assignment)
    told = f"{assignment.starter} is what the reference of {assignment.name} gives."
    consoles.say(told, "green")


def _build_handout(handout: Handout, output: Path | None, consoles: Consoles) -> None:
    """Write what is handed out ungraded, or where there is no `output`, see that it could be."""
    if output is None:
        handout_files(handout)
        return
    written = build_handout(handout, output)
    consoles.say(f"{handout.name}, which is not graded: {written}/, and as a zip", "green")
    for told in _solutions(handout.course, handout.provided):
        consoles.say(told, "yellow")


def _build(assignment: Assignment, output: Path, prove: Prove, consoles: Consoles) -> None:
    rules = rules_for_zip(assignment)
    told = f"grading the reference and the starter of {assignment.name}"
    with consoles.err.status(told):
        report = build(assignment, output, prove, secret=course_secret().value, rules=rules)
    _print(assignment, report, consoles)


@contextmanager
def _proving() -> Iterator[Prove]:
    """What grades in processes of its own. Raises CouldNotCheck where one of these is ended."""
    pool = LocalPool(process_pool, min(2, processors()))

    def prove(part: Assignment, folder: Path) -> Future[Scores]:
        return pool.submit(_scores, part, folder, course_secret().value)

    try:
        yield prove
    except BrokenExecutor as error:
        raise CouldNotCheck(
            "A process that graded the reference or the starter was ended from outside, perhaps "
            "because memory ran out. Close other programs and try again."
        ) from error
    finally:
        pool.stop()


def _scores(assignment: Assignment, folder: Path, secret: bytes) -> Scores:
    """Grade the modules in `folder` with the full tests."""
    from gradus.judge import open_judge

    judge = open_judge(assignment, secret=secret)
    try:
        return judge.prove(folder)
    finally:
        judge.close()


def _told_worst_case(seconds: float) -> tuple[str, str]:
    """On half a processor like this one, which is what Gradescope gives."""
    minutes = f"{seconds / 60:.1f} minutes"
    if seconds <= MOST_SECONDS:
        return f"On Gradescope the slowest submission takes {minutes} at most.", ""
    return (
        f"WARNING: on Gradescope the slowest submission would take {minutes}. After "
        f"{MOST_SECONDS / 60:.0f} of them the judge gives up, and a person has to grade it. "
        "Lower submission_cpu_seconds in [limits], or make the reference faster."
    ), "bold red"


def _solutions(course: Path, provided: Iterable[str]) -> tuple[str, ...]:
    """What whoever gets this has the answers to: not to be handed out before these are due."""
    answers = solved(course, tuple(provided))
    told = f"Handed out with it are solutions: {answers}. Not before those are due."
    return (told,) if answers else ()


def _print(assignment: Assignment, report: BuildReport, consoles: Consoles) -> None:
    public = counted(report.public_cases, "public case")
    hidden = counted(report.hidden_cases, "hidden case")
    lines = (
        (f"{assignment.name}: {assignment.title}", "bold"),
        ("The reference earns every point, the untouched starter none.", "green"),
        (f"  {public} for {points(report.public_points)} points", ""),
        (f"  {hidden} for {points(report.hidden_points)} points, which stay here", ""),
        ("", ""),
        ("Written", "bold"),
        (f"  {report.folder}/  for students, and as {report.archive.name}", ""),
        (f"  {report.autograder}  for Gradescope, otter run, otter grade: never for students", ""),
        *((f"  {path}  to commit", "") for path in report.starter),
        *((told, "yellow") for told in _solutions(assignment.course, assignment.provided)),
        ("", ""),
        _told_worst_case(report.worst_seconds),
    )
    for text, style in lines:
        consoles.out.print(text, style=style, markup=False, soft_wrap=True)
