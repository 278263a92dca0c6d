"""Import modules of a large package without all that the package imports for itself.

`import otter` brings nbconvert, pandas and Jupyter, which takes half a second in every process that
judges; what a `results.json` is made of needs none of them.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType


def import_from_bare(packages: Sequence[str], modules: Sequence[str]) -> bool:
    """Import the `modules`, with the `packages` that they are in empty but for their modules.

    Whether that was possible: if a package is imported already, or a module needs more than that,
    nothing is changed. The packages must not be imported whole afterwards, as their modules would
    not be the same.
    """
    before = set(sys.modules)
    if not before.isdisjoint(packages):
        return False
    try:
        with _bare(packages):
            for name in modules:
                import_module(name)
    except (ImportError, AttributeError):
        for name in set(sys.modules) - before:
            if name.partition(".")[0] in packages:
                del sys.modules[name]
        return False
    return True


@contextmanager
def _bare(packages: Sequence[str]) -> Iterator[None]:
    try:
        for name in packages:
            sys.modules[name] = _empty(name)
        yield
    finally:
        for name in packages:
            sys.modules.pop(name, None)


def _empty(name: str) -> ModuleType:
    spec = find_spec(name)
    if spec is None or spec.submodule_search_locations is None:
        raise ModuleNotFoundError(f"there is no package {name}", name=name)
    package = ModuleType(name)
    package.__path__ = list(spec.submodule_search_locations)
    package.__spec__ = spec
    return package
