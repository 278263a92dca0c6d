"""How learning platforms name what they export, and who they say handed it in: a file each."""

from collections.abc import Collection
from pathlib import Path

from gradus.submission.platforms import blackboard, brightspace, canvas, gradescope, moodle
from gradus.submission.platforms.upload import NOWHERE, Origin, Person, Upload
from gradus_checks.module_names import by_parameter

__all__ = ["NOWHERE", "Origin", "Person", "Platforms", "Upload", "own_name", "read_upload"]


def read_upload(name: str, *, is_folder: bool) -> Upload | None:
    """What a name alone tells; None for one that no platform made."""
    if is_folder:
        return moodle.read(name, is_folder=True) or brightspace.read(name, is_folder=True)
    return (
        moodle.read(name, is_folder=False)
        or brightspace.read(name, is_folder=False)
        or blackboard.read(name, blackboard.NO_RECEIPTS)
        or canvas.read(name)
    )


def own_name(upload: Upload, modules: tuple[str, ...]) -> str:
    """The name that the student gave, for a module without what Canvas adds to a second one."""
    if upload.origin.platform == "canvas":
        plain = canvas.without_suffix(upload.rest)
        return plain if plain in {f"{name}.py" for name in by_parameter(modules)} else upload.rest
    return upload.rest


class Platforms:
    """Reads the entries of one export, with what the platform's own files tell of them."""

    def __init__(self, folder: Path, entries: Collection[Path]) -> None:
        self._origins: dict[str, Origin] = {}
        self.warnings: tuple[str, ...] = ()
        if any(gradescope.is_gradescope_folder(path.name) for path in entries):
            self._origins, warning = gradescope.read_metadata(folder)
            unlisted = [
                path.name
                for path in entries
                if gradescope.is_gradescope_folder(path.name) and path.name not in self._origins
            ]
            if not warning and unlisted:
                warning = gradescope.told_unlisted(folder, unlisted)
            self.warnings = (warning,) if warning else ()
        self._receipts = blackboard.read_receipts(entries)

    def read(self, name: str, *, is_folder: bool) -> Upload | None:
        """What is known of an entry; None for one that no platform made."""
        if is_folder and gradescope.is_gradescope_folder(name):
            return gradescope.read(name, self._origins)
        if not is_folder and self._receipts.by_name:
            upload = blackboard.read(name, self._receipts)
            if upload:
                return upload
        return read_upload(name, is_folder=is_folder)
