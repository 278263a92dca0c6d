"""Times as platforms write them, in ISO 8601."""

import re
from datetime import datetime

# By their beginnings, in English and in what Moodle is often run in: German, French, Spanish,
# Italian, Portuguese, Dutch. In other languages the words of the platform are kept.
_MONTHS = {
    **{"jan": 1, "jän": 1, "ene": 1, "gen": 1, "feb": 2, "fév": 2, "fev": 2},
    **{"mar": 3, "mär": 3, "maa": 3, "apr": 4, "avr": 4, "abr": 4, "mai": 5, "may": 5, "mag": 5},
    **{"mei": 5, "jun": 6, "juin": 6, "giu": 6, "jul": 7, "juil": 7, "lug": 7, "aug": 8, "aoû": 8},
    **{"ago": 8, "sep": 9, "set": 9, "oct": 10, "okt": 10, "ott": 10, "out": 10, "nov": 11},
    **{"dec": 12, "dez": 12, "déc": 12, "dic": 12},
}
_CLOCK = (
    r"(?P<hour>[0-9]{1,2}):?(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?(?: ?(?P<half>[AP])M)?"
    r"(?: [A-Z]{2,4}T| UTC)?"
)
_FORMS = tuple(
    re.compile(rf"(?:[^\W\d]+,? )?{date},? {_CLOCK}", re.IGNORECASE)
    for date in (
        r"(?P<day>[0-9]{1,2})\.? (?:de )?(?P<month>[^\W\d]+)[.,]? (?:de )?(?P<year>[0-9]{4})",
        r"(?P<month>[^\W\d]+)\.? (?P<day>[0-9]{1,2}),? (?P<year>[0-9]{4})",
    )
)
_STAMP = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})[ T-]"
    r"(?P<hour>[0-9]{2})[:-](?P<minute>[0-9]{2})[:-](?P<second>[0-9]{2})"
)


def read_time(text: str) -> str:
    """The time in ISO 8601, without a zone as platforms do not tell it; empty if it is not clear.

    `Oct 3, 2026 1159 PM`, `Wednesday, 1 October 2025, 11:59 PM`, `2026-10-03-23-59-00`, and in some
    languages, as `Mittwoch, 1. Oktober 2025, 23:59`.
    """
    plain = " ".join(text.split())
    for form in (*_FORMS, _STAMP):
        found = form.fullmatch(plain)
        if found:
            return _iso(found.groupdict())
    return ""


def order_of(time: str) -> tuple[int, ...]:
    """A time in ISO 8601 as an attempt's number; () if there is none."""
    digits = re.sub(r"\D", "", time[:19])
    return (int(digits),) if digits else ()


def _iso(told: dict[str, str | None]) -> str:
    parts = ("year", "day", "hour", "minute", "second")
    year, day, hour, minute, second = (int(told.get(part) or 0) for part in parts)
    half = (told.get("half") or "").upper()
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "P" else 0)
    try:
        month = _month(told["month"] or "")
        return datetime(year, month, day, hour, minute, second).isoformat()
    except ValueError:
        return ""


def _month(name: str) -> int:
    """1 to 12; 0 for no month."""
    if name.isdecimal():
        return int(name)
    name = name.casefold()
    return next((_MONTHS[name[:end]] for end in (4, 3) if name[:end] in _MONTHS), 0)
