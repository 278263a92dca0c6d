"""`gradus grade`: a class."""

from collections.abc import Mapping
from pathlib import Path

from gradus.assignment import Assignment, course_secret, find_course, load_assignment
from gradus.cli.chosen import ALL, Chosen, needs_no_training, numbers_of
from gradus.cli.class_run import NothingInPart, run_class, tell_held
from gradus.cli.consoles import DEMO_SECRET, UNPROTECTED, Consoles, open_consoles
from gradus.cli.machine import file_names
from gradus.cli.missing import tell_missing
from gradus.cli.next_commands import can_be_typed, command, judged_alike, shell
from gradus.cli.outputs import GRADES
from gradus.cli.pages import CLASS_PAGE, FEEDBACK, FEEDBACK_PAGE, STAFF_PAGE
from gradus.cli.processors import processors
from gradus.cli.scheduler import pools_of, refuse_jobs
from gradus.gradebook import (
    ClassRun,
    JudgeSource,
    LocalJudge,
    PoolFactory,
    Shard,
    local_pool,
    student_folder,
)
from gradus.lms import Roster, read_roster
from gradus.reports import ClassSummary, print_class
from gradus.reports.text import counted


def grade_command(
    name: str,
    submissions: Path,
    output: Path,
    *,
    jobs: int | None = None,
    isolation: str | None = None,
    strict: bool = False,
    course: Path | None = None,
    roster: Path | None = None,
    chosen: Chosen = ALL,
    discard_edits: bool = False,
    shard: Shard | None = None,
    scheduler: str | None = None,
) -> int:
    """Grade the class in `submissions` into `output` and print it; the exit code.

    Raises GradusError, see `grade_class`.
    """
    refuse_jobs(scheduler, jobs)
    assignment = load_assignment(course or find_course(Path.cwd()), name)
    students = read_roster(roster) if roster else None
    code = grade_assignment(
        assignment,
        submissions,
        output,
        jobs=jobs,
        isolation=isolation,
        strict=strict,
        roster=students,
        chosen=chosen,
        discard_edits=discard_edits,
        shard=shard,
        scheduler=scheduler,
    )
    if students and shard is None:
        tell_missing(students, output, name, open_consoles())
    return code


def grade_assignment(
    assignment: Assignment,
    submissions: Path,
    output: Path,
    *,
    jobs: int | None = None,
    isolation: str | None = None,
    strict: bool = False,
    roster: Roster | None = None,
    chosen: Chosen = ALL,
    discard_edits: bool = False,
    shard: Shard | None = None,
    scheduler: str | None = None,
) -> int:
    """Grade by an assignment that is loaded; the exit code. Raises GradusError."""
    left_out = chosen.left_out(assignment)
    secret = course_secret()
    without_rated = needs_no_training(assignment, left_out)
    source = LocalJudge(assignment, isolation, secret.value, strict, without_rated)
    consoles = open_consoles()
    if secret.demo:
        consoles.say(DEMO_SECRET, "dim")
    names = file_names()
    if names.concern:
        consoles.say(f"File names are read as {names.value}: {names.concern}.", "yellow")
    jobs = jobs or processors()
    options = (roster, left_out, discard_edits, shard)
    try:
        with pools_of(scheduler, source, consoles) as pools:
            return grade_folder(source, submissions, output, jobs, consoles, *options, pools=pools)
    except NothingInPart as told:
        consoles.say(str(told))
        return 0


def grade_folder(
    source: JudgeSource,
    submissions: Path,
    output: Path,
    jobs: int,
    consoles: Consoles,
    roster: Roster | None = None,
    left_out: frozenset[str] = frozenset(),
    discard_edits: bool = False,
    shard: Shard | None = None,
    pools: PoolFactory = local_pool,
) -> int:
    """Grade with any judge; the exit code: 1 where something could not be checked, or is held."""
    run, summary, paths = run_class(
        source,
        submissions,
        output,
        jobs,
        consoles,
        roster=roster,
        left_out=left_out,
        discard_edits=discard_edits,
        shard=shard,
        pools=pools,
    )
    consoles.say(_how_it_went(run))
    if left_out:
        numbers = numbers_of(source.assignment, left_out)
        consoles.say(f"Left out: {numbers}. These tasks keep their earlier results.")
    print_class(summary, consoles.out)
    _print_end(summary, paths, source, output, consoles)
    if run.isolation == "none":
        consoles.say(UNPROTECTED.replace(" runs ", " ran "), "bold red")
    held = tell_held(run, source, submissions, output, consoles)
    return _exit_code(summary, consoles) or min(held, 1)


def _how_it_went(run: ClassRun) -> str:
    told = f"Graded {counted(run.graded, 'submission')} in {run.seconds:.0f} s."
    if run.outdated:
        told += (
            f" {run.outdated} of them had a mark from another version of the assignment, of "
            "Gradus or of their settings; the new one replaces it."
        )
    if run.already:
        told += f" {run.already} had not changed since they were graded."
    return told


def _print_end(
    summary: ClassSummary,
    paths: Mapping[str, Path],
    source: JudgeSource,
    output: Path,
    consoles: Consoles,
) -> None:
    """Where everything is, and what to do with it. Lines to copy are never wrapped."""
    shown = [row for row in summary.present if can_be_typed(paths[row.student])]
    marked = (row for row in shown if row.score and row.score < row.possible)
    example = next(marked, (shown or summary.present)[0])
    folder = student_folder(output, example.student)
    lines = (
        ("", ""),
        ("Files", "bold"),
        (f"  {output / GRADES}", ""),
        (f"  {output / CLASS_PAGE}: the class to look at, in a browser", ""),
        (f"  {folder.parent}/<student>/{FEEDBACK}, record.json, results.json (Gradescope)", ""),
        (f"  {folder.parent}/<student>/{FEEDBACK_PAGE} (the student), {STAFF_PAGE} (staff)", ""),
        ("", ""),
        ("Next", "bold"),
        ("  Read what a student gets:", ""),
        (f"    {shell('less', folder / FEEDBACK)}", "cyan"),
        *_check_again(source, paths[example.student]),
        ("  After changes run the same command: only what has changed is graded.", ""),
    )
    for text, style in lines:
        consoles.out.print(text, style=style, markup=False, soft_wrap=True)


def _check_again(source: JudgeSource, path: Path) -> tuple[tuple[str, str], ...]:
    """How to grade one submission again; nothing for one inside a platform's zip."""
    if not path.exists():
        return ()
    return (
        ("  Grade one again and look closely:", ""),
        (f"    {command('check', source.assignment, path, *judged_alike(source))}", "cyan"),
    )


def _exit_code(summary: ClassSummary, consoles: Consoles) -> int:
    unjudged = sum(bool(row.unjudged) for row in summary.present)
    if unjudged:
        consoles.say(
            f"{counted(unjudged, 'submission')} without a mark yet, as tasks were left out. Run "
            "the command without --task and --without-rated to complete them.",
            "yellow",
        )
    still_open = sum(row.score is None and not row.unjudged for row in summary.present)
    if not still_open:
        return 0
    consoles.say(
        f"{counted(still_open, 'submission')} could not be checked to the end. Run the same "
        "command to try again.",
        "bold yellow",
    )
    return 1
