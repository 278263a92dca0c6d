"""The students' feedback in a zip that the platform takes back.

Canvas (Assignment, Upload submissions) goes by the numbers of user and file in a file's name,
Moodle (Upload multiple feedback files in a zip) by the folder's name: both as they were exported.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping

from gradus.gradebook.handed_in import HandedIn
from gradus.submission.platforms import Upload, read_upload

_EPOCH = (1980, 1, 1, 0, 0, 0)
_NAME = "feedback.md"


def feedback_zip(
    platform: str, handed_in: Iterable[HandedIn], feedback: Mapping[str, bytes]
) -> tuple[bytes, tuple[str, ...]]:
    """The zip, and the students whose feedback has no place in it.

    `feedback` is by student. Who handed in elsewhere than on `platform` has no place there.
    """
    buffer = io.BytesIO()
    homeless = []
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in handed_in:
            if one.student not in feedback:
                continue
            name = _place(platform, one)
            if name is None:
                homeless.append(one.student)
                continue
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, feedback[one.student], zipfile.ZIP_DEFLATED)
    return buffer.getvalue(), tuple(homeless)


def _place(platform: str, one: HandedIn) -> str | None:
    for name in one.files:
        for is_folder in (True, False):
            upload = read_upload(name, is_folder=is_folder)
            if upload and upload.origin.platform == platform:
                return _named(name, upload, is_folder=is_folder)
    return None


def _named(name: str, upload: Upload, *, is_folder: bool) -> str:
    if is_folder:
        return f"{name}/{_NAME}"
    return name.removesuffix(upload.rest) + _NAME
