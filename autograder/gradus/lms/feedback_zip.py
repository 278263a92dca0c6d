"""The students' feedback in a zip that the platform takes back.

Canvas (Assignment, Upload submissions) goes by the numbers of user and file in a file's name, as it
was exported. Moodle (Upload multiple feedback files in a zip) goes by the participant's number in a
folder's name; a team's folder bears the number of the group, which may be a participant's, too.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gradus.gradebook.handed_in import HandedIn
from gradus.lms.matching import Matches
from gradus.lms.roster import Roster, Student, spellings
from gradus.submission.platforms import Upload, read_upload

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that a zip can name: the same marks make the same zip."""
_UNSAFE = re.compile(r"[\x00-\x1f&<>\"`|':\\/_]|\.\.+")
"""What Moodle takes out of a name that becomes a file's, and the sign at which it parts names."""


@dataclass(frozen=True)
class Feedback:
    """Files by name, as the platform takes them; whose they are; who has no place there."""

    files: dict[str, bytes]
    owners: dict[str, str]
    homeless: tuple[str, ...]


def placed_feedback(
    platform: str,
    roster: Roster,
    matches: Matches,
    handed_in: Iterable[HandedIn],
    feedback: Mapping[str, bytes],
    called: str = "feedback.md",
) -> Feedback:
    """Where each student's feedback goes, `called` so. `feedback` is by student.

    Who handed in elsewhere than on `platform` has no place there.
    """
    files: dict[str, bytes] = {}
    owners: dict[str, str] = {}
    homeless = []
    whose: dict[str, list[Student]] = {}
    for student in roster.students:
        if student.row in matches.submissions:
            whose.setdefault(matches.submissions[student.row], []).append(student)
    for one in handed_in:
        if one.student not in feedback:
            continue
        found = _upload(platform, one)
        names = (
            _for_moodle(found, whose.get(one.student, []), called) if platform == "moodle" else ()
        )
        if platform != "moodle" and found:
            names = (_as_exported(*found, called),)
        if not names:
            homeless.append(one.student)
        for name in names:
            files[name] = feedback[one.student]
            owners[name] = one.student
    return Feedback(files, owners, tuple(homeless))


def feedback_zip(files: Mapping[str, bytes]) -> bytes:
    """The files in a zip, the same bytes every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _upload(platform: str, one: HandedIn) -> tuple[str, Upload, bool] | None:
    """The first of a student's files that came from the platform: name, origin, is it a folder."""
    for name in one.files:
        for is_folder in (True, False):
            upload = read_upload(name, is_folder=is_folder)
            # Canvas gives the number of a file to go by, and a typed text has none.
            is_numbered = upload and (upload.is_work or platform != "canvas")
            if upload and is_numbered and upload.origin.platform == platform:
                return name, upload, is_folder
    return None


def _for_moodle(
    found: tuple[str, Upload, bool] | None, students: list[Student], called: str
) -> tuple[str, ...]:
    """A place for each of the students whose work it is: the folder of one, or one for each."""
    if found and len(students) == 1 and _is_own(found[1], students[0]):
        return (_as_exported(*found, called),)
    return tuple(
        f"{_UNSAFE.sub(' ', student.name)}_{student.number('moodle')}"
        f"_assignsubmission_file/{called}"
        for student in students
        if found and student.number("moodle")
    )


def _is_own(upload: Upload, student: Student) -> bool:
    """Whether the number in a folder's name is this participant's, and not a group's."""
    person = upload.origin.people[0]
    if student.number("moodle"):
        return student.number("moodle") == person.number
    return bool(student.spellings & spellings(person.name))


def _as_exported(name: str, upload: Upload, is_folder: bool, called: str) -> str:
    if is_folder:
        return f"{name}/{called}"
    return name.removesuffix(upload.rest) + called
