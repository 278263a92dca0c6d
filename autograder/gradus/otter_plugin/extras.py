"""What Gradescope shows beside the tests, and Otter has no place for.

Attempts, the leaderboard, and a test for staff only.
"""

from typing import Any

from gradus.assignment import Attempts
from gradus.otter_plugin.attempts import HISTORY, History, counts
from gradus.rating.ladder import Ladder
from gradus.results import Record
from gradus.submission import printable

FINEST_STEP = 1e-4
"""Of a leaderboard for which no other is given: as many digits as are shown."""

FIGURE = "Accuracy"
"""What a leaderboard shows for which nothing else is given."""


def extended(
    results: dict[str, Any],
    record: Record | None,
    history: History | None,
    rule: Attempts | None,
    step: float = FINEST_STEP,
    figure: str = FIGURE,
) -> dict[str, Any]:
    """The results with what Otter has no place for. The leaderboard climbs by a `step`, or not."""
    results = {**results, "stdout_visibility": "hidden"}
    if record is None:
        return results
    if record.attention:
        results["tests"] = [*results["tests"], _for_staff(record)]
    if not record.questions:
        results["score"] = 0
    board = getattr(record, "board", None)
    if board is not None and history is not None and not record.unchecked:
        # An attempt that is free tells nothing; and without the earlier ones each would be a first.
        value = _climbed(board.accuracy, history, step, figure)
        results["leaderboard"] = [{"name": figure, "value": value, "order": "desc"}]
    number = len(history.counted) + counts(record) if history else int(counts(record))
    results["extra_data"] = {
        HISTORY: {"counts": counts(record), "attempt": number, "isolation": record.isolation}
    }
    if rule is not None and history is not None:
        used = len(history.within(rule)) + counts(record)
        results["output"] = f"{_told_attempts(used, rule, record)}\n{results.get('output', '')}"
    return results


def _climbed(accuracy: float, history: History, step: float, figure: str) -> float:
    """What a ladder shows that remembers the earlier attempts: who hands in often learns little."""
    boards = [each.results.get("leaderboard") for each in history.counted]
    entries = [entry for board in boards if isinstance(board, list) for entry in board]
    shown = [value for entry in entries if (value := _shown_before(entry, figure)) is not None]
    return Ladder(step, max(shown, default=0.0)).climb(accuracy).shown


def _shown_before(entry: Any, figure: str) -> float | None:
    """The figure in an entry of the platform's, None where it is none of ours."""
    match entry:
        case {"name": str(name), "value": float() | int() as value} if name == figure:
            return float(value) if 0 <= value <= 1 else None
    return None


def _told_attempts(used: int, rule: Attempts, record: Record) -> str:
    free = "" if counts(record) else " This one did not count."
    return f"{used} of {rule.limit} attempts within {rule.hours:g} hours are used.{free}"


def _for_staff(record: Record) -> dict[str, Any]:
    """Why a person should look: a test that no student sees."""
    return {
        "name": "For staff: a person should look",
        "visibility": "hidden",
        "status": "failed",
        "output": printable("\n".join(record.attention)),
    }


def refused(history: History | None, rule: Attempts | None) -> dict[str, Any] | None:
    """The results of the last attempt again, where there are no more attempts; else None."""
    if history is None or rule is None or len(history.within(rule)) < rule.limit:
        return None
    last = dict(history.counted[-1].results)
    kept = dict(last["extra_data"][HISTORY])
    last["extra_data"] = {**last["extra_data"], HISTORY: {**kept, "counts": False}}
    last["output"] = (
        f"Not graded: {rule.limit} attempts count within {rule.hours:g} hours, and you have used "
        f"them. The next one is graded from {history.next_at(rule):%Y-%m-%d %H:%M} UTC on. What is "
        "below is how your last graded attempt did; your mark is still that one's."
    )
    return last
