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
@click.option(
    "--rated",
    is_flag=True,
    help="Rate too, once nobody hands in any more: whoever pushes often learns the hidden data.",
)
@options.isolation
def ci(
    name: str,
    checkout: Path,
    tests: Path,
    at_least: float,
    output: Path,
    rated: bool,
    isolation: str | None,
) -> None:
    """Grade CHECKOUT, one student's work on assignment NAME, with the tests of --course.

    Writes junit.xml, results.json and feedback.md and, on GitHub, annotations at the student's
    lines and the job summary. None of them contains anything hidden.
    """
    from gradus.cli.ci import ci_command

    options.end(
        ci_command(
            name,
            checkout,
            tests=tests,
            output=output,
            at_least=at_least,
            rated=rated,
            isolation=isolation,
        )
    )


@click.command("fetch", short_help="Fetch students' git repositories, as of a deadline.")
@click.argument("students", type=options.PATH)
@click.argument("submissions", type=options.FOLDER)
@click.option("--until", metavar="TIME", help="The deadline: 2026-11-30T23:59:59+01:00.")
def fetch(students: Path, submissions: Path, until: str | None) -> None:
    """Clone the repositories that the file STUDENTS lists into the folder SUBMISSIONS.

    STUDENTS has a line for each student: <name> <address>. With --until, each repository is taken
    as it was at that moment: by the time at which GitHub received the commits, or elsewhere by
    their dates. The environment variable STUDENTS_TOKEN may hold a token that can read them on
    GitHub.

    After an interruption, run the same command again: only what is missing is fetched. The exit
    code is 1 if something could not be fetched.
    """
    from gradus.cli.fetch import fetch_command

    options.end(fetch_command(students, submissions, until=until))


@click.command("who", short_help="Show who handed in what, before grading.")
@click.argument("name")
@click.argument("submissions", type=options.PATH)
@click.option("--roster", type=options.PATH, help="A CSV of the students, or a platform's own.")
@options.course
def who(name: str, submissions: Path, roster: Path | None, course: Path | None) -> None:
    """Show whose each submission to assignment NAME is, its date, and which file goes where.

    SUBMISSIONS is what `gradus grade` takes; nothing is graded and nothing is written. The exit
    code is 1 if a person must act: a submission belongs to nobody on the roster, may belong to
    several people, or cannot be read.
    """
    from gradus.cli.who import who_command

    options.end(who_command(name, submissions, roster=roster, course=course))


@click.command("export", short_help="Write marks and feedback for Canvas or Moodle.")
@click.argument("platform", type=click.Choice(["canvas", "moodle"]))
@click.argument("results", type=options.PATH)
@click.option(
    "--roster",
    type=options.PATH,
    required=True,
    help="The gradebook of Canvas or grading worksheet of Moodle as exported, or any CSV.",
)
@click.option("-o", "--output", type=options.FOLDER, help="Default: RESULTS/export.")
@click.option("--column", help="The heading of the assignment. Default: the one with its name.")
@click.option("--with-unread", is_flag=True, help="Also the marks of work that could not be read.")
@click.option("--changed", is_flag=True, help="Only feedback that the last export did not write.")
@options.discard_edits
@options.course
def export(
    platform: str,
    results: Path,
    roster: Path,
    output: Path | None,
    column: str | None,
    with_unread: bool,
    changed: bool,
    discard_edits: bool,
    course: Path | None,
) -> None:
    """Write the folder RESULTS as PLATFORM imports it: a CSV of marks and a zip of feedback.

    Existing marks are never erased: a student without a mark gets no line. Students who are not on
    the roster, have no final mark, or handed in something unreadable are listed. The exit code is
    1 if a person has to do something.
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
            discard_edits=discard_edits,
            course=course,
        )
    )


@click.command("regrade", short_help="Grade again what a changed test affects.")
@click.argument("name", callback=options.named)
@click.argument("submissions", type=options.PATH)
@click.option("-o", "--output", type=options.PATH, required=True, help="The results there are.")
@click.option(
    "--accept-drops",
    multiple=True,
    is_flag=False,
    flag_value="",
    metavar="[STUDENT]",
    help="Write marks that are lower than before, all or that of STUDENT: --accept-drops=ada.",
)
@options.tasks
@options.without_rated
@options.discard_edits
@options.jobs
@options.scheduler
@options.isolation
@options.strict
@options.course
def regrade(
    name: str,
    submissions: Path,
    output: Path,
    accept_drops: tuple[str, ...],
    tasks: tuple[str, ...],
    without_rated: bool,
    discard_edits: bool,
    jobs: int | None,
    scheduler: str | None,
    isolation: str | None,
    strict: bool,
    course: Path | None,
) -> None:
    """Grade assignment NAME once more after a test has changed, and show whose mark changes.

    Only tasks whose test file or entry in assignment.toml has changed are judged, and tasks
    directly downstream of them; all tasks if the reference, the limits, the secret or Gradus has
    changed. A mark that would drop is held back, and the exit code is 1.
    """
    from gradus.cli.chosen import Chosen
    from gradus.cli.regrade import regrade_command
    from gradus.gradebook import Drops

    options.end(
        regrade_command(
            name,
            submissions,
            output,
            drops=Drops.WRITE if "" in accept_drops else Drops.HOLD,
            accepted=frozenset(filter(None, accept_drops)),
            discard_edits=discard_edits,
            jobs=jobs,
            isolation=isolation,
            strict=strict,
            course=course,
            chosen=Chosen(tasks, without_rated),
            scheduler=scheduler,
        )
    )


@click.command("diff", short_help="Show whose mark changes, and why.")
@click.argument("old", type=options.PATH)
@click.argument("new", type=options.PATH, required=False)
def diff(old: Path, new: Path | None) -> None:
    """Show whose mark changes from the results in OLD to those in NEW, drops first.

    Without NEW, show what has changed in OLD since the beginning, by whom or by which test, and
    the marks that it holds back. The exit code is 1 if a mark drops.
    """
    from gradus.cli.diff import diff_command

    options.end(diff_command(old, new))


@click.command("merge", short_help="Make one of a class that was graded in parts.")
@click.argument("folders", metavar="OUT...", nargs=-1, required=True, type=options.PATH)
@click.option(
    "-o",
    "--output",
    type=options.FOLDER,
    required=True,
    help="A new or empty folder, or that of an earlier merge.",
)
@click.option(
    "--roster", type=options.PATH, help="A CSV of the students. Those who are missing are listed."
)
@options.course
def merge(
    folders: tuple[Path, ...], output: Path, roster: Path | None, course: Path | None
) -> None:
    """Bring together the results of `gradus grade --shard 1/8`, `--shard 2/8` and so on.

    Nobody may be in two of the folders, and all must have been graded alike: by the same tests,
    versions and secret, at the same isolation level. The exit code is 1 if a part or a student is
    missing: when it has come, run the same command again with all folders.
    """
    from gradus.cli.merge import merge_command

    options.end(merge_command(folders, output, roster=roster, course=course))


@click.command("report", short_help="Write pages that show a graded class.")
@click.argument("results", type=options.PATH)
@click.option(
    "--hide-names", is_flag=True, help="Write only a page of the class that names nobody."
)
@click.option("--against", type=options.PATH, help="Results of another year, to compare with.")
def report(results: Path, hide_names: bool, against: Path | None) -> None:
    """Write the page of the class in the folder RESULTS, and two pages of each student.

    class.html shows marks, tasks, cases, causes and students. For each student there is
    feedback.html for the student and staff.html for staff. `gradus grade` writes them, too. Each is
    one file that opens in any browser, without a network.
    """
    from gradus.cli.report import report_command

    options.end(report_command(results, hide_names=hide_names, against=against))
