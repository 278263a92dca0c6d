"""A submission as bytes, to be judged on another machine just as it lies on this one."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path, PurePosixPath

from gradus.submission.archive import is_archive
from gradus.submission.fingerprint import content_of
from gradus.submission.limits import DEFAULT_LIMITS, SizeLimits
from gradus.submission.walk import Node, walk
from gradus.submission.work import Submission

_ARCHIVES = 4  # as many are opened
_CLOSED = 0  # the rights of what cannot be read here: it cannot be there either


@dataclass(frozen=True)
class Packed:
    """A submission whose paths mean nothing, and what lies there: top folders and files first."""

    submission: Submission
    nodes: tuple["PackedNode", ...] = field(repr=False)


@dataclass(frozen=True)
class PackedNode:
    """A file, folder or link: below which of the tops it is, its path, kind, size and content.

    Of what is too large to be read the content is cut, and the size is what it was. `mode` is 0
    where it could not be looked at or read. `changed`, in nanoseconds, decides between copies.
    """

    top: int
    path: bytes
    mode: int
    size: int
    changed: int
    content: bytes = field(repr=False)


def pack(submission: Submission, limits: SizeLimits = DEFAULT_LIMITS) -> Packed:
    """Read it as far as staging would. Links stay links. Never raises over what was handed in."""
    found = [
        (top, node) for top, file in enumerate(submission.files) for node in _nodes(file, limits)
    ]
    contents: dict[Path, bytes | None] = {}
    left = _ARCHIVES * limits.archive_bytes
    for _, node in sorted(found, key=_precedence):
        most = _most(node, limits)
        wanted = 0 < node.size <= min(most, left)
        contents[node.path] = content_of(node.path, node.mode, node.size) if wanted else b""
        left -= len(contents[node.path] or b"")
    nodes = []
    for top, node in found:
        content = contents[node.path]
        name = os.fsencode(Path(submission.files[top].name) / node.inside)
        mode = _CLOSED if content is None else node.mode
        nodes.append(PackedNode(top, name, mode, node.size, node.changed, content or b""))
    return Packed(submission, tuple(nodes))


def _precedence(found: tuple[int, Node]) -> tuple[bool, int]:
    """Modules before data, and small before large."""
    node = found[1]
    return node.path.suffix != ".py", node.size


def _most(node: Node, limits: SizeLimits) -> int:
    """How large it may be to be read at all."""
    if is_archive(node.path):
        return limits.archive_bytes
    return limits.module_bytes if node.path.suffix == ".py" else limits.file_bytes


def unpack(packed: Packed, folder: Path) -> Submission:
    """Put it into the empty `folder`. Raises OSError where that cannot be written."""
    for node in packed.nodes:
        _make(folder / str(node.top) / os.fsdecode(node.path), node)
    # Last and from within, as making a file changes its folder, and a closed one takes none.
    for node in reversed(packed.nodes):
        place = folder / str(node.top) / os.fsdecode(node.path)
        if not stat.S_ISLNK(node.mode):
            os.utime(place, ns=(node.changed, node.changed))
        if node.mode == _CLOSED:
            place.chmod(_CLOSED)
    files = tuple(folder / str(top) / file.name for top, file in enumerate(packed.submission.files))
    return replace(packed.submission, path=files[0], files=files)


def _nodes(file: Path, limits: SizeLimits) -> Iterator[Node]:
    """`file` itself, whose path inside is empty, and all that counts below it."""
    try:
        found = file.lstat()
    except OSError:
        yield Node(file, PurePosixPath(), 0, 0, 0)
        return
    yield Node(file, PurePosixPath(), found.st_mode, found.st_size, found.st_mtime_ns)
    if not stat.S_ISDIR(found.st_mode):
        return
    nodes = tuple(islice(walk(file, limits.entries), limits.entries + 1))
    if len(nodes) > limits.entries:
        # It is refused for being so many files, whatever they hold.
        nodes = tuple(replace(node, size=0) for node in nodes)
    yield from nodes


def _make(place: Path, node: PackedNode) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if stat.S_ISDIR(node.mode):
        place.mkdir(exist_ok=True)
    elif stat.S_ISLNK(node.mode):
        place.symlink_to(os.fsdecode(node.content))
    elif node.mode == _CLOSED and place.is_dir():
        return  # That it cannot be listed was found after it.
    elif stat.S_ISREG(node.mode) or node.mode == _CLOSED:
        place.write_bytes(node.content)
        os.truncate(place, max(node.size, len(node.content)))  # what is cut takes no room
    else:
        os.mkfifo(place)  # Whatever it was, it is neither a file nor a folder.
