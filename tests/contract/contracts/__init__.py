"""All contracts of the proxies, by topic."""

from contracts import arrays, calls, changes, exceptions, iteration, objects, refusals, values

ALL = (
    *arrays.contract,
    *calls.contract,
    *changes.contract,
    *exceptions.contract,
    *iteration.contract,
    *objects.contract,
    *refusals.contract,
    *values.contract,
)

__all__ = ["ALL"]
