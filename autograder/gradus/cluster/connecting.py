"""Reaching Dask's scheduler, or starting one here, with the errors of both in words."""

import logging
import re
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from ipaddress import ip_address
from multiprocessing import resource_tracker
from threading import Thread
from urllib.parse import urlsplit

import dask
from distributed import Client, LocalCluster

from gradus.cluster.scratch import scratch_folder
from gradus.errors import CouldNotCheck, UsageError
from gradus.processes import interrupts_held

_CONNECT_SECONDS = 10.0  # a scheduler that is there answers in one
_CLOSE_SECONDS = 5.0  # for what is still to be sent; the run itself has ended before
_LOCAL = re.compile(r"local:([1-9]\d?)")
_REMOTE = re.compile(r"(tcp|tls)://[^/\s]+:\d+")
_CONFIG = {
    # The course is one large piece by intention, and nothing to be warned of.
    "distributed.admin.large-graph-warning-threshold": "1 GB",
    # Of each connection Dask keeps the last 1,000 messages whole, and here submissions are in them.
    "distributed.admin.low-level-log-length": 10,
    # For workers that are started here: what Dask looks at fifty times a second, to draw it on
    # pages that nobody sees, takes a twentieth of a core from each.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.system-monitor.interval": "10s",
}

_LOGGERS = ("distributed", "distributed.client", "tornado", "tornado.application", "asyncio")

Tell = Callable[[str], None]
"""Is told what a person should know, in a sentence."""


@contextmanager
def connected(scheduler: str, tell: Tell) -> Iterator[Client]:
    """A client of the `scheduler`: `tcp://HOST:PORT`, `tls://HOST:PORT`, or `local:N`, made here.

    Raises UsageError for another address, CouldNotCheck where nobody answers.
    """
    local = _LOCAL.fullmatch(scheduler)
    if not local and not _REMOTE.fullmatch(scheduler):
        raise UsageError(
            f"--scheduler {scheduler} is not understood: write tcp://HOST:8786, tls://HOST:8786, "
            "or local:4 for four processes of this machine."
        )
    with quiet(), _local(int(local[1])) if local else _remote(scheduler, tell) as client:
        yield client


@contextmanager
def quiet() -> Iterator[None]:
    """Of what Dask logs and warns of, what matters is said in Gradus' own words, once."""
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    with dask.config.set(_CONFIG), warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="distributed")
        yield


@contextmanager
def _local(workers: int) -> Iterator[Client]:
    """A scheduler and workers of this machine, for nobody else on it: they speak TLS, with a
    certificate that is made for them and is nowhere on disk."""
    resource_tracker.ensure_running()  # It lets Ctrl-C through when it starts, and so would they.
    with scratch_folder() as folder:
        with interrupts_held():
            # What starts here, threads and processes, inherits that: Ctrl-C is the run's alone.
            cluster = LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address=None,
                security=True,
                local_directory=folder,
                silence_logs=logging.CRITICAL + 1,
                memory_limit=0,
            )
        try:
            with Client(cluster) as client:
                yield client
        finally:
            cluster.close(timeout=_CLOSE_SECONDS)


@contextmanager
def _remote(address: str, tell: Tell) -> Iterator[Client]:
    """The certificates of `tls://` are those of Dask's own settings."""
    if address.startswith("tls://") and not dask.config.get("distributed.comm.tls.ca-file", None):
        raise UsageError(
            f"{address} needs certificates, and Dask's settings name none: they are `ca-file` and "
            "`client` under distributed.comm.tls, as autograder/cluster.md shows."
        )
    client = _answering(address)
    if address.startswith("tcp://") and not _is_loopback(address):
        tell(UNPROTECTED)
    try:
        yield client
    finally:
        client.close(timeout=_CLOSE_SECONDS)


def _answering(address: str) -> Client:
    """A client of what answers there. Raises CouldNotCheck where nothing does, or no scheduler.

    It is made in a thread, as Dask (2026.8) bounds the time to connect, but not the time in which a
    program that is no scheduler says nothing.
    """
    made: Future[Client] = Future()

    def connect() -> None:
        try:
            made.set_result(_Client(address, timeout=_CONNECT_SECONDS, set_as_default=False))
        except Exception as error:
            made.set_exception(error)

    with interrupts_held():
        Thread(target=connect, daemon=True).start()
    try:
        return made.result(2 * _CONNECT_SECONDS)
    except OSError as error:
        raise CouldNotCheck(_nobody(address, error)) from error
    except Exception as error:  # Of certificates, and of other programs: many kinds.
        # What another program says is taken for lengths of messages, which no memory would hold.
        why = "" if isinstance(error, MemoryError) else f": {error!r}"
        raise CouldNotCheck(
            f"What answers at {address} does not talk as Dask's scheduler does{why}. Is this the "
            "scheduler's port, not that of its dashboard or of another program?"
        ) from error


class _Client(Client):  # type: ignore[misc]
    """Dask's, for those who close it."""

    def __del__(self) -> None:
        """Nothing: where no scheduler answers, Dask's own (2026.8) waits 20 s as Gradus ends, and
        prints a traceback."""


UNPROTECTED = (
    "tcp:// is not protected: whoever reaches the scheduler's port can read the tests and the "
    "course's secret, and run programs on the workers. Use it in a network of your own, or tls://."
)


def _nobody(address: str, error: OSError) -> str:
    told = str(error) or f"it says nothing for {2 * _CONNECT_SECONDS:.0f} s"
    return (
        f"No Dask scheduler answers at {address} ({told}). Is `dask scheduler` running "
        "there, and is this its port, not that of its dashboard?"
    )


def _is_loopback(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
