"""Times of a calendar as instants: in the course's zone, and none that is not there or is twice."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

_UNCLEAR = re.compile(r"(?P<time>.+) (?P<letters>[A-Z]{2,5})")


def instant(value: date, zone: ZoneInfo) -> datetime:
    """A date or a time as an instant in UTC; a date means the end of that day.

    Raises ValueError where a clock in `zone` never shows that time, or shows it twice; its words go
    on from the value.
    """
    if not isinstance(value, datetime):
        # Where a clock is put back at midnight the end of the day is the later one.
        end = datetime.combine(value, time.max, zone).replace(fold=1)
        if not _is_shown(end, zone):
            raise ValueError(f"is a day that {zone.key} does not have")
        return end.astimezone(UTC)
    if value.tzinfo is not None:
        return value.astimezone(UTC)
    local = value.replace(tzinfo=zone)
    if not _is_shown(local, zone):
        raise ValueError(
            f"does not exist in {zone.key}, where the clocks are put forward then: write another "
            "time"
        )
    later = local.replace(fold=1)
    if local.utcoffset() != later.utcoffset():
        raise ValueError(
            f"stands twice in {zone.key}, where the clocks are put back then: write "
            f"{local.isoformat()} or {later.isoformat()}"
        )
    return local.astimezone(UTC)


def read_date(text: str) -> date:
    """A date or a time in ISO 8601. Raises ValueError, in words that go on from the text."""
    try:
        return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(
            "is no date that there is: write 2026-10-14, or 2026-10-14T18:00"
        ) from None


def handed_in_at(text: str, zone: ZoneInfo) -> datetime | None:
    """A time of hand-in, as platforms tell it, as an instant in UTC; None where it is not clear.

    Without a zone it is the course's. One that a clock shows twice is taken for the earlier, which
    favours the student. Letters that mean several zones are understood where they are those of the
    course's zone at that time.
    """
    unclear = _UNCLEAR.fullmatch(text)
    try:
        told = datetime.fromisoformat(unclear["time"] if unclear else text)
    except ValueError:
        return None
    if told.tzinfo is not None:
        return told.astimezone(UTC)
    local = told.replace(tzinfo=zone)
    if unclear and unclear["letters"] != local.tzname():
        local = local.replace(fold=1)
        if unclear["letters"] != local.tzname():
            return None
    return local.astimezone(UTC)


def told(moment: datetime, zone: ZoneInfo) -> str:
    """An instant for a sentence: `2026-10-14 23:59`, in the course's zone."""
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _is_shown(local: datetime, zone: ZoneInfo) -> bool:
    """Whether a clock in `zone` ever shows this time."""
    there = local.astimezone(UTC).astimezone(zone)
    return there.replace(tzinfo=None, fold=0) == local.replace(tzinfo=None, fold=0)
