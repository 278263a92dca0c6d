"""The command by which people say something about marks."""

from pathlib import Path

import click

from gradus.cli import options


@click.command("mark", short_help="Set or change a mark by hand, with the reason.")
@click.argument("name", callback=options.named)
@click.argument("results", type=options.PATH)
@click.argument("student", required=False)
@click.argument("task", required=False)
@click.option("--set", "points", type=float, metavar="POINTS", help="The points are these.")
@click.option("--add", type=float, metavar="POINTS", help="So many more, or fewer: --add -2.")
@click.option("--undo", is_flag=True, help="Take back the latest entry for it that still holds.")
@click.option("--why", default="", help="The reason. The student reads it.")
@click.option("--list", "listed", is_flag=True, help="Show all entries, or those of STUDENT.")
@click.option("--from", "table", type=options.PATH, help="A CSV: student, task, set or add, why.")
@click.option("--who", help="Who enters it. Default: $GRADUS_MARKER, else the name of your login.")
@options.discard_edits
@options.course
def mark(
    name: str,
    results: Path,
    student: str | None,
    task: str | None,
    points: float | None,
    add: float | None,
    undo: bool,
    why: str,
    listed: bool,
    table: Path | None,
    who: str | None,
    discard_edits: bool,
    course: Path | None,
) -> None:
    """Set or change the points of STUDENT in RESULTS, for one TASK (1.3) or for the whole mark.

    An entry for a task comes before the late rule, one for the whole mark after all else. Entries
    are appended to RESULTS/marks-WHO.jsonl and survive grading again; a mistake is taken back by
    --undo, never by editing that file. The exit code is 1 where an output was edited by hand.
    """
    from gradus.cli.listed import listed_command
    from gradus.cli.mark import mark_command
    from gradus.cli.wishes import Asked
    from gradus.gradebook import Kind

    given = [points is not None, add is not None, undo, listed, table is not None]
    if sum(given) != 1 or (table is not None and student) or not (student or listed or table):
        raise click.UsageError(
            "Name a STUDENT and one of --set, --add and --undo; or use --list, or --from FILE.csv."
        )
    if listed:
        options.end(listed_command(name, results, student, course=course))
    kind = Kind.SET if points is not None else Kind.ADD if add is not None else Kind.UNDO
    value = points if points is not None else add if add is not None else 0.0
    asked = Asked(student, task or "", kind, value, why) if student else None
    code = mark_command(
        name, results, asked, table=table, who=who, discard_edits=discard_edits, course=course
    )
    options.end(code)
