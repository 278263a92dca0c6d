"""The commands and their options. What they do is imported only when one of them runs."""

from pathlib import Path

import click

from gradus import __version__
from gradus.cli.guard import GuardedGroup
from gradus.cli.options import FOLDER as _FOLDER
from gradus.cli.options import PATH as _PATH
from gradus.cli.options import course as _course
from gradus.cli.options import discard_edits as _discard_edits
from gradus.cli.options import isolation as _isolation
from gradus.cli.options import jobs as _jobs
from gradus.cli.options import named as _named
from gradus.cli.options import scheduler as _scheduler
from gradus.cli.options import strict as _strict
from gradus.cli.options import tasks as _tasks
from gradus.cli.options import without_rated as _without_rated
from gradus.processes import make_ready


@click.group(
    cls=GuardedGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="gradus")
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
def main(debug: bool) -> None:
    """Build, hand out and grade assignments.

    \b
    gradus build hw1-losses                            what students get
    gradus grade hw1-losses SUBMISSIONS -o RESULTS     a whole class
    gradus check hw1-losses SUBMISSION                 one, with the student's feedback
    gradus doctor                                      what this machine offers
    """


@main.command("build", short_help="Make what students get from the reference.")
@click.argument("names", nargs=-1)
@click.option("-o", "--output", type=_FOLDER, help="Default: dist in the course's folder.")
@click.option("--check", is_flag=True, help="Write nothing; fail if starter/ is stale.")
@click.option("--demo", is_flag=True, help="Accept hidden data that is public, to try things out.")
@_course
def build(
    names: tuple[str, ...], output: Path | None, check: bool, demo: bool, course: Path | None
) -> None:
    """Make the starter, the public tests and the student zip of assignments NAMES.

    Without NAMES, do so for every assignment of the course.

    Nothing is written unless the reference earns every point and the starter none, and unless
    what students get contains nothing hidden.
    """
    from gradus.cli.build import build_command

    _exit(build_command(names, output=output, check=check, demo=demo, course=course))


@main.command("grade", short_help="Grade a class.")
@click.argument("name", callback=_named)
@click.argument("submissions", type=_PATH)
@click.option("-o", "--output", type=_PATH, required=True, help="The folder for the results.")
@_jobs
@click.option(
    "--roster", type=_PATH, help="A CSV of the students. Those who are missing are listed."
)
@_tasks
@_without_rated
@_discard_edits
@click.option("--shard", metavar="N/M", help="Grade part N of M; `gradus merge` makes them one.")
@_scheduler
@_isolation
@_strict
@_course
def grade(
    name: str,
    submissions: Path,
    output: Path,
    jobs: int | None,
    roster: Path | None,
    tasks: tuple[str, ...],
    without_rated: bool,
    discard_edits: bool,
    shard: str | None,
    scheduler: str | None,
    isolation: str | None,
    strict: bool,
    course: Path | None,
) -> None:
    """Grade a class: assignment NAME, everything in the folder SUBMISSIONS.

    SUBMISSIONS contains a folder or a .zip for each student, modules called
    <student>_<module>.py, or an export of Canvas, Moodle, Gradescope, Brightspace or Blackboard,
    zipped or not. After an interruption, run the same command again: only what is missing or has
    changed is graded.

    With --task or --without-rated, only part of the work is judged. A task that was never judged
    leaves the mark open and is never a zero; the same command without these options completes it.

    The exit code is 0 if everybody was graded, 1 if something could not be, 2 for wrong use.
    """
    if scheduler is None:
        make_ready()
    from gradus.cli.chosen import Chosen
    from gradus.cli.grade import grade_command
    from gradus.gradebook import parse_shard

    _exit(
        grade_command(
            name,
            submissions,
            output,
            jobs=jobs,
            isolation=isolation,
            strict=strict,
            course=course,
            roster=roster,
            chosen=Chosen(tasks, without_rated),
            discard_edits=discard_edits,
            shard=parse_shard(shard) if shard else None,
            scheduler=scheduler,
        )
    )


@main.command("check", short_help="Grade one submission and show its feedback.")
@click.argument("name", callback=_named)
@click.argument("path", type=_PATH)
@_tasks
@_without_rated
@_isolation
@_strict
@_course
def check(
    name: str,
    path: Path,
    tasks: tuple[str, ...],
    without_rated: bool,
    isolation: str | None,
    strict: bool,
    course: Path | None,
) -> None:
    """Grade one submission of assignment NAME and show the feedback that its student reads.

    PATH is a folder, a .zip or a module. The exit code is 0 for full marks, 1 for less.
    """
    from gradus.cli.check import check_command
    from gradus.cli.chosen import Chosen

    chosen = Chosen(tasks, without_rated)
    _exit(
        check_command(name, path, isolation=isolation, strict=strict, course=course, chosen=chosen)
    )


@main.command("leaderboard", short_help="Show the leaderboard, by pseudonym.")
@click.argument("name", callback=_named)
@click.argument("results", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--final", is_flag=True, help="By the private half: for after the last deadline.")
@_course
def leaderboard(name: str, results: Path, final: bool, course: Path | None) -> None:
    """Count the graded submissions of assignment NAME in RESULTS, and show the leaderboard.

    Students take part by putting a pseudonym into their module. The board shows no marks and
    moves only in whole steps, so nobody can climb it by trying often.
    """
    from gradus.cli.leaderboard import leaderboard_command

    _exit(leaderboard_command(name, results, final=final, course=course))


@main.command("demo", short_help="Make a class from the catalogue of mistakes, and grade it.")
@click.argument("names", nargs=-1)
@click.option("-o", "--output", type=_FOLDER, help="Default: dist/demo in the course's folder.")
@_jobs
@_isolation
@_course
def demo(
    names: tuple[str, ...],
    output: Path | None,
    jobs: int | None,
    isolation: str | None,
    course: Path | None,
) -> None:
    """Make up a class of submissions for each of the assignments NAMES and grade it.

    Without NAMES, do so for every assignment of the course.

    The class contains mistakes of the catalogue, the reference, the untouched starter, and whatever
    else gets handed in: broken zips, endless loops, missing files.
    """
    from gradus.cli.demo import demo_command

    _exit(demo_command(names, output=output, jobs=jobs, isolation=isolation, course=course))


@main.command("doctor", short_help="Show what this machine offers to grade with.")
@_course
def doctor(course: Path | None) -> None:
    """Show which isolation levels work on this machine, why others do not, and what would help.

    Also show the versions that matter and what each assignment of the course asks for. The exit
    code is 1 if grading would be refused or student code would run unprotected.
    """
    from gradus.cli.doctor import doctor_command

    _exit(doctor_command(course=course))


@main.command("audit", short_help="Check that the tests catch every mistake.")
@click.argument("names", nargs=-1)
@click.option("-o", "--output", type=_FOLDER, help="Default: dist/audit in the course's folder.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="How many processes to use. Default: one for each processor.",
)
@_scheduler
@click.option("--selftest", is_flag=True, help="Only try, in seconds, whether every case can fail.")
@_course
def audit(
    names: tuple[str, ...],
    output: Path | None,
    jobs: int | None,
    scheduler: str | None,
    selftest: bool,
    course: Path | None,
) -> None:
    """Try the tests of assignments NAMES on every known mistake.

    Without NAMES, do so for every assignment of the course. Known mistakes are those of the
    catalogue, and mutants that are made from the reference. The exit code is 1 if a mistake is
    missed, costs points in a question other than its own, or is not named.

    With --selftest, every function of the reference raises an exception instead, and every case
    must fail. Cases that do not are named, and the exit code is 1.
    """
    if selftest:
        from gradus.cli.selftest import selftest_command

        if output or jobs or scheduler:
            raise click.UsageError("--selftest writes no page and needs no --jobs.")
        _exit(selftest_command(names, course=course))
    from gradus.cli.audit import audit_command

    _exit(audit_command(names, output=output, jobs=jobs, course=course, scheduler=scheduler))


def _exit(code: int) -> None:
    click.get_current_context().exit(code)
