"""Imported before NumPy, this spares a template a sixth of its start.

Collecting garbage while a thousand lasting objects are made finds none, and the docstrings that
NumPy attaches to its functions one call at a time are not read in a worker. A NumPy that keeps
them elsewhere starts as usual.
"""

import gc
import sys
from types import ModuleType

_DOCSTRINGS = ("numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars")

gc.disable()
sys.modules.update({name: ModuleType(name) for name in _DOCSTRINGS})
