"""The page that a CI job shows of a record, in Markdown."""

from gradus.reports.feedback_markdown import feedback_markdown
from gradus.reports.text import points
from gradus.results import Record

MOST_BYTES = 1024 * 1024
"""GitHub refuses a longer summary of a step as a whole."""

_CUT = "\n\nThe rest is too long for this page: it is in feedback.md.\n"


def job_summary(record: Record, at_least: float, most: int = MOST_BYTES) -> str:
    """The feedback, after whether it is enough; whole tasks are left out above `most` bytes."""
    reached = 100 * record.score / record.possible if record.possible else 0.0
    symbol = "✅" if reached >= at_least else "❌"
    head = f"{symbol} **{points(reached)} %**; {points(at_least)} % are asked for\n\n"
    return bounded(head + feedback_markdown(record), most)


def bounded(text: str, most: int) -> str:
    """Markdown cut before a heading, so that no block stays open, to at most `most` bytes."""
    if len(text.encode()) <= most:
        return text
    room = most - len(_CUT.encode())
    first, *sections = text.split("\n## ")
    kept = first
    for section in sections:
        longer = f"{kept}\n## {section}"
        if len(longer.encode()) > room:
            break
        kept = longer
    return kept + _CUT
