"""The files that a worker may read beside the submission: what Python and its packages need."""

import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import gradus

_SYSTEM = Path("/usr")

_BY_PIP = Path("/usr/local/lib")
"""Where pip installs to with the system's own Python, on Debian."""

_DATA = (
    "/etc/ld.so.cache",
    "/usr/lib/locale",
    "/usr/share/locale",
    "/usr/share/fonts",  # Matplotlib's own are among its files, and it looks for others.
    "/usr/local/share/fonts",
    "/usr/share/matplotlib",  # Where Debian keeps them.
)


def needed_paths() -> tuple[Path, ...]:
    """Files and folders without which no module could be imported, or would not do its work.

    Of the system that is little: programs, headers, documentation and other languages are not.
    """
    return tuple(sorted({path.resolve() for path in needed_names() if path.exists()}))


def needed_names() -> frozenset[Path]:
    """The same, there or not, by the names that they are looked for by, links among them."""
    source = Path(gradus.__file__).resolve().parent.parent
    paths = {source / "gradus", source / "gradus_checks", *_python(), *_libraries()}
    zones = str(sysconfig.get_config_var("TZPATH") or "/usr/share/zoneinfo").split(":")
    return frozenset(paths | {Path(path) for path in (*_DATA, *zones)})


def prefixes() -> frozenset[Path]:
    """Of this Python, and of the one that its virtual environment was made from."""
    return frozenset(Path(prefix).resolve() for prefix in (sys.prefix, sys.base_prefix))


def _python() -> Iterator[Path]:
    """The standard library and what is installed, but nothing of a user's or a project's own."""
    installed = [Path(path).resolve() for path in sys.path if path]
    named = [Path(path).resolve() for path in sysconfig.get_paths().values()]
    for prefix in prefixes():
        if prefix.is_relative_to(_SYSTEM):
            for folder in (prefix / "lib", prefix / "lib64", _BY_PIP):
                yield from (path for path in installed if path.is_relative_to(folder))
            yield from (path for path in named if path.is_relative_to(prefix / "lib"))
        else:
            # It is Python's alone, with the shared libraries that came along.
            yield from (prefix / "lib", prefix / "lib64", prefix / "share" / "zoneinfo")


def _libraries() -> Iterator[Path]:
    """Where shared libraries lie: in a folder of the processor's, if the system has such."""
    name = sysconfig.get_config_var("MULTIARCH")
    own = [Path(folder, name) for folder in ("/usr/lib", "/lib") if name]
    found = [path for path in own if path.is_dir()]
    yield from found or (Path("/usr/lib"), Path("/lib"))
    yield from (Path("/usr/lib64"), Path("/lib64"))
    libpython = sysconfig.get_config_var("LIBDIR")
    if libpython and Path(libpython) != Path("/usr/lib"):
        yield Path(libpython)
