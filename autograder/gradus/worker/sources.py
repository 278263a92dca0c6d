"""A submission's modules are compiled once: what came of it is kept for who looks through it."""

import sys
from importlib.machinery import SourceFileLoader
from types import CodeType

from gradus_checks.finder import finder_of


class _Keeping(SourceFileLoader):
    """Python's own, but asked for a module's code again it gives what has been run."""

    _code: CodeType | None = None

    def get_code(self, fullname: str) -> CodeType | None:
        if self._code is None:
            self._code = super().get_code(fullname)
        return self._code


def look_in(folder: str) -> None:
    """Have modules looked for in `folder` first, as Python would, and keep what they compile to.

    Those within packages are compiled again where they are asked for.
    """
    sys.path.insert(0, folder)
    sys.path_importer_cache[folder] = finder_of(folder, _Keeping)
