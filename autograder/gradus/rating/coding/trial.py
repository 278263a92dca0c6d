"""Clips on their way through the student's codec: encoded in one worker, decoded in another.

Between the two there are bytes and nothing else. What a codec keeps anywhere but in them is gone.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

import numpy as np

from gradus.rating.coding.answers import as_bytes, as_sound
from gradus.rating.coding.data import Array
from gradus.rating.lab import Failed, Lab, in_fresh_worker
from gradus.rating.pseudonym import pseudonym_in
from gradus.remote import RemoteChannel, Timing
from gradus_checks import CannotCross, CheckFailed, StudentException
from gradus_checks.proxy import handle_of
from gradus_checks.session import Session

Result = TypeVar("Result")

_ENCODING, _DECODING, _AGAIN = 1, 2, 3
"""What the global generators of Python and NumPy begin from: both sides draw something else, so
that nothing that was drawn is known to the other side unless it is told."""

_LEAST_SECONDS = 0.01  # a limit of no time is none: who has used up all is stopped at once


@dataclass(frozen=True)
class Job:
    """A clip (samples,), which may take so many bits a second, and sounds for `seconds`."""

    clip: Array
    seconds: float
    bits_per_second: int

    @property
    def most_bytes(self) -> int:
        """As many as it may take."""
        return int(self.bits_per_second * self.seconds / 8)


@dataclass(frozen=True)
class Coded:
    """What became of a job: `size` bytes, and the sound that they brought back.

    None where there is none: because of too many bytes, or `why`, as the student may read it.
    """

    size: int
    sound: Array | None = None
    why: str = ""


@dataclass(frozen=True)
class Encoded:
    """Bytes for each job, or why there are none.

    `pseudonym` and `draws_globally`, from Python's or NumPy's global generator, are the worker's
    testimony: nothing counts by them alone. `differs`: another call for the first clip gave others.
    """

    data: tuple[bytes | Failed, ...]
    cpu_seconds: float
    pseudonym: str = ""
    differs: bool = False
    draws_globally: bool = False


@dataclass(frozen=True)
class Passage:
    """What became of all jobs, and what the encoding worker told."""

    coded: tuple[Coded, ...]
    encoded: Encoded
    cpu_seconds: float


def run_passage(
    lab: Lab, jobs: Sequence[Job], *, shown: bool, apart: bool = True
) -> Passage | Failed:
    """Encode in one fresh worker, and decode in another; not `apart`, in one and the same.

    `shown`: the student may read what the code says, as nothing in this is hidden. Raises
    CouldNotCheck where the fault is the grader's or the machine's.
    """
    too_slow = (
        f"All clips together may take {lab.timing.cpu_seconds:.0f} seconds of computing time here, "
        "a multiple of what the reference takes; yours was stopped then. Search less for each clip."
    )
    table = _Table(lab, tuple(jobs), shown)
    if not apart:
        return in_fresh_worker(lab, table.at_once, too_slow)
    encoded = in_fresh_worker(lab, table.encode, too_slow)
    if isinstance(encoded, Failed):
        return encoded
    decoded = in_fresh_worker(lab, partial(table.decode, encoded), too_slow)
    if isinstance(decoded, Failed):
        sizes = (len(each) if isinstance(each, bytes) else 0 for each in encoded.data)
        coded = tuple(Coded(size, why=decoded.why) for size in sizes)
        return Passage(coded, encoded, encoded.cpu_seconds)
    coded, seconds = decoded
    return Passage(coded, encoded, max(encoded.cpu_seconds, seconds))


@dataclass(frozen=True)
class _Table:
    """The jobs of one passage, and whether what the student's code says of them may be shown."""

    lab: Lab
    jobs: tuple[Job, ...]
    shown: bool

    def at_once(self, session: Session, channel: RemoteChannel) -> Passage | Failed:
        """Both in this worker."""
        encoded = self.encode(session, channel)
        if isinstance(encoded, Failed):
            return encoded
        decoded = self.decode(encoded, session, channel)
        return decoded if isinstance(decoded, Failed) else Passage(decoded[0], encoded, decoded[1])

    def encode(self, session: Session, channel: RemoteChannel) -> Encoded | Failed:
        """Bytes for each job."""
        try:
            module, encode = self._opened(self.lab.functions[0], session, channel)
        except StudentException as error:
            return Failed(self._said(error))
        pseudonym = pseudonym_in(module) if self.shown else ""
        clock = _Clock(channel, self.lab.timing)

        def once(job: Job, seed: int) -> bytes | Failed:
            with clock.clip():
                session.release(seed)
                return self._called(lambda: as_bytes(encode(job.clip.copy(), job.bits_per_second)))

        data = tuple(once(job, _ENCODING) for job in self.jobs)
        draws = session.draws_globally(_ENCODING)
        differs = isinstance(data[0], bytes) and once(self.jobs[0], _AGAIN) != data[0]
        return Encoded(data, clock.used, pseudonym, differs, draws)

    def decode(
        self, encoded: Encoded, session: Session, channel: RemoteChannel
    ) -> tuple[tuple[Coded, ...], float] | Failed:
        """What became of each job, and the CPU seconds that it took."""
        try:
            _, decode = self._opened(self.lab.functions[1], session, channel)
        except StudentException as error:
            return Failed(self._said(error))
        clock = _Clock(channel, self.lab.timing)

        def one(job: Job, data: bytes | Failed) -> Coded:
            if isinstance(data, Failed):
                return Coded(0, why=data.why)
            if len(data) > job.most_bytes:
                return Coded(len(data))
            with clock.clip():
                session.release(_DECODING)
                sound = self._called(lambda: as_sound(decode(data), len(job.clip)))
            if isinstance(sound, Failed):
                return Coded(len(data), why=sound.why)
            return Coded(len(data), sound)

        pairs = list(zip(self.jobs, encoded.data, strict=True))
        # In another order than they were encoded in: who counts calls learns nothing by it.
        order = np.random.default_rng(0).permutation(len(pairs)).tolist()
        done = {number: one(*pairs[number]) for number in order}
        return tuple(done[number] for number in range(len(pairs))), clock.used

    def _opened(
        self, name: str, session: Session, channel: RemoteChannel
    ) -> tuple[Any, Callable[..., object]]:
        """The student's module, and this function of it. Raises StudentException."""
        module_name, function = name.split(".")
        module = session.module(module_name)
        channel.begin(self.lab.import_timing)
        self.lab.prepare(session)
        handle_of(module)
        found: Callable[..., object] = getattr(module, function)
        return module, found

    def _called(self, call: Callable[[], Result]) -> Result | Failed:
        """What a call for one clip gives; the next clip is tried whatever that was."""
        try:
            return call()
        except StudentException as error:
            return Failed(self._said(error))
        except CheckFailed as error:
            return Failed(f"{error.message} {error.detail}" if self.shown else error.message)
        except CannotCross:
            return Failed("Your codec gave something that cannot be read.")

    def _said(self, error: StudentException) -> str:
        return error.fault.public() if self.shown else self.lab.guarded(error)


class _Clock:
    """The computing time of a worker, which is for all clips together.

    For each of them the account begins anew of how long it has slept: on a machine that is busy
    there is always some, and it is not to add up.
    """

    def __init__(self, channel: RemoteChannel, timing: Timing) -> None:
        self.used = 0.0
        self._channel = channel
        self._timing = timing

    @contextmanager
    def clip(self) -> Iterator[None]:
        """What is done for one clip, as long as there is time left."""
        left = max(self._timing.cpu_seconds - self.used, _LEAST_SECONDS)
        self._channel.begin(replace(self._timing, cpu_seconds=left))
        yield
        self.used += self._channel.end()
