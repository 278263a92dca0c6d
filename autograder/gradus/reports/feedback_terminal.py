"""A student's feedback in the terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from gradus.reports.feedback import CaseFeedback, Feedback, TaskFeedback, student_view
from gradus.reports.text import counted, points
from gradus.results import Record, Status

SYMBOLS = {
    Status.PASSED: ("✓", "green"),
    Status.PARTIAL: ("~", "yellow"),
    Status.FAILED: ("✗", "red"),
    Status.UNCHECKED: ("?", "yellow"),
}


def print_feedback(record: Record, console: Console) -> None:
    """Print what the student may read. Text of others is never taken for markup."""
    feedback = student_view(record)
    if feedback.message:
        console.print()
        console.print(Text(feedback.message))
    for task in feedback.tasks:
        if task.message or task.listed:
            _print_task(task, console)
    _print_notes(feedback, console)
    _print_total(feedback, console)


def _print_task(task: TaskFeedback, console: Console) -> None:
    heading = Text(task.heading, style="bold")
    if task.score is not None:
        heading.append(f"  {points(task.score)} of {points(task.possible)}", style=_colour(task))
        heading.append(" bonus points" if task.bonus else " points", style=_colour(task))
    console.print()
    console.print(heading)
    if task.message:
        console.print(Padding(Text(task.message), (0, 0, 0, 2), expand=False))
    for case in task.listed:
        _print_case(case, console)


def _print_case(case: CaseFeedback, console: Console) -> None:
    symbol, colour = SYMBOLS[case.status]
    line = Text("  ")
    line.append(symbol, style=colour)
    line.append(f" {case.name}")
    hidden = ", hidden" if case.hidden else ""
    line.append(f"  {points(case.score)}/{points(case.points)}{hidden}", style="dim")
    console.print(line)
    if case.message:
        console.print(Padding(Text(case.message), (0, 0, 0, 6), expand=False))
    if case.printed:
        console.print(Padding(Text("Your code printed:", style="dim"), (0, 0, 0, 6), expand=False))
        console.print(Padding(Text(case.printed, style="dim"), (0, 0, 0, 8), expand=False))


def _print_notes(feedback: Feedback, console: Console) -> None:
    if not feedback.notes:
        return
    console.print()
    console.print(Text("About what was handed in", style="bold"))
    for note in feedback.notes:
        row = Table.grid(padding=(0, 1))
        row.add_row(Text("  •"), Text(note))
        console.print(row)


def _print_total(feedback: Feedback, console: Console) -> None:
    console.print()
    console.print(Rule(style="dim"))
    total = Text(f"{feedback.student}: ", style="bold")
    full = feedback.score >= feedback.possible and not feedback.unchecked
    total.append(
        f"{points(feedback.score)} of {points(feedback.possible)} points",
        style="bold green" if full else "bold",
    )
    cases = [case for task in feedback.tasks for case in task.cases]
    passed = sum(case.status is Status.PASSED for case in cases)
    total.append(f"  ({passed} of {counted(len(cases), 'test')} passed)", style="dim")
    console.print(total)
    if feedback.unchecked:
        open_cases = counted(feedback.unchecked, "test")
        console.print(
            Text(
                f"{open_cases} could not be checked: not the student's fault, and not a final "
                "mark.",
                style="yellow",
            )
        )


def _colour(task: TaskFeedback) -> str:
    if any(case.status is Status.UNCHECKED for case in task.cases):
        return "yellow"
    return "green" if (task.score or 0.0) >= task.possible else "red"
