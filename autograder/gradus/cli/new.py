"""`gradus new`: a course, an assignment, a task."""

from pathlib import Path

import click

from gradus.cli import options

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group("new", short_help="Start a course, an assignment or a task.")
def new() -> None:
    """Write all files that must agree, with a working example to replace.

    \b
    gradus new course DIR                      a course in an empty folder
    gradus new course DIR --from LAST_YEAR     last year's again, with a new secret
    gradus new assignment hw1 signals.energy   an assignment, with its first task
    gradus new task 1.2 signals.power          another task
    """


@new.command("course", short_help="A course in DIR, an empty or new folder.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--from", "last", type=_FOLDER, help="Last year's course, to give it again.")
@click.option("--weeks", type=int, help="With --from: move the dates so far. Default: 52.")
def course_command(folder: Path, last: Path | None, weeks: int | None) -> None:
    """Make a course in DIR, which must be empty or new, and a secret outside of it.

    With --from it is that course again: a new secret, dates 52 weeks later, and no students. What
    somebody who took it last year would still know is listed.
    """
    from gradus.cli.consoles import open_consoles
    from gradus.cli.next_commands import shell
    from gradus.scaffold import YEAR, new_course, still_known

    if weeks is not None and last is None:
        raise click.UsageError("--weeks moves the dates of a course that is named with --from.")
    moved = YEAR if weeks is None else weeks
    made = new_course(folder, last=last, weeks=moved)
    consoles = open_consoles()
    consoles.say(f"A course in {made.folder}.")
    if made.kept:
        consoles.say(f"Its secret already existed: {made.secret}.", "yellow")
    if last is not None:
        consoles.say("Whoever took it last year still knows:", "bold")
        for told in still_known(made.folder):
            consoles.out.print(f"  {told}", markup=False, soft_wrap=True)
        _tell_dates(made.folder, moved)
    _tell_next(
        shell("cd", folder),
        f"export GRADUS_SECRET_FILE={shell(made.secret)}",
        "gradus build --check" if last else "gradus new assignment hw1 signals.energy",
    )


def _tell_dates(course: Path, weeks: int) -> None:
    """What is due when now. A date that cannot be, as the clocks skip it, is told with its line."""
    from gradus.cli.consoles import open_consoles
    from gradus.course import load_course
    from gradus.errors import MarkingError

    consoles = open_consoles()
    try:
        rules = load_course(course)
    except MarkingError as error:
        consoles.say(f"Put right before you grade: {error}", "yellow")
        return
    for name, each in rules.assignments.items() if rules else ():
        if rules and each.due:
            due = f"{each.due.astimezone(rules.zone):%A, %Y-%m-%d %H:%M}"
            consoles.say(f"{name} is due {due}, {weeks} weeks later than it was.")


@new.command("assignment", short_help="An assignment, with its first task.")
@click.argument("name")
@click.argument("function", metavar="MODULE.FUNCTION")
@click.option("--title", default="", help="Default: made from NAME.")
@click.option("--points", type=click.FloatRange(min=0, min_open=True), default=10.0)
@click.option("--own-modules", is_flag=True, help="Its modules lie apart, in solutions/NAME.")
@options.course
def assignment_command(
    name: str, function: str, title: str, points: float, own_modules: bool, course: Path | None
) -> None:
    """Write the assignment NAME, whose first task asks for MODULE.FUNCTION."""
    from gradus.assignment import find_course
    from gradus.scaffold import new_assignment

    root = course or find_course(Path.cwd())
    written = new_assignment(
        root, name, function, title=title, points=points, own_modules=own_modules
    )
    _tell(written)
    _tell_next(f"gradus build {name}")


@new.command("task", short_help="A task, at the end of an assignment.")
@click.argument("number")
@click.argument("function", metavar="MODULE.FUNCTION")
@click.option("--assignment", "name", help="Default: the one around, or the only one there is.")
@click.option("--title", default="", help="Default: made from the function's name.")
@click.option("--points", type=click.FloatRange(min=0, min_open=True), default=10.0)
@options.course
def task_command(
    number: str, function: str, name: str | None, title: str, points: float, course: Path | None
) -> None:
    """Write task NUMBER, which asks for MODULE.FUNCTION, at the end of an assignment."""
    from gradus.assignment import find_course
    from gradus.scaffold import new_task

    root = course or find_course(Path.cwd())
    chosen = name or assignment_around(root)
    _tell(new_task(root, chosen, number, function, title=title, points=points))
    _tell_next(f"gradus build {chosen}")


def assignment_around(root: Path) -> str:
    """The assignment in whose folder this is, or the only one there is. Raises UsageError."""
    from gradus.assignment import assignment_names
    from gradus.errors import UsageError

    names = assignment_names(root)
    around = [part.name for part in (Path.cwd(), *Path.cwd().parents) if part.name in names]
    if not around and len(names) != 1:
        known = ", ".join(names) or "none: gradus new assignment makes one"
        raise UsageError(f"Which assignment? Name it with --assignment. There is: {known}.")
    return (around or names)[0]


def _tell(files: tuple[Path, ...]) -> None:
    from gradus.cli.consoles import open_consoles

    consoles = open_consoles()
    consoles.say("Written, with an example in each that works and is there to be replaced:")
    for path in files:
        consoles.out.print(f"  {path}", markup=False, soft_wrap=True)


def _tell_next(*commands: str) -> None:
    from gradus.cli.consoles import open_consoles

    consoles = open_consoles()
    consoles.say("Next:", "bold")
    for command in commands:
        consoles.out.print(f"  {command}", style="cyan", markup=False, soft_wrap=True)
