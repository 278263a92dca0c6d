"""`gradus renumber`: tasks get other numbers, wherever these stand."""

from pathlib import Path

import click

from gradus.cli import options


@click.command("renumber", short_help="Number the tasks of an assignment anew.")
@click.argument("numbers", metavar="[OLD NEW]...", nargs=-1)
@click.option("--assignment", "name", help="Default: the one around, or the only one there is.")
@options.course
def renumber(numbers: tuple[str, ...], name: str | None, course: Path | None) -> None:
    """Give task OLD the number NEW: in its test file, its hand-out, its mistakes, its reference.

    Without numbers, tasks are counted anew within their parts, in the order of assignment.toml, so
    that a dropped task leaves no gap. To put a task elsewhere, move its table there first.

    \b
    gradus renumber 1.4 1.3 1.3 1.4   two tasks change places
    gradus renumber                   1.1, 1.3, 2.2 become 1.1, 1.2, 2.1
    """
    from gradus.assignment import find_course
    from gradus.cli.consoles import open_consoles
    from gradus.cli.new import assignment_around
    from gradus.scaffold import renumber

    if len(numbers) % 2:
        raise click.UsageError("Numbers come in pairs: the old one, the new one.")
    root = course or find_course(Path.cwd())
    wanted = dict(zip(numbers[::2], numbers[1::2], strict=True)) if numbers else None
    new, files = renumber(root, name or assignment_around(root), wanted)
    consoles = open_consoles()
    if not new:
        consoles.say("Every task has its number already.")
        return
    consoles.say(", ".join(f"{old} is {number} now" for old, number in new.items()) + ". Written:")
    for path in files:
        consoles.out.print(f"  {path}", markup=False, soft_wrap=True)
    consoles.say("The cells of the hand-out stay where they were.")
