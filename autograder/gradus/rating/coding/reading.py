"""What a rating says to the student: distances, how sure they are, bits, and what to read."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import isfinite
from statistics import fmean

from gradus.assignment import CodecSpec, CodedBy
from gradus.rating.coding.scores import (
    Heard,
    Score,
    by_set,
    interval_of,
    mean_distance,
    shares_of,
)
from gradus_checks import Measured

_LARGE_GAP, _SMALL_GAP = 2.0, 0.7
"""Between two distances, in dB; they choose a sentence, and no points."""


def told(score: Score, task: CodedBy, spec: CodecSpec) -> str:
    """The message of a rated case: nothing in it is about a single hidden clip.

    Distances are rounded to the published step, and of the board's set they are those of the
    board's half: what counts is in no message.
    """
    return "\n".join(_lines(score, task, spec))


def measured(score: Score) -> Measured | None:
    """What the message tells in words; None where nothing came back."""
    value, known = mean_distance(score.clips), mean_distance(score.known)
    if value is None:
        return None
    gap = value - known if known is not None else 0.0
    return Measured(value, *interval_of(score.clips), gap=gap, what="distance")


def _lines(score: Score, task: CodedBy, spec: CodecSpec) -> Iterator[str]:
    shown = partial(_rounded, step=spec.distance_step)
    yield from _lost(score.open, task)
    reached = mean_distance(score.open)
    if reached is None:
        return
    low, high = interval_of(score.open)
    usable = [each for each in score.open if each.distance is not None]
    yield (
        f"Log-spectral distance: about {shown(reached)} dB (95% interval {shown(low)} to "
        f"{shown(high)}), in steps of {spec.distance_step:g} dB; signal to noise about "
        f"{_signal_to_noise(usable)} dB."
    )
    yield from _too_noisy(usable, task)
    if spec.board in task.sets:
        yield (
            f"Of {dict(spec.sets)[spec.board]} that is the leaderboard's half: points are for the "
            "other."
        )
    if len(task.sets) > 1:
        means = by_set(usable, lambda each: each.distance or 0.0)
        names = (name for name in task.sets if name in means)
        yield "Of these: " + "; ".join(
            f"{shown(means[name])} dB of {dict(spec.sets)[name]}" for name in names
        )
    known = mean_distance(score.known)
    if known is not None:
        gap = reached - known
        yield (
            f"The gap from the clips that you have ({shown(known)} dB) to these is {shown(gap)} "
            f"dB. {_reading(gap)}"
        )


def _lost(clips: Sequence[Heard], task: CodedBy) -> Iterator[str]:
    """What of the clips earned nothing, and why."""
    large = sum(each.is_too_large for each in clips)
    if large:
        yield (
            f"{large} of {len(clips)} clips take more than {task.bits_per_second:,} bits a second "
            "and earn nothing: what encode returns, all of it, counts."
        )
    failures = [each.why for each in clips if each.why]
    if failures:
        yield f"{len(failures)} of {len(clips)} clips did not come back. {failures[0]}"


def _too_noisy(clips: Sequence[Heard], task: CodedBy) -> Iterator[str]:
    """Of how many clips the waveform, and not the spectrum, decides."""
    shares = [shares_of(each, task) for each in clips]
    noisy = sum(by_waveform < by_spectrum for by_spectrum, by_waveform in shares)
    if noisy:
        yield (
            f"Of {noisy} of {len(clips)} clips the signal-to-noise ratio earns less than the "
            f"spectrum, and the lesser of both counts: {task.snr_thresholds[2]:g} dB and more earn "
            "all. Noise has no waveform to be right."
        )


def _signal_to_noise(clips: Sequence[Heard]) -> str:
    finite = [each.snr for each in clips if each.snr is not None and isfinite(each.snr)]
    return f"{fmean(finite):.0f}" if finite else "infinitely many"


def _rounded(decibels: float, step: float) -> str:
    return f"{round(step * round(decibels / step), 4) + 0:g}"


def _reading(gap: float) -> str:
    if gap > _LARGE_GAP:
        return (
            "Your codec fits the clips that it was searched on: choose its numbers for each clip, "
            "or on clips of more kinds."
        )
    if gap > _SMALL_GAP:
        return "Some of your codec fits the clips that you have, and no others."
    return "What your codec does holds for clips that it has never met."
