"""The files of a submission before they are read, wherever they lie: in a folder, loose, zipped."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from stat import S_ISDIR

from gradus.errors import SubmissionError
from gradus.submission.limits import SizeLimits, in_megabytes
from gradus.submission.names import shown
from gradus.submission.walk import check_kind, read_regular, unreadable, walk
from gradus_checks.own_files import Room


@dataclass(frozen=True)
class Item:
    """One regular file: its path inside the submission, its declared size, how to read it.

    `read(most)` gives up to `most` bytes; it raises SubmissionError where it cannot. `called` is
    the path that the student gave it, where that is another.
    """

    path: PurePosixPath
    size: int
    read: Callable[[int], bytes]
    called: PurePosixPath | None = None


def loose_item(path: Path, inside: PurePosixPath) -> Item:
    """A single file. Raises SubmissionError for a link, a device or an unreadable file."""
    try:
        found = path.lstat()
    except OSError as error:
        raise unreadable(path.name, error.strerror) from error
    check_kind(found.st_mode, path.name)
    return Item(inside, found.st_size, lambda most: read_regular(path, inside, most))


def folder_items(folder: Path, limits: SizeLimits) -> tuple[Item, ...]:
    """The files of a folder.

    Raises SubmissionError for too many of them, for links, devices, and what cannot be read.
    """
    items = []
    for count, node in enumerate(walk(folder, limits.entries), start=1):
        if count > limits.entries:
            raise too_many(limits)
        check_path(node.inside, limits)
        if node.mode == 0:
            raise unreadable(node.inside if node.inside.parts else folder.name, "no permission")
        if not S_ISDIR(node.mode):
            items.append(loose_item(node.path, node.inside))
    return tuple(items)


def check_path(path: PurePosixPath, limits: SizeLimits) -> None:
    """Raise SubmissionError for a path that no file system would take."""
    encoded = str(path).encode("utf-8", "surrogatepass")
    longest = max((len(part.encode("utf-8", "surrogatepass")) for part in path.parts), default=0)
    if len(path.parts) > limits.depth or len(encoded) > limits.path_bytes or longest > 255:
        raise SubmissionError(
            f"{shown(path)}: this name is too long or too deep in folders. "
            "Move your modules into one folder with a short name."
        )


def fitting(
    items: tuple[Item, ...], asked: Collection[PurePosixPath], limits: SizeLimits, wanted: str
) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """Those that are within the limits by what they say of themselves, and the others.

    All that is at a path that is `asked` for is taken, or SubmissionError raised; then Python
    source comes before data, and what lies higher before what lies deeper. `wanted` names the
    modules, for the cure.
    """
    taken: list[Item] = []
    left_out: list[Item] = []
    left = limits.total_bytes
    for item in sorted(items, key=partial(_precedence, asked)):
        large = item.size > limit_of(item, limits)
        if item.path in asked and large:
            raise too_large(item, limits, wanted)
        if item.path not in asked and (large or len(taken) >= limits.files or item.size > left):
            left_out.append(item)
        else:
            left -= item.size
            taken.append(item)
    return tuple(taken), tuple(left_out)


def _precedence(
    asked: Collection[PurePosixPath], item: Item
) -> tuple[bool, bool, int, PurePosixPath]:
    path = item.path
    return path not in asked, path.suffix != ".py", len(path.parts), path


def read_items(items: tuple[Item, ...], limits: SizeLimits, wanted: str) -> dict[Item, bytes]:
    """Read files, counting what really comes: a declared size may lie. Raises SubmissionError."""
    contents: dict[Item, bytes] = {}
    left = limits.total_bytes
    for item in items:
        content = item.read(min(limit_of(item, limits), left) + 1)
        if len(content) > min(limit_of(item, limits), left):
            raise too_large(item, limits, wanted)
        left -= len(content)
        contents[item] = content
    return contents


def limit_of(item: Item, limits: SizeLimits) -> int:
    """The most bytes this file may have."""
    return limits.module_bytes if item.path.suffix == ".py" else limits.file_bytes


def too_many(limits: SizeLimits) -> SubmissionError:
    """The error for a submission of more files than can be looked through for the modules."""
    return SubmissionError(
        f"The submission holds more than {limits.entries:,} files and folders, which is too "
        "many to look through. Hand in only the folder with your modules."
    )


def too_large(item: Item, limits: SizeLimits, wanted: str) -> SubmissionError:
    """The error for one file that is too large."""
    return SubmissionError(
        f"{shown(item.path)} is too large ({in_megabytes(item.size)}; at most "
        f"{in_megabytes(limit_of(item, limits))} for such a file). Hand in only {wanted}."
    )


def too_much_source(size: int, room: Room, wanted: str) -> SubmissionError:
    """The error for modules that are larger together than any work is."""
    cure = "Move tables of numbers into a data file, and leave" if room.is_for_data else "Leave"
    return SubmissionError(
        f"Too large: {wanted}, {in_megabytes(size)} together; at most "
        f"{in_megabytes(room.of_source)} of Python source are accepted. {cure} out what the tasks "
        "do not ask for."
    )
