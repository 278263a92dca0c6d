"""What workers and the run tell each other, besides jobs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gradus.cluster.luggage import Parcel

DIED = "its grading process died before the first submission, perhaps because memory ran out"


@dataclass(frozen=True)
class Report:
    """How far a worker is: it `asks` for the key, has found its `level`, is `ready`, or gets no
    work for a `problem`."""

    worker: str
    asks: bool = False
    level: str = ""
    ready: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Lost:
    """A job that was not done: its process died, or, in `unfit`, the worker could not do it."""

    unfit: str = ""


@dataclass(frozen=True)
class Batch:
    """Packed jobs, to be done one after another. No log and no page of Dask shows them."""

    jobs: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True)
class Outcome:
    """What came of the jobs of a batch, in their order, and what these took.

    At the end some may be missing, for which there was no time. `seconds` are 0 where they tell
    nothing, as a job was lost.
    """

    results: tuple[Parcel | Lost, ...]
    seconds: float = 0.0


def resource(run: str, level: str) -> str:
    """What a worker that judges at this level has for this run, in Dask's words.

    Jobs need it, so that Dask gives them to nobody else, and to no worker more than it can do.
    """
    return f"{run}-{level or 'any'}"


def slots(workers: Mapping[str, Mapping[str, Any]], run: str, level: str) -> int:
    """How many jobs the workers, as Dask's scheduler describes them, can do at a time."""
    wanted = resource(run, level)
    return int(sum(worker["resources"].get(wanted, 0) for worker in workers.values()))
