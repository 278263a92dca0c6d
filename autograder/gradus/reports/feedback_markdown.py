"""A student's feedback as `feedback.md`."""

from collections.abc import Iterator
from functools import lru_cache
from textwrap import indent

from gradus.marking import Mark
from gradus.reports.feedback import KEPT, CaseFeedback, Feedback, TaskFeedback, student_view
from gradus.reports.text import counted, escaped, fenced, points
from gradus.results import Record, Status

SYMBOLS = {
    Status.PASSED: "✅",
    Status.PARTIAL: "🔶",
    Status.FAILED: "❌",
    Status.UNCHECKED: "⚠️",
}


def feedback_markdown(record: Record, mark: Mark | None = None) -> str:
    """The feedback on a record: points, and what each case found. Without a `mark`, as judged."""
    return "\n".join(_lines(student_view(record, mark))).rstrip() + "\n"


def _lines(feedback: Feedback) -> Iterator[str]:
    yield f"# {escaped(feedback.assignment)}: feedback for {escaped(feedback.student)}\n"
    so_far = " so far" if feedback.later else ""
    yield f"**{points(feedback.score)} of {points(feedback.possible)} points{so_far}**\n"
    if feedback.later:
        yield f"{escaped(feedback.later)}\n"
    if feedback.steps:
        yield f"How this mark came about: {points(feedback.judged)} points for the work, then\n"
        yield from (f"- {escaped(step)}" for step in feedback.steps)
        yield ""
    if feedback.unchecked:
        yield (
            f"⚠️ This is not your final mark: {counted(feedback.unchecked, 'test')} could not be "
            "checked. That is not your fault; a person will look at it.\n"
        )
    if feedback.message:
        yield fenced(feedback.message) + "\n"
    if feedback.notes:
        yield "About what you handed in:\n"
        yield fenced("\n".join(feedback.notes)) + "\n"
    yield from _table(feedback)
    for task in feedback.tasks:
        if task.message or task.listed:
            yield from _clean_task(task) if task.is_clean else _task(task)


def _table(feedback: Feedback) -> Iterator[str]:
    yield "| Task | Points | Public tests | Hidden tests |"
    yield "|---|---:|---:|---:|"
    yield from map(_row, feedback.tasks)
    yield ""


@lru_cache(KEPT)
def _row(task: TaskFeedback) -> str:
    cells = (
        escaped(task.heading.removeprefix("Task ")),
        _points(task),
        task.passed(hidden=False),
        task.passed(hidden=True),
    )
    return f"| {' | '.join(cells)} |"


@lru_cache(KEPT)
def _clean_task(task: TaskFeedback) -> tuple[str, ...]:
    """A task without a fault. Half of a class may share it, so it is made once."""
    return tuple(_task(task))


def _task(task: TaskFeedback) -> Iterator[str]:
    told = f": {_points(task)} points" if task.score is not None else ""
    yield f"## {escaped(task.heading)}{told}\n"
    if task.message:
        yield fenced(task.message) + "\n"
    for case in task.listed:
        yield from _case(case)
    yield ""


def _case(case: CaseFeedback) -> Iterator[str]:
    hidden = ", hidden" if case.hidden else ""
    earned = f"{points(case.score)}/{points(case.points)}{hidden}"
    yield f"- {SYMBOLS[case.status]} **{escaped(case.name)}** ({earned})"
    if case.message:
        yield "\n" + indent(fenced(case.message), "  ") + "\n"
    if case.printed:
        yield "  Your code printed:\n"
        yield indent(fenced(case.printed), "  ") + "\n"


def _points(task: TaskFeedback) -> str:
    bonus = " bonus" if task.bonus else ""
    if task.score is None:
        return f"told later, of {points(task.possible)}{bonus}"
    return f"{points(task.score)} of {points(task.possible)}{bonus}"
