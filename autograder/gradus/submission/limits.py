"""How large a submission may be."""

from dataclasses import dataclass, field

from gradus_checks.own_files import LARGEST, MOST, Room

MB = 1_000_000  # as students and platforms count


@dataclass(frozen=True)
class SizeLimits:
    """The most that is unpacked and copied; the defaults are far above any honest homework.

    `room` is for all files together.

    Of files beside the modules `files` are read, and no more than `total_bytes` together: what is
    beyond is left out, and the modules are judged. `entries` are looked through, files and folders,
    to find them; what asks for more of us is not opened at all: a larger listing, a zip of more
    than `archive_bytes`, or one that unpacks to more than `ratio` times its size.
    """

    files: int = MOST
    total_bytes: int = 20 * MB
    file_bytes: int = LARGEST
    module_bytes: int = 1 * MB
    room: Room = field(default_factory=Room)
    depth: int = 20
    path_bytes: int = 1000
    archive_bytes: int = 64 * MB
    entries: int = 20_000
    ratio: int = 200


DEFAULT_LIMITS = SizeLimits()


def in_megabytes(size: int) -> str:
    """A size for people: `5 MB`, `0.3 MB`, `10,000 MB`, and `64 kB` below 0.1 MB."""
    if 0 < size < MB / 10:
        return f"{size / 1000:,.0f} kB" if size >= 1000 else f"{size} B"
    megabytes = size / MB
    return f"{megabytes:,.0f} MB" if megabytes >= 1 and size % MB == 0 else f"{megabytes:,.1f} MB"
