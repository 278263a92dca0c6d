"""The commands around a class: CI, the learning platform, regrading."""

from pathlib import Path

import click

from gradus.cli import options


@click.command("ci", short_help="Grade one checkout in CI.")
@click.argument("name", callback=options.named)
@click.argument("checkout", type=options.PATH)
@click.option(
    "--course",
    "tests",
    type=click.Path(exists=True, path_type=Path),
    required=True,
    help="The course's folder, or an autograder.zip of `gradus build`: out of students' reach.",
)
@click.option(
    "--at-least",
    type=click.FloatRange(min=0),
    default=100.0,
    show_default=True,
    metavar="PERCENT",
    help="Exit with 1 below this share of the points.",
)
@click.option("-o", "--output", type=options.FOLDER, default=Path("gradus-ci"), show_default=True)
@options.isolation
def ci(
    name: str,
    checkout: Path,
    tests: Path,
    at_least: float,
    output: Path,
    isolation: str | None,
) -> None:
    """Grade CHECKOUT, one student's work on assignment NAME, by the tests of --course.

    Writes junit.xml, results.json and feedback.md, on GitHub also annotations at the student's
    lines and the job's summary. Nothing hidden is in any of them.
    """
    from gradus.cli.ci import ci_command

    options.end(
        ci_command(
            name,
            checkout,
            tests=tests,
            output=output,
            at_least=at_least,
            isolation=isolation,
        )
    )


@click.command("fetch", short_help="Students' git repositories, as of a deadline.")
@click.argument("students", type=options.PATH)
@click.argument("submissions", type=options.FOLDER)
@click.option("--until", metavar="TIME", help="The deadline: 2026-11-30T23:59:59+01:00.")
def fetch(students: Path, submissions: Path, until: str | None) -> None:
    """Clone the repositories that the file STUDENTS lists into the folder SUBMISSIONS.

    STUDENTS has a line a student: <name> <address>. With --until each is taken as it was at that
    moment, by the time at which GitHub received it, or elsewhere by the dates of the commits.
    STUDENTS_TOKEN in the environment is a token that may read them on GitHub.

    Interrupted and started again, only what is missing is fetched. The exit code is 1 where
    something could not be.
    """
    from gradus.cli.fetch import fetch_command

    options.end(fetch_command(students, submissions, until=until))


@click.command("who", short_help="Who handed in what, before grading.")
@click.argument("name")
@click.argument("submissions", type=options.PATH)
@click.option("--roster", type=options.PATH, help="A CSV of the students, or a platform's own.")
@options.course
def who(name: str, submissions: Path, roster: Path | None, course: Path | None) -> None:
    """Show whose each submission to assignment NAME is, from when, and which file goes where.

    SUBMISSIONS is what `gradus grade` takes; nothing is graded and nothing is written. The exit
    code is 1 where a person must act: a submission is of nobody on the roster, may be of several,
    or cannot be read.
    """
    from gradus.cli.who import who_command

    options.end(who_command(name, submissions, roster=roster, course=course))


@click.command("export", short_help="Marks and feedback for Canvas or Moodle.")
@click.argument("platform", type=click.Choice(["canvas", "moodle"]))
@click.argument("results", type=options.PATH)
@click.option(
    "--roster",
    type=options.PATH,
    required=True,
    help="The gradebook of Canvas or grading worksheet of Moodle as exported, or any CSV.",
)
@click.option("-o", "--output", type=options.FOLDER, help="Default: RESULTS/export.")
@click.option("--column", help="The heading of the assignment. Default: what bears its name.")
@click.option("--with-unread", is_flag=True, help="Also the marks of work that could not be read.")
@click.option("--changed", is_flag=True, help="Only feedback that the last export did not write.")
@options.course
def export(
    platform: str,
    results: Path,
    roster: Path,
    output: Path | None,
    column: str | None,
    with_unread: bool,
    changed: bool,
    course: Path | None,
) -> None:
    """Write what PLATFORM imports of the folder RESULTS: a CSV of the marks, a zip of the feedback.

    No mark that is there already is erased: who has none here has no line. Who is not on the
    roster, has no final mark, or handed in what could not be read, is listed. The exit code is 1
    where a person has to do something.
    """
    from gradus.cli.export import export_command

    options.end(
        export_command(
            platform,
            results,
            roster=roster,
            output=output,
            column=column,
            with_unread=with_unread,
            changed=changed,
            course=course,
        )
    )


@click.command("regrade", short_help="Grade again what a changed test touches.")
@click.argument("name", callback=options.named)
@click.argument("submissions", type=options.PATH)
@click.option("-o", "--output", type=options.PATH, required=True, help="The results there are.")
@click.option("--accept-drops", is_flag=True, help="Write marks that are lower than before.")
@options.tasks
@options.without_rated
@options.jobs
@options.isolation
@options.strict
@options.course
def regrade(
    name: str,
    submissions: Path,
    output: Path,
    accept_drops: bool,
    tasks: tuple[str, ...],
    without_rated: bool,
    jobs: int | None,
    isolation: str | None,
    strict: bool,
    course: Path | None,
) -> None:
    """Grade assignment NAME once more after a test has changed, and show whose mark changes.

    Judged are the tasks whose test file or entry in assignment.toml has changed, and those next
    downstream; all of them after a change of the reference, the limits, the secret or Gradus. A
    mark that would drop is held back, and the exit code is 1.
    """
    from gradus.cli.chosen import Chosen
    from gradus.cli.regrade import regrade_command
    from gradus.gradebook import Drops

    options.end(
        regrade_command(
            name,
            submissions,
            output,
            drops=Drops.WRITE if accept_drops else Drops.HOLD,
            jobs=jobs,
            isolation=isolation,
            strict=strict,
            course=course,
            chosen=Chosen(tasks, without_rated),
        )
    )


@click.command("diff", short_help="Whose mark changes, and why.")
@click.argument("old", type=options.PATH)
@click.argument("new", type=options.PATH, required=False)
def diff(old: Path, new: Path | None) -> None:
    """Show whose mark changes from the results in OLD to those in NEW, drops first.

    Without NEW: to the marks that OLD holds back. The exit code is 1 where a mark drops.
    """
    from gradus.cli.diff import diff_command

    options.end(diff_command(old, new))


@click.command("report", short_help="A graded class as pages to look at.")
@click.argument("results", type=options.PATH)
@click.option("--hide-names", is_flag=True, help="Only a page of the class that names nobody.")
@click.option("--against", type=options.PATH, help="Results of another year, to compare with.")
def report(results: Path, hide_names: bool, against: Path | None) -> None:
    """Write the page of the class in the folder RESULTS, and two pages of each student.

    class.html shows marks, tasks, cases, causes and students; of each student feedback.html is for
    the student, staff.html for staff. `gradus grade` writes them, too. Each is one file that opens
    in any browser, without a network.
    """
    from gradus.cli.report import report_command

    options.end(report_command(results, hide_names=hide_names, against=against))
