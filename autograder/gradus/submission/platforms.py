"""How learning platforms name what they export, and who they say handed it in.

Canvas: `lovelaceada_LATE_12345_67890_losses.py`, with the numbers of the user and of the file.
Moodle: a folder `Ada Lovelace_12345_assignsubmission_file`, before 4.1 with `_` at its end, or a
file `Ada Lovelace_12345_assignsubmission_file_losses.py`; the number is the participant's.
Gradescope: folders `submission_123`, and who they belong to in `submission_metadata.yml`.
"""

import re
from dataclasses import dataclass

_CANVAS = re.compile(
    r"(?P<name>[^_].*?)_(?P<late>LATE_)?(?P<person>[0-9]+)_(?P<file>[0-9]+)_(?P<rest>.+)", re.DOTALL
)
_MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<person>[0-9]+)_assignsubmission_(?P<kind>[a-z]+)(?:_(?P<rest>.*))?",
    re.DOTALL,
)


@dataclass(frozen=True)
class Person:
    """Somebody as a platform knows them; what it does not tell is empty.

    `number` is the platform's own: the user's in Canvas, the participant's in Moodle.
    """

    name: str = ""
    number: str = ""
    email: str = ""


@dataclass(frozen=True)
class Origin:
    """Where a submission comes from: `platform` is "canvas", "moodle", "gradescope" or nothing.

    `people` are those who handed it in together.
    """

    platform: str = ""
    people: tuple[Person, ...] = ()
    late: bool = False


NOWHERE = Origin()
"""The origin of what no platform exported."""


@dataclass(frozen=True)
class Upload:
    """What the name of an exported file or folder tells.

    `rest` is the name that the student gave, empty for a folder; `order` grows with the time of
    the upload where the platform numbers files; `is_work` is false for a text typed into a form.
    """

    origin: Origin
    student: str
    rest: str
    order: int = 0
    is_work: bool = True


def read_upload(name: str, *, is_folder: bool) -> Upload | None:
    """What a name tells; None for one that no platform made.

    The student's number is part of the student's name here: two may be called the same.
    """
    moodle = _MOODLE.fullmatch(name)
    if moodle and bool(moodle["rest"]) is not is_folder:
        return Upload(
            Origin("moodle", (Person(moodle["name"], moodle["person"]),)),
            f"{moodle['name']}_{moodle['person']}",
            moodle["rest"] or "",
            is_work=moodle["kind"] == "file",
        )
    canvas = None if is_folder else _CANVAS.fullmatch(name)
    if canvas:
        return Upload(
            Origin("canvas", (Person(canvas["name"], canvas["person"]),), bool(canvas["late"])),
            f"{canvas['name']}_{canvas['person']}",
            canvas["rest"],
            order=int(canvas["file"]),
        )
    return None
