"""The commands and their options. What they do is imported only when one of them runs."""

from pathlib import Path

import click

from gradus import __version__
from gradus.cli.guard import GuardedGroup
from gradus.cli.options import FOLDER as _FOLDER
from gradus.cli.options import PATH as _PATH
from gradus.cli.options import course as _course
from gradus.cli.options import isolation as _isolation
from gradus.cli.options import jobs as _jobs
from gradus.cli.options import named as _named
from gradus.cli.options import strict as _strict
from gradus.cli.options import tasks as _tasks
from gradus.cli.options import without_rated as _without_rated


@click.group(
    cls=GuardedGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="gradus")
@click.option("--debug", is_flag=True, help="Show the traceback of an unexpected error.")
def main(debug: bool) -> None:
    """Build, hand out and grade assignments in the fundamentals of deep learning.

    \b
    gradus build hw1-losses                            what students get
    gradus grade hw1-losses SUBMISSIONS -o RESULTS     a whole class
    gradus check hw1-losses SUBMISSION                 one, as the student reads it
    gradus doctor                                      is this machine fit for it?
    """


@main.command("build", short_help="Make what students get from the reference.")
@click.argument("names", nargs=-1)
@click.option("-o", "--output", type=_FOLDER, help="Default: dist in the course's folder.")
@click.option("--check", is_flag=True, help="Write nothing; fail if starter/ is stale.")
@click.option("--demo", is_flag=True, help="Accept hidden data that is public, to try it out.")
@_course
def build(
    names: tuple[str, ...], output: Path | None, check: bool, demo: bool, course: Path | None
) -> None:
    """Make the starter, the public tests and the student zip of assignments NAMES.

    Without a name: of every assignment of the course.

    Nothing is written unless the reference earns every point, the starter none, and nothing
    hidden is in what students get.
    """
    from gradus.cli.build import build_command

    _exit(build_command(names, output=output, check=check, demo=demo, course=course))


@main.command("grade", short_help="Grade a class.")
@click.argument("name", callback=_named)
@click.argument("submissions", type=_PATH)
@click.option("-o", "--output", type=_PATH, required=True, help="The folder for the results.")
@_jobs
@click.option("--roster", type=_PATH, help="A CSV of the students: who is missing is listed.")
@_tasks
@_without_rated
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
    isolation: str | None,
    strict: bool,
    course: Path | None,
) -> None:
    """Grade a class: assignment NAME, everything in the folder SUBMISSIONS.

    SUBMISSIONS holds a folder or a .zip a student, modules called <student>_<module>.py, or what
    Canvas, Moodle, Gradescope, Brightspace or Blackboard export, as their zip or unzipped.
    Interrupted and started again, only what is missing or changed is graded.

    With --task or --without-rated only a part is judged. A task that was never judged leaves the
    mark open, to be completed by the same command without them; it is never a zero.

    The exit code is 0 when everybody was graded, 1 when something could not be, 2 for a wrong call.
    """
    from gradus.cli.chosen import Chosen
    from gradus.cli.grade import grade_command

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
    """Grade one submission of assignment NAME and show the feedback as its student reads it.

    PATH is a folder, a .zip or a module. The exit code is 0 for full marks, 1 for less.
    """
    from gradus.cli.check import check_command
    from gradus.cli.chosen import Chosen

    chosen = Chosen(tasks, without_rated)
    _exit(
        check_command(name, path, isolation=isolation, strict=strict, course=course, chosen=chosen)
    )


@main.command("leaderboard", short_help="Who names most of the hidden chords, by pseudonym.")
@click.argument("name", callback=_named)
@click.argument("results", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--final", is_flag=True, help="By the private half: for after the last deadline.")
@_course
def leaderboard(name: str, results: Path, final: bool, course: Path | None) -> None:
    """Count the graded submissions of assignment NAME in RESULTS, and show the leaderboard.

    Students take part by putting a pseudonym into their module. The board carries no marks, and
    moves by whole steps only, so that nobody can climb it by trying often.
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
    """Make a class of submissions to each of the assignments NAMES and grade it.

    Without a name: to every assignment of the course.

    Mistakes of the catalogue, the reference, the untouched starter, and everything else that is
    ever handed in: broken zips, endless loops, missing files.
    """
    from gradus.cli.demo import demo_command

    _exit(demo_command(names, output=output, jobs=jobs, isolation=isolation, course=course))


@main.command("doctor", short_help="Show what this machine offers to grade with.")
@_course
def doctor(course: Path | None) -> None:
    """Show the isolation levels that work on this machine, why others do not, and the cure.

    With the versions that matter, and what each assignment of the course asks for. The exit code
    is 1 where grading would be refused, or student code would run unprotected.
    """
    from gradus.cli.doctor import doctor_command

    _exit(doctor_command(course=course))


@main.command("audit", short_help="Do the tests see every mistake?")
@click.argument("names", nargs=-1)
@click.option("-o", "--output", type=_FOLDER, help="Default: dist/audit in the course's folder.")
@click.option("--jobs", type=click.IntRange(min=1), help="As for grade.")
@click.option("--selftest", is_flag=True, help="Only try, in seconds, whether every case can fail.")
@_course
def audit(
    names: tuple[str, ...],
    output: Path | None,
    jobs: int | None,
    selftest: bool,
    course: Path | None,
) -> None:
    """Try the tests of assignments NAMES on every mistake that there is.

    Without a name: of every assignment of the course. Mistakes are those of the catalogue, and
    mutants of the reference made by machine. The exit code is 1 if one is missed, costs marks in
    another question than its own, or is not named.

    With --selftest every function of the reference raises instead, and every case must fail. The
    exit code is 1 if one does not, and it is named.
    """
    if selftest:
        from gradus.cli.selftest import selftest_command

        if output or jobs:
            raise click.UsageError("--selftest writes no page and needs no --jobs.")
        _exit(selftest_command(names, course=course))
    from gradus.cli.audit import audit_command

    _exit(audit_command(names, output=output, jobs=jobs, course=course))


def _exit(code: int) -> None:
    click.get_current_context().exit(code)
