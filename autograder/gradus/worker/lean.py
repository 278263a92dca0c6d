"""Imports NumPy, and spares a template a fifth of its start.

Collecting garbage while a thousand lasting objects are made finds none, the docstrings that NumPy
attaches to its functions one call at a time are not read in a worker, and of all the type aliases
that its own annotations need, a student's code needs few. A NumPy that keeps these elsewhere starts
as usual.
"""

import gc
import sys
from types import ModuleType

_DOCSTRINGS = ("numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars")
_TYPES = "numpy._typing"


class _AnyType(ModuleType):
    """Has every name, which stands for a type with any parameters."""

    def __getattr__(self, _name: str) -> type:
        return list


gc.disable()
sys.modules.update({name: ModuleType(name) for name in _DOCSTRINGS})
sys.modules[_TYPES] = _AnyType(_TYPES)

import numpy  # noqa: E402

# Who imports numpy.typing later gets the real one.
del sys.modules[_TYPES]
numpy.__dict__.pop("_typing", None)
