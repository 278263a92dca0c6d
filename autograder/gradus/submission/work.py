"""One student's work as it lies on disk."""

from dataclasses import dataclass
from pathlib import Path

from gradus.submission.platforms import NOWHERE, Origin


@dataclass(frozen=True)
class Remark:
    """What a person should know of how a submission was chosen; `act`: look at it."""

    text: str
    act: bool


@dataclass(frozen=True, slots=True)  # else pickle leaves each a dictionary
class Submission:
    """One student's work as found on disk, not yet opened.

    `student` is an id that is safe as a file name; `path` a folder, a zip or the first of the
    student's single files; `files` all of these, else just `path`; `names` what the student called
    each of them, empty for a folder or a zip; `superseded` the names of attempts that do not count,
    oldest first, fit to be shown; `origin` what the learning platform tells of it; `remarks` are on
    the choice between several things that were handed in.
    """

    student: str
    path: Path
    files: tuple[Path, ...]
    superseded: tuple[str, ...]
    origin: Origin = NOWHERE
    names: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
