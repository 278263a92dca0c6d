"""`gradus leaderboard`: who does best on the hidden data, by pseudonym."""

from pathlib import Path

from rich.table import Table
from rich.text import Text

from gradus.assignment import find_course, load_assignment
from gradus.cli.consoles import open_consoles
from gradus.errors import UsageError
from gradus.gradebook.leaderboard import STATE, Leaderboard, update_leaderboard
from gradus.gradebook.writing import write_atomically
from gradus.reports.text import counted, escaped, one_line

TABLE = "leaderboard.md"
_CHARACTERS = 40  # as long as a pseudonym may be


def leaderboard_command(
    name: str, results: Path, *, final: bool = False, course: Path | None = None
) -> int:
    """Bring the board in the folder `results` up to date and print it; the exit code.

    Raises UsageError where nothing of the assignment is rated, GradusError for a damaged state.
    """
    assignment = load_assignment(course or find_course(Path.cwd()), name)
    if assignment.rating is None:
        raise UsageError(f"{name} has no rated tasks, and so no leaderboard.")
    consoles = open_consoles()
    figure = assignment.rating.board_figure
    board = update_leaderboard(results, name, assignment.rating.board_step, figure)
    rows = _rows(board, final)
    write_atomically(results / TABLE, _markdown(name, rows, figure).encode("utf-8", "replace"))
    consoles.out.print(Text(f"{name}: leaderboard", style="bold"))
    table = Table("", "pseudonym", figure.lower())
    for place, pseudonym, accuracy in rows:
        table.add_row(place, Text(one_line(pseudonym, _CHARACTERS)), accuracy)
    consoles.out.print(table)
    consoles.say(
        f"{counted(len(rows), 'student')} take part. The state is in {results / STATE}: keep it. "
        f"{results / TABLE} is for publishing.",
        "dim",
    )
    return 0


def _rows(board: Leaderboard, final: bool) -> list[tuple[str, str, str]]:
    """Place, pseudonym and accuracy. Equal accuracies share a place."""
    standings = board.final() if final else board.public()
    accuracies = [each.private if final else each.shown for each in standings]
    return [
        (str(accuracies.index(accuracy) + 1), each.pseudonym, f"{accuracy:.1%}")
        for each, accuracy in zip(standings, accuracies, strict=True)
    ]


def _markdown(name: str, rows: list[tuple[str, str, str]], figure: str) -> str:
    heading = f"| | pseudonym | {figure.lower()} |"
    lines = [f"# {escaped(name)}: leaderboard\n", heading, "|---:|---|---:|"]
    lines += [
        f"| {place} | {escaped(one_line(pseudonym, _CHARACTERS))} | {accuracy} |"
        for place, pseudonym, accuracy in rows
    ]
    return "\n".join(lines) + "\n"
