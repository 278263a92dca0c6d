"""What a rating says to the student: accuracies, how sure they are, points, and what to read."""

from collections.abc import Iterator, Mapping, Sequence
from statistics import fmean

import numpy as np

from gradus.rating.data import Array, RatingData
from gradus.rating.scores import Accuracies, Score
from gradus.rating.trial import HISTORY, Failed, Trial
from gradus_checks import Measured

_LARGE_GAP, _SMALL_GAP = 0.15, 0.05
"""Between two accuracies; they choose a sentence, and no points. The smaller is beyond what chance
makes of a thousand samples, which is three hundredths."""

_KNOWS_ITS_OWN = 0.7  # below, it has not learned even its own samples
_PARTS = ("training part", "validation part")
_POINTS = 200  # of a curve: what 600 pixels can show


def told(
    task_score: Score,
    trials: Sequence[Trial | Failed],
    data: RatingData,
    descriptions: Mapping[str, str],
) -> str:
    """The message of a rated case: nothing in it is about a single hidden sample."""
    return "\n".join(_lines(task_score, trials, data, descriptions))


def measured(task_score: Score, data: RatingData) -> Measured | None:
    """What the message tells in words; None where nothing was measured."""
    if task_score.middle is None:
        return None
    known, reached = _compared(task_score.middle, task_score.sets, data)
    return Measured(task_score.accuracy, *task_score.interval, gap=known - reached)


def curves(trials: Sequence[Trial | Failed]) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """What the training that may be shown has told of itself, by part, for its student to see."""
    for trial in trials:
        if isinstance(trial, Trial) and trial.shown:
            return tuple(
                (part, _thinned(trial.history[name]))
                for part, name in zip(_PARTS, HISTORY, strict=True)
                if len(trial.history.get(name, ()))
            )
    return ()


def _thinned(values: Array) -> tuple[float, ...]:
    """At most so many points of a curve as a picture has room for, each an accuracy."""
    step = -(-len(values) // _POINTS)
    return tuple(round(float(each), 3) for each in np.clip(np.nan_to_num(values[::step]), 0, 1))


def _compared(middle: Accuracies, sets: Sequence[str], data: RatingData) -> tuple[float, float]:
    """The two accuracies between which the gap lies that a task is about."""
    unheard = middle.hidden[data.board]
    others = [name for name in sets if name != data.board]
    if not others:
        return middle.train, unheard
    return unheard, fmean(middle.hidden[name] for name in others)


def _lines(
    task_score: Score,
    trials: Sequence[Trial | Failed],
    data: RatingData,
    descriptions: Mapping[str, str],
) -> Iterator[str]:
    failures = [each.why for each in trials if isinstance(each, Failed)]
    if failures:
        yield f"{len(failures)} of {len(trials)} trainings failed. {failures[0]}"
    if not task_score.middle:
        return
    low, high = task_score.interval
    several = ", ".join(f"{each:.1%}" for each in task_score.accuracies)
    seeds = f", in the middle one of {len(trials)} trainings ({several})" if len(trials) > 1 else ""
    yield (
        f"Named right: {task_score.accuracy:.1%} (95% interval {low:.1%} to {high:.1%}){seeds}. "
        f"That is {task_score.share:.1%} of the points."
    )
    if len(task_score.sets) > 1:
        yield "Of these: " + "; ".join(
            f"{task_score.middle.hidden[name]:.1%} of {descriptions[name]}"
            for name in task_score.sets
        )
    yield from _gaps(task_score.middle, task_score.sets, data)


def _gaps(middle: Accuracies, sets: Sequence[str], data: RatingData) -> Iterator[str]:
    """The generalization gap that the task is about, with one sentence of reading."""
    known, reached = _compared(middle, sets, data)
    gap = known - reached
    if tuple(sets) == (data.board,):
        yield (
            f"The gap from the training part ({known:.1%}) to unseen samples of the same kind is "
            f"{gap:.1%}. {_reading(known, gap)}"
        )
        return
    yield (
        f"The gap from unseen samples of the training's kind ({known:.1%}) to the others "
        f"({reached:.1%}) is {gap:.1%}. {_reading_outside(gap)}"
    )


def _reading(train: float, gap: float) -> str:
    if train < _KNOWS_ITS_OWN:
        return "It does not even know its own examples: a larger network, or a longer training."
    if gap > _LARGE_GAP:
        return (
            "It knows its examples by heart: a penalty, dropout and augmentation help against it."
        )
    if gap > _SMALL_GAP:
        return "It has learned more than its examples; some of it is still by heart."
    return "What it has learned is not its examples but what they have in common."


def _reading_outside(gap: float) -> str:
    if gap > _LARGE_GAP:
        return "What it knows holds for what it has seen only: augment towards the target."
    if gap > _SMALL_GAP:
        return "Most of what it knows holds outside of what it has seen."
    return "It has learned what the classes have in common, not the samples."
