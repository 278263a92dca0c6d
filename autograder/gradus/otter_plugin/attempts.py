"""Earlier attempts, from Gradescope's `submission_metadata.json`, and how many are left.

An attempt counts if it earned anything, or has a place on the leaderboard: a broken zip, a missing
file or a module that does not import tells its author nothing about what is hidden, and so it is
free. So is an attempt that the grader could not check.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import AwareDatetime, BaseModel, Field, ValidationError

from gradus.assignment import Attempts
from gradus.results import Record, Status

HISTORY = "gradus"
"""The name of what Gradus keeps in `extra_data`, which Gradescope hands to the next attempt."""


class _Earlier(BaseModel):
    submission_time: AwareDatetime
    results: dict[str, Any] | None = None


class _Metadata(BaseModel):
    created_at: AwareDatetime
    previous_submissions: tuple[_Earlier, ...] = Field(default=())


@dataclass(frozen=True)
class Earlier:
    """An attempt that counted: when it was handed in, and the results it got."""

    when: datetime
    results: dict[str, Any]


@dataclass(frozen=True)
class History:
    """When this attempt was handed in, and the earlier ones that counted, oldest first."""

    now: datetime
    counted: tuple[Earlier, ...]

    def within(self, rule: Attempts) -> tuple[Earlier, ...]:
        """The earlier attempts inside the window that ends now."""
        start = self.now - timedelta(hours=rule.hours)
        return tuple(each for each in self.counted if each.when > start)

    def next_at(self, rule: Attempts) -> datetime:
        """When one of the attempts in a full window no longer counts."""
        return self.within(rule)[-rule.limit].when + timedelta(hours=rule.hours)


def read_history(metadata: object) -> History | None:
    """The history in Gradescope's metadata; None where these are absent or of another version."""
    try:
        known = _Metadata.model_validate(metadata)
    except ValidationError:
        return None
    earlier = [
        Earlier(each.submission_time.astimezone(UTC), each.results)
        for each in known.previous_submissions
        if each.results and _has_counted(each.results)
    ]
    return History(
        known.created_at.astimezone(UTC), tuple(sorted(earlier, key=lambda one: one.when))
    )


def counts(record: Record) -> bool:
    """Whether this attempt counts."""
    if record.unchecked:
        return False
    cases = [case for question in record.questions for case in question.cases]
    earned = any(case.status is Status.PASSED or case.score for case in cases)
    return earned or record.board is not None


def _has_counted(results: dict[str, Any]) -> bool:
    kept = results.get("extra_data")
    kept = kept.get(HISTORY) if isinstance(kept, dict) else None
    return isinstance(kept, dict) and kept.get("counts") is True
