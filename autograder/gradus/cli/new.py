"""`gradus new`: a course, an assignment, a task."""

from pathlib import Path

import click

from gradus.cli import options


@click.group("new", short_help="Start a course, an assignment or a task.")
def new() -> None:
    """Write all files that must agree, with a working example to replace.

    \b
    gradus new course DIR                      a course in an empty folder
    gradus new assignment hw1 signals.energy   an assignment, with its first task
    gradus new task 1.2 signals.power          another task
    """


@new.command("course")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def course_command(folder: Path) -> None:
    """Make a course in DIR, which must be empty or new, and a secret outside of it."""
    from gradus.cli.consoles import open_consoles
    from gradus.cli.next_commands import shell
    from gradus.scaffold import new_course

    made = new_course(folder)
    consoles = open_consoles()
    consoles.say(f"A course in {made.folder}.")
    if made.kept:
        consoles.say(f"Its secret already existed: {made.secret}.", "yellow")
    _tell_next(
        shell("cd", folder),
        f"export GRADUS_SECRET_FILE={shell(made.secret)}",
        "gradus new assignment hw1 signals.energy",
    )


@new.command("assignment")
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


@new.command("task")
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
    chosen = name or _assignment_around(root)
    _tell(new_task(root, chosen, number, function, title=title, points=points))
    _tell_next(f"gradus build {chosen}")


def _assignment_around(root: Path) -> str:
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
