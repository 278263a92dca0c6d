"""What Gradescope shows beside the tests, and Otter has no place for.

Attempts, the leaderboard, and a test for staff only.
"""

from typing import Any

from gradus.assignment import Attempts
from gradus.otter_plugin.attempts import HISTORY, History, counts
from gradus.results import Record
from gradus.submission import printable


def extended(
    results: dict[str, Any], record: Record | None, history: History | None, rule: Attempts | None
) -> dict[str, Any]:
    """The results with what Otter has no place for."""
    results = {**results, "stdout_visibility": "hidden"}
    if record is None:
        return results
    if record.attention:
        results["tests"] = [*results["tests"], _for_staff(record)]
    if not record.questions:
        results["score"] = 0
    board = getattr(record, "board", None)
    if board is not None:
        results["leaderboard"] = [
            {"name": "Accuracy", "value": round(board.accuracy, 4), "order": "desc"}
        ]
    number = len(history.counted) + counts(record) if history else int(counts(record))
    results["extra_data"] = {
        HISTORY: {"counts": counts(record), "attempt": number, "isolation": record.isolation}
    }
    if rule is not None and history is not None:
        used = len(history.within(rule)) + counts(record)
        results["output"] = f"{_told_attempts(used, rule, record)}\n{results.get('output', '')}"
    return results


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
