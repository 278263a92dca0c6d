"""Splits: keep some music apart, and be honest about what was heard before.

The training part is what the network learns from, the validation part is what we decide by (when to
stop, how strong a penalty), and the test part is looked at once, in the end. What leaks from one
into the other makes the result look better than the network is.

Shapes: n samples, d features. Lecture: Deep Learning Fundamentals II, "Training, validation, test".
"""

import numpy as np

OCTAVE, SEMITONES = 12, 6  # SOLUTION NO PROMPT


def train_val_test_split(n, ratios, rng):
    """Task 6.1: the numbers 0 to n − 1 in three parts, shuffled by rng.

    ratios: three numbers such as (8, 1, 1); of all n samples, part i gets the share ratios[i] / Σ,
    to within one sample. Returns three integer arrays that have no number in common and miss none.
    Lecture: "Training, validation, test".
    """
    # BEGIN SOLUTION
    return np.split(rng.permutation(n), _borders(n, ratios))
    # END SOLUTION


def standardize(train, *others):
    """Task 6.2: (x − mean) / standard deviation of each feature, as the training part has them.

    train: (n, d); others: any number of arrays (m, d), from which nothing is learned.
    Returns a tuple of float64 arrays, train first. A feature that is constant in train is only
    shifted: it is divided by 1. Lecture: "Training, validation, test".
    """
    # BEGIN SOLUTION
    train, others = np.asarray(train, dtype=float), [np.asarray(x, dtype=float) for x in others]
    mean, std = np.mean(train, axis=0), np.std(train, axis=0)
    varies = np.max(train, axis=0) > np.min(train, axis=0)
    divisor = np.where(varies, std, 1.0)
    return tuple((x - mean) / divisor for x in (train, *others))
    # END SOLUTION


def augment(x, labels, rng):
    """Task 6.3: more training samples, such as might have been recorded too.

    x: (n, d), decibels in d bands a semitone apart; labels: integers (n,).
    Returns (x, labels): any number of rows of d bands, and the label of each.
    Lecture: "In-distribution and out-of-distribution".
    """
    # BEGIN SOLUTION
    if x.shape[1] < OCTAVE:
        return x.copy(), labels.copy()  # too few bands to be a spectrum: nothing is known of them
    shifts = rng.integers(-SEMITONES, SEMITONES + 1, len(x))
    played = _transpose(x, shifts) + rng.uniform(-6, 6, (len(x), 1)) + _equalizer(x.shape, rng)
    # In each band we hear the louder of the two.
    return np.maximum(played, _background(played, rng)), labels.copy()
    # END SOLUTION


def grouped_split(groups, ratios, rng):
    """Task 6.4 (challenge): a split in which no group, such as a song, is in two parts.

    groups: integers (n,), the group of each sample; ratios: as in Task 6.1, for the groups, drawn
    by rng. Returns three integer arrays of samples. Lecture: "Training, validation, test".
    """
    # BEGIN SOLUTION
    names = rng.permutation(np.unique(groups))
    parts = np.split(names, _borders(len(names), ratios))
    return [np.flatnonzero(np.isin(groups, part)) for part in parts]
    # END SOLUTION


# BEGIN SOLUTION NO PROMPT
def _borders(n, ratios):
    """Where the second and the third part begin."""
    shares = np.cumsum(ratios, dtype=float) / np.sum(ratios, dtype=float)
    return np.round(n * shares[:2]).astype(int)


def _transpose(x, shifts):
    """The bands of each row moved up by its shift; what moves in is as loud as the band beside."""
    padded = np.pad(x, ((0, 0), (SEMITONES, SEMITONES)), mode="edge")
    bands = SEMITONES - shifts[:, np.newaxis] + np.arange(x.shape[1])
    return np.take_along_axis(padded, bands, axis=1)


def _equalizer(shape, rng, decibels=3.0):
    """Smooth curves over the bands, another for each row, as of other rooms and instruments."""
    n, d = shape
    waves = np.cos(np.pi * np.outer(np.arange(1, 5), np.arange(d) + 0.5) / d)
    return rng.normal(0, decibels, (n, 4)) @ waves


def _background(x, rng):
    """Other sounds, of any colour: 15 to 75 dB below the loudest band of each row."""
    level = np.max(x, axis=1, keepdims=True) - rng.uniform(15, 75, (len(x), 1))
    return level + _equalizer(x.shape, rng, 5.0) + rng.normal(0, 3, x.shape)


# END SOLUTION
