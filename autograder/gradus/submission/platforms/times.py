"""Times as platforms write them, in ISO 8601."""

import re
from datetime import datetime

# English alone: in other languages the words of the platform are kept.
_FORMS = (
    *("%b %d, %Y %I%M %p", "%B %d, %Y %I%M %p", "%b %d, %Y %H%M", "%B %d, %Y %H%M"),
    *("%d %b, %Y %H%M", "%d %B, %Y %H%M", "%d %b, %Y %I%M %p", "%d %B, %Y %I%M %p"),
    *("%d %B %Y, %I:%M %p", "%d %B %Y, %H:%M", "%B %d, %Y %I:%M:%S %p", "%d %B %Y %H:%M:%S"),
    *("%B %d, %Y %H:%M:%S", "%d %B %Y %I:%M:%S %p", "%Y-%m-%d-%H-%M-%S", "%Y-%m-%d %H:%M:%S"),
)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+", re.IGNORECASE)
_ZONE = re.compile(r"\s+(?:UTC|GMT|[A-Z]{2,4}T)$")


def read_time(text: str) -> str:
    """The time in ISO 8601, without a zone as platforms do not tell it; empty if it is not clear.

    `Oct 3, 2026 1159 PM`, `Wednesday, 1 October 2025, 11:59 PM`, `2026-10-03-23-59-00`.
    """
    plain = _ZONE.sub("", _WEEKDAY.sub("", " ".join(text.split())))
    for form in _FORMS:
        try:
            return datetime.strptime(plain, form).isoformat()
        except ValueError:
            continue
    return ""


def order_of(time: str) -> tuple[int, ...]:
    """A time in ISO 8601 as an attempt's number; () if there is none."""
    digits = re.sub(r"\D", "", time[:19])
    return (int(digits),) if digits else ()
