"""Canvas: Assignment, Download submissions.

As canvas-lms writes it (ContentZipper at 05e9653): `lovelaceada_LATE_12345_67890_losses.py`,
with the name as it is sorted by, in small letters and without whatever is no letter, digit or `_`,
the numbers of the user and of the file, and the file's name. Graded anonymously:
`LATE_anon_x7Kq2_67890_losses.py`. A text or a link typed into the form:
`lovelaceada_12345_text.html` and `_link.html`. In the work of a group the name is the group's, the
number that of one member. Who uploads a second file of a name gets `losses-1.py`. No name tells
the time.
"""

import re

from gradus.submission.platforms.upload import Origin, Person, Upload

_ANONYMOUS = r"(?P<late>LATE_)?anon_(?P<anonymous>[0-9A-Za-z]{4,})"
_NAMED = r"(?P<name>.*?)_(?P<late>LATE_)?(?P<person>[0-9]+)"
_FILE = r"_(?P<file>[0-9]+)_(?P<rest>.+)"
_TYPED = r"_(?P<rest>(?:text|link)\.html)"
# In this order: a file may be called text.html, and nobody's name is sorted as "anon".
_FORMS = tuple(
    re.compile(who + what, re.DOTALL) for what in (_FILE, _TYPED) for who in (_ANONYMOUS, _NAMED)
)
_AGAIN = re.compile(r"(?P<stem>.+)-[0-9]+(?P<suffix>\.[^.]+)", re.DOTALL)


def read(name: str) -> Upload | None:
    """What the name of a file tells; None for one that Canvas did not make."""
    found = next((match for form in _FORMS if (match := form.fullmatch(name))), None)
    if found is None:
        return None
    told = found.groupdict()
    anonymous = told.get("anonymous")
    person = Person(number=anonymous) if anonymous else Person(told["name"], told["person"])
    return Upload(
        Origin("canvas", (person,), late=bool(told["late"])),
        f"anon_{anonymous}" if anonymous else f"{told['name']}_{told['person']}",
        told["rest"],
        order=int(told.get("file") or 0),
        is_work="file" in told,
    )


def without_suffix(name: str) -> str:
    """The name that the student gave: `losses.py` for `losses-1.py`."""
    again = _AGAIN.fullmatch(name)
    return again["stem"] + again["suffix"] if again else name
