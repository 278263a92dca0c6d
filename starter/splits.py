"""Splits: keep some music apart, and be honest about what was heard before.

The training part is what the network learns from, the validation part is what we decide by (when to
stop, how strong a penalty), and the test part is looked at once, in the end. What leaks from one
into the other makes the result look better than the network is.

Shapes: n samples, d features. Lecture: Deep Learning Fundamentals II, "Training, validation, test".
"""

import numpy as np


def train_val_test_split(n, ratios, rng):
    """Task 6.1: the numbers 0 to n − 1 in three parts, shuffled by rng.

    ratios: three numbers such as (8, 1, 1); of all n samples, part i gets the share ratios[i] / Σ,
    to within one sample. Returns three integer arrays that have no number in common and miss none.
    Lecture: "Training, validation, test".
    """
    raise NotImplementedError("Task 6.1: train_val_test_split")


def standardize(train, *others):
    """Task 6.2: (x − mean) / standard deviation of each feature, as the training part has them.

    train: (n, d); others: any number of arrays (m, d), from which nothing is learned.
    Returns a tuple of float64 arrays, train first. A feature that is constant in train is only
    shifted: it is divided by 1. Lecture: "Training, validation, test".
    """
    raise NotImplementedError("Task 6.2: standardize")


def augment(x, labels, rng):
    """Task 6.3: more training samples, such as might have been recorded too.

    x: (n, d), decibels in d bands a semitone apart; labels: integers (n,).
    Returns (x, labels): any number of rows of d bands, and the label of each.
    Lecture: "In-distribution and out-of-distribution".
    """
    raise NotImplementedError("Task 6.3: augment")


def grouped_split(groups, ratios, rng):
    """Task 6.4 (challenge): a split in which no group, such as a song, is in two parts.

    groups: integers (n,), the group of each sample; ratios: as in Task 6.1, for the groups, drawn
    by rng. Returns three integer arrays of samples. Lecture: "Training, validation, test".
    """
    raise NotImplementedError("Task 6.4: grouped_split")
