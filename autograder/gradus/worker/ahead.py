"""Compile a submission once, so that its forks need only run it.

Compiling runs nothing of the student's. It is done by a template that serves this one submission
from inside its sandbox, never by one that is shared.
"""

import os
import sys
from importlib.machinery import (
    EXTENSION_SUFFIXES,
    SOURCE_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    SourceFileLoader,
)
from types import CodeType


def compile_ahead(folder: str) -> None:
    """Let this process and its forks import the modules in `folder` without compiling them.

    A module that does not compile is left for the fork to stumble over, whose business it is.
    """
    codes: dict[str, CodeType] = {}
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if name.endswith(".py") and os.path.isfile(path):
            try:
                with open(path, "rb") as source:
                    codes[path] = compile(source.read(), path, "exec", dont_inherit=True)
            except Exception:
                continue

    class Loader(SourceFileLoader):
        def get_code(self, fullname: str) -> CodeType | None:
            return codes.get(self.path) or super().get_code(fullname)

    sys.path_importer_cache[folder] = FileFinder(
        folder, (ExtensionFileLoader, EXTENSION_SUFFIXES), (Loader, SOURCE_SUFFIXES)
    )
