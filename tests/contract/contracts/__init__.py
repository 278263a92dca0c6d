"""All contracts of the proxies, by topic."""

from importlib.util import find_spec

from contract.contracts import (
    arrays,
    calls,
    changes,
    exceptions,
    frames,
    iteration,
    objects,
    refusals,
    training,
    values,
)

if find_spec("scipy") is not None:
    from contract.contracts.sparse import contract as sparse
else:
    sparse = ()  # Installed with the extra dev; whoever tests without it tests all else.

ALL = (
    *arrays.contract,
    *calls.contract,
    *changes.contract,
    *exceptions.contract,
    *frames.contract,
    *iteration.contract,
    *objects.contract,
    *refusals.contract,
    *sparse,
    *training.contract,
    *values.contract,
)

__all__ = ["ALL"]
