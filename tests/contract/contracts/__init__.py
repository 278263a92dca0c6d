"""All contracts of the proxies, by topic."""

from contract.contracts import (
    arrays,
    calls,
    changes,
    exceptions,
    iteration,
    objects,
    refusals,
    training,
    values,
)

ALL = (
    *arrays.contract,
    *calls.contract,
    *changes.contract,
    *exceptions.contract,
    *iteration.contract,
    *objects.contract,
    *refusals.contract,
    *training.contract,
    *values.contract,
)

__all__ = ["ALL"]
