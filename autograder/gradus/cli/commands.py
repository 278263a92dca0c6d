"""The commands and their options. What they do is imported only when one of them runs."""

from pathlib import Path

import click

from gradus import __version__
from gradus.cli.guard import GuardedGroup

_FOLDER = click.Path(file_okay=False, path_type=Path)
_PATH = click.Path(path_type=Path)

_course = click.option(
    "--course",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The course's folder. Default: the nearest one at or above the working directory.",
)
_isolation = click.option(
    "--isolation",
    metavar="LEVEL",
    help="How student code is kept in: namespaces, confined, uid, or none, for your own code only. "
    "Default: the strongest that this machine has.",
)


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
    """


@main.command("build", short_help="Make what students get from the reference.")
@click.argument("names", nargs=-1)
@click.option("-o", "--output", type=_FOLDER, help="Default: dist in the course's folder.")
@click.option("--check", is_flag=True, help="Write nothing; fail if starter/ is stale.")
@_course
def build(names: tuple[str, ...], output: Path | None, check: bool, course: Path | None) -> None:
    """Make the starter, the public tests and the student zip of assignments NAMES.

    Without a name: of every assignment of the course.

    Nothing is written unless the reference earns every point, the starter none, and nothing
    hidden is in what students get.
    """
    from gradus.cli.build import build_command

    _exit(build_command(names, output=output, check=check, course=course))


@main.command("grade", short_help="Grade a class.")
@click.argument("name")
@click.argument("submissions", type=_PATH)
@click.option("-o", "--output", type=_PATH, required=True, help="The folder for the results.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    help="How many submissions to grade at a time. Default: one a processor.",
)
@_isolation
@_course
def grade(
    name: str,
    submissions: Path,
    output: Path,
    jobs: int | None,
    isolation: str | None,
    course: Path | None,
) -> None:
    """Grade a class: assignment NAME, everything in the folder SUBMISSIONS.

    SUBMISSIONS holds a folder or a .zip a student, or modules called <student>_<module>.py.
    Interrupted and started again, only what is missing or changed is graded.

    The exit code is 0 when everybody was graded, 1 when something could not be, 2 for a wrong call.
    """
    from gradus.cli.grade import grade_command

    _exit(grade_command(name, submissions, output, jobs=jobs, isolation=isolation, course=course))


@main.command("check", short_help="Grade one submission and show its feedback.")
@click.argument("name")
@click.argument("path", type=_PATH)
@_isolation
@_course
def check(name: str, path: Path, isolation: str | None, course: Path | None) -> None:
    """Grade one submission of assignment NAME and show the feedback as its student reads it.

    PATH is a folder, a .zip or a module. The exit code is 0 for full marks, 1 for less.
    """
    from gradus.cli.check import check_command

    _exit(check_command(name, path, isolation=isolation, course=course))


@main.command("demo", short_help="Make a class from the catalogue of mistakes, and grade it.")
@click.argument("names", nargs=-1)
@click.option("-o", "--output", type=_FOLDER, help="Default: dist/demo in the course's folder.")
@click.option("--jobs", type=click.IntRange(min=1), help="As for grade.")
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

    Each mistake of the catalogue, the reference, the untouched starter, and everything else that
    is ever handed in: broken zips, endless loops, missing files.
    """
    from gradus.cli.demo import demo_command

    _exit(demo_command(names, output=output, jobs=jobs, isolation=isolation, course=course))


@main.command("audit", short_help="Do the tests see every mistake?")
@click.argument("names", nargs=-1)
@click.option("-o", "--output", type=_FOLDER, help="Default: dist/audit in the course's folder.")
@click.option("--jobs", type=click.IntRange(min=1), help="As for grade.")
@_course
def audit(
    names: tuple[str, ...], output: Path | None, jobs: int | None, course: Path | None
) -> None:
    """Try the tests of assignments NAMES on every mistake that there is.

    Without a name: of every assignment of the course. Mistakes are those of the catalogue, and
    mutants of the reference made by machine. The exit code is 1 if one is missed, costs marks in
    another question than its own, or is not named.
    """
    from gradus.cli.audit import audit_command

    _exit(audit_command(names, output=output, jobs=jobs, course=course))


def _exit(code: int) -> None:
    click.get_current_context().exit(code)
