"""All contracts of the proxies, by topic."""

from importlib.util import find_spec

from contract.contracts import (
    arrays,
    calls,
    changes,
    effects,
    exceptions,
    frames,
    functions,
    iteration,
    methods,
    objects,
    refusals,
    training,
    values,
)
from contract.contracts.registry import Contract

SPARSE: tuple[
    Contract, ...
] = ()  # SciPy comes with the extra dev; whoever tests without it tests all else.
if find_spec("scipy") is not None:
    from contract.contracts.sparse import contract as sparse

    SPARSE = (*sparse,)

ALL = (
    *arrays.contract,
    *calls.contract,
    *changes.contract,
    *effects.contract,
    *exceptions.contract,
    *frames.contract,
    *functions.contract,
    *iteration.contract,
    *methods.contract,
    *objects.contract,
    *refusals.contract,
    *SPARSE,
    *training.contract,
    *values.contract,
)

__all__ = ["ALL"]
