"""What a platform tells of a file that it exports: whose it is, which attempt, from when."""

from dataclasses import dataclass

from gradus.submission.names import Attempt


@dataclass(frozen=True)
class Person:
    """Somebody, or a team, as a platform knows them; what it does not tell is empty.

    `number` is the platform's own: the user's in Canvas, the participant's or the team's in Moodle.
    `login` is the name by which they log in.
    """

    name: str = ""
    number: str = ""
    email: str = ""
    login: str = ""


@dataclass(frozen=True)
class Origin:
    """Where a submission comes from: `platform` is "canvas", "moodle", … or nothing.

    `people` are those who handed it in together. `time` is when, in ISO 8601 where that can be
    read, else in the platform's words; `source` is what tells it: "name", "metadata", "worksheet",
    "receipt", "push" or "commit".
    """

    platform: str = ""
    people: tuple[Person, ...] = ()
    late: bool = False
    time: str = ""
    source: str = ""


NOWHERE = Origin()
"""The origin of what no platform exported."""


@dataclass(frozen=True)
class Upload:
    """What the name of an exported file or folder tells.

    `student` tells submissions apart, `rest` is the name that the student gave, empty for a folder.
    Of several attempts the highest counts, of several files of one name the one with the highest
    `order`. `is_work` is false for a text typed into a form, and for the platform's own receipt.
    """

    origin: Origin
    student: str
    rest: str
    attempt: Attempt = ()
    order: int = 0
    is_work: bool = True
