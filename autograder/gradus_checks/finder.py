"""Python's own way of finding the modules of a folder, with a loader of one's own for sources."""

from importlib.machinery import (
    BYTECODE_SUFFIXES,
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    SourceFileLoader,
    SourcelessFileLoader,
)


def finder_of(folder: str, loader: type[SourceFileLoader]) -> FileFinder:
    """Finds in `folder` what Python would, and has `.py` files loaded by a `loader`."""
    return FileFinder(
        folder,
        (ExtensionFileLoader, EXTENSION_SUFFIXES),
        (loader, SOURCE_SUFFIXES),
        (SourcelessFileLoader, BYTECODE_SUFFIXES),
    )
