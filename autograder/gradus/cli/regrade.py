"""`gradus regrade`: a class once more, after a test has changed."""

from pathlib import Path

from gradus.assignment import course_secret, find_course, load_assignment
from gradus.cli.chosen import ALL, Chosen, needs_no_training
from gradus.cli.class_run import run_class, tell_held
from gradus.cli.consoles import Consoles, open_consoles
from gradus.cli.history import CHANGES
from gradus.cli.processors import processors
from gradus.cli.scheduler import pools_of, refuse_jobs
from gradus.errors import UsageError
from gradus.gradebook import (
    ClassRun,
    Drops,
    JudgeSource,
    LocalJudge,
    PoolFactory,
    iter_records,
    local_pool,
)
from gradus.reports import print_changes
from gradus.reports.text import counted


def regrade_command(
    name: str,
    submissions: Path,
    output: Path,
    *,
    drops: Drops = Drops.HOLD,
    jobs: int | None = None,
    isolation: str | None = None,
    strict: bool = False,
    course: Path | None = None,
    chosen: Chosen = ALL,
    accepted: frozenset[str] = frozenset(),
    discard_edits: bool = False,
    scheduler: str | None = None,
) -> int:
    """Grade what is touched and print whose mark changes; the exit code: 1 where one is held.

    Marks of `accepted` students may drop, of all where `drops` says so.

    Raises UsageError where `output` has no results yet, GradusError as `gradus grade` does.
    """
    refuse_jobs(scheduler, jobs)
    assignment = load_assignment(course or find_course(Path.cwd()), name)
    left_out = chosen.left_out(assignment)
    without_rated = needs_no_training(assignment, left_out)
    source = LocalJudge(assignment, isolation, course_secret().value, strict, without_rated)
    jobs, consoles = jobs or processors(), open_consoles()
    options = (drops, left_out, accepted, discard_edits)
    with pools_of(scheduler, source, consoles) as pools:
        return regrade_folder(source, submissions, output, jobs, consoles, *options, pools=pools)


def regrade_folder(
    source: JudgeSource,
    submissions: Path,
    output: Path,
    jobs: int,
    consoles: Consoles,
    drops: Drops = Drops.HOLD,
    left_out: frozenset[str] = frozenset(),
    accepted: frozenset[str] = frozenset(),
    discard_edits: bool = False,
    pools: PoolFactory = local_pool,
) -> int:
    """Regrade with any judge; the exit code."""
    students = {record.student for record in iter_records(output)}
    if not students:
        raise UsageError(f"{output} holds no results to compare with. Use `gradus grade` first.")
    if unknown := accepted - students:
        raise UsageError(
            f"--accept-drops: nobody called {', '.join(sorted(unknown))} is in {output}. Without a "
            "name, as the last word of the command, it is for all."
        )
    run, summary, _paths = run_class(
        source,
        submissions,
        output,
        jobs,
        consoles,
        drops,
        left_out=left_out,
        accepted=accepted,
        discard_edits=discard_edits,
        pools=pools,
    )
    consoles.say(_how_it_went(run))
    print_changes(run.changes, consoles.out)
    consoles.out.print(f"\n{output / CHANGES}", markup=False, soft_wrap=True)
    still_open = any(row.score is None and not row.unjudged for row in summary.present)
    held = tell_held(run, source, submissions, output, consoles)
    return 1 if still_open or held else 0


def _how_it_went(run: ClassRun) -> str:
    told = f"Judged {counted(run.graded, 'submission')} in {run.seconds:.0f} s"
    if run.partly:
        told += f", {run.partly} of them in {', '.join(run.tasks)} only"
    if run.graded > run.partly:
        told += (
            f", {run.graded - run.partly} in every task: what all tasks share has changed, or the "
            "work has"
        )
    return f"{told}. {run.already} had nothing to judge."
