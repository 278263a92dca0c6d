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
    r"(?: \(?(?P<zone>[A-Z]{2,5}|Z|(?:UTC|GMT)?[+-][0-9]{1,2}(?::?[0-9]{2})?)\)?)?"
)
# What the time zone database knows one meaning of. CST is also China's, IST India's and Israel's.
_ZONES = {
    **{"z": 0, "utc": 0, "gmt": 0, "wet": 0, "west": 1, "cet": 1, "mez": 1, "cest": 2, "mesz": 2},
    **{
        "eet": 2,
        "eest": 3,
        "edt": -4,
        "mdt": -6,
        "pdt": -7,
        "est": -5,
        "mst": -7,
        "akdt": -8,
        "hst": -10,
        "jst": 9,
    },
    **{"aest": 10, "aedt": 11, "awst": 8, "nzst": 12, "nzdt": 13, "sast": 2, "hkt": 8, "wib": 7},
}
_OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>[0-9]{1,2}):?(?P<minutes>[0-9]{2})?")
_FORMS = tuple(
    re.compile(rf"(?:[^\W\d]+,? )?{date},? {_CLOCK}", re.IGNORECASE)
    for date in (
        r"(?P<day>[0-9]{1,2})\.? (?:de )?(?P<month>[^\W\d]+)[.,]? (?:de )?(?P<year>[0-9]{4})",
        r"(?P<month>[^\W\d]+)\.? (?P<day>[0-9]{1,2}),? (?P<year>[0-9]{4})",
    )
)
_STAMP = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})[ T-]"
    r"(?P<hour>[0-9]{2})[:-](?P<minute>[0-9]{2})[:-](?P<second>[0-9]{2})(?P<zone>Z|[+-][0-9:]+)?"
)


def read_time(text: str) -> str:
    """The time in ISO 8601; empty if it is not clear.

    Most platforms print the local time and no zone, and none is made up. One that is printed stays:
    as an offset, or, where its letters mean several, behind a space as it was.

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
        time = datetime(year, month, day, hour, minute, second).isoformat()
    except ValueError:
        return ""
    return time + _offset(told.get("zone") or "")


def _offset(zone: str) -> str:
    """`+02:00`; for letters of several meanings these, behind a space."""
    hours = _ZONES.get(zone.casefold())
    if hours is not None:
        return f"{hours:+03}:00"
    found = _OFFSET.fullmatch(zone.upper())
    if found:
        return f"{found['sign']}{int(found['hours']):02}:{found['minutes'] or '00'}"
    return zone and f" {zone}"


def _month(name: str) -> int:
    """1 to 12; 0 for no month."""
    if name.isdecimal():
        return int(name)
    name = name.casefold()
    return next((_MONTHS[name[:end]] for end in (4, 3) if name[:end] in _MONTHS), 0)
