"""From what came back to distances, and from these to points."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from math import sqrt
from statistics import fmean, stdev

import numpy as np

from gradus.assignment import CodecSpec, CodedBy
from gradus.rating.coding.data import KNOWN, CodecData
from gradus.rating.coding.distances import log_spectral_distance, signal_to_noise
from gradus.rating.coding.trial import Coded, Job
from gradus_checks import share_of_points

_SURE = 1.96  # standard errors: 95 %


@dataclass(frozen=True)
class Heard:
    """How one clip came back, of a hidden set or of KNOWN: it is the clip `number` of it.

    `bits_per_second` it might take, and `taken` it took; `distance` and `snr`, in dB, are None
    where nothing came back: it took too many bits, or `why`. `silence` is the distance of silence.
    """

    set: str
    number: int
    bits_per_second: int
    taken: float
    silence: float
    distance: float | None = None
    snr: float | None = None
    why: str = ""

    @property
    def closeness(self) -> float:
        """0 where it is no nearer than silence, 1 for a perfect copy.

        Of the spectrum and of the waveform the one that is farther away tells.
        """
        if self.distance is None or self.snr is None or not self.silence:
            return 0.0
        noise = 10 ** (-max(self.snr, 0.0) / 10)  # by the energy of the sound: 1 for silence
        return max(1 - max(self.distance / self.silence, noise), 0.0)

    @property
    def is_too_large(self) -> bool:
        """Whether it took more bits than it may."""
        return self.distance is None and not self.why


def heard(name: str, number: int, job: Job, coded: Coded, spec: CodecSpec) -> Heard:
    """What a clip is worth, by what came back of it."""
    distance_to = partial(
        log_spectral_distance, original=job.clip, frame=spec.frame, floor=spec.floor
    )
    distance = snr = None
    if coded.sound is not None:
        distance = distance_to(coded.sound)
        snr = signal_to_noise(coded.sound, job.clip)
    return Heard(
        set=name,
        number=number,
        bits_per_second=job.bits_per_second,
        taken=8 * coded.size / job.seconds,
        silence=distance_to(np.zeros(len(job.clip))),
        distance=distance,
        snr=snr,
        why=coded.why,
    )


@dataclass(frozen=True)
class Score:
    """The points of a rated task: `share`, from 0 to 1, of them is earned.

    `clips` are those that the points are for, `open` those that students may be told of: of the
    board's set the other half. `known` are excerpts of the clips that students have.
    """

    share: float
    clips: tuple[Heard, ...]
    open: tuple[Heard, ...]
    known: tuple[Heard, ...]


def score(task: CodedBy, clips: Iterable[Heard], data: CodecData) -> Score:
    """Each set counts the same, and each clip of it; what came back not at all earns nothing."""
    at_rate = [each for each in clips if each.bits_per_second == task.bits_per_second]
    chosen = [each for each in at_rate if each.set in task.sets]
    counted = [each for each in chosen if data.is_for_points(each.set, each.number)]
    shown = [
        each
        for each in chosen
        if each.set != data.board or not data.is_for_points(each.set, each.number)
    ]
    shares = by_set(counted, lambda each: min(shares_of(each, task)))
    return Score(
        share=fmean(shares.values()),
        clips=tuple(counted),
        open=tuple(shown),
        known=tuple(each for each in at_rate if each.set == KNOWN),
    )


def shares_of(clip: Heard, task: CodedBy) -> tuple[float, float]:
    """What a clip earns by its spectrum, and by its waveform; of these the lesser counts."""
    if clip.distance is None or clip.snr is None:
        return 0.0, 0.0
    by_spectrum = share_of_points(-clip.distance, [-each for each in task.thresholds])
    return by_spectrum, share_of_points(clip.snr, task.snr_thresholds)


def by_set(clips: Iterable[Heard], figure: Callable[[Heard], float]) -> Mapping[str, float]:
    """The mean of a figure over the clips of each set."""
    found: dict[str, list[float]] = {}
    for each in clips:
        found.setdefault(each.set, []).append(figure(each))
    return {name: fmean(values) for name, values in found.items()}


def mean_distance(clips: Iterable[Heard]) -> float | None:
    """In dB, each set counting the same, of the clips that came back; None if none did."""
    usable = [each for each in clips if each.distance is not None]
    return fmean(by_set(usable, lambda each: each.distance or 0.0).values()) if usable else None


def interval_of(clips: Iterable[Heard]) -> tuple[float, float]:
    """95 % of the mean distance: how far it would be for other clips of these sets."""
    clips = [each for each in clips if each.distance is not None]
    middle = mean_distance(clips) or 0.0
    names = {each.set for each in clips}
    variance = 0.0
    for name in names:
        values = [each.distance or 0.0 for each in clips if each.set == name]
        if len(values) > 1:
            variance += stdev(values) ** 2 / len(values) / len(names) ** 2
    half = _SURE * sqrt(variance)
    return max(middle - half, 0.0), middle + half
