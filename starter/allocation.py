"""Who gets the bits? Three ways to search for an allocation, under one budget.

A bit more or less is a jump, so nothing here has a gradient. All that is known are two functions:
`cost(bits)`, which must not exceed the budget, and `distortion(bits)`, the smaller the better; bits
are whole numbers from 0 to MAX_BITS, one for each band.

Shapes: n_bands bands. Lecture: Deep Learning Fundamentals II, "An audio codec".
"""

import numpy as np
from gradient_descent import genetic_search, random_search

MAX_BITS = 10
"""Of 1023 levels the error is 60 dB below the loudest: more bits buy nothing that is heard."""

STEP = 0.25
"""Small enough that seldom more than one band loses a bit at once."""


def within_budget(wishes, cost, budget):
    """Task 16.1: whole numbers of bits, as near to the wishes as the budget allows.

    The bits are round(wish − shift), but at least 0 and at most MAX_BITS. The shift is the same for
    all bands: the first of 0, STEP, 2 STEP, … for which cost(bits) ≤ budget.

    wishes: (n_bands,), left as they are; cost: takes bits (n_bands,), returns a number, which is 0
    for no bits at all; budget: 0 or more. Returns integers (n_bands,). Lecture: "An audio codec".
    """
    raise NotImplementedError("Task 16.1: within_budget")


def greedy(distortion, cost, budget, n_bands):
    """Task 16.2: from no bits at all, step by step to where one more bit helps most for its cost.

    A step gives one band one bit more, or two if it has none, but never more than MAX_BITS. Of the
    steps that the budget allows it takes the one with the largest fall of the distortion by cost,
    (fall of the distortion) / (rise of the cost), until none is allowed or none lowers it.

    Returns (bits, distortion) of the smallest distortion that it has seen on the way, also among
    the steps not taken: integers (n_bands,) and a number. Lecture: "An audio codec".
    """
    raise NotImplementedError("Task 16.2: greedy")


def random_allocation(distortion, cost, budget, n_bands, n_trials, rng):
    """Task 16.3: the best of n_trials allocations whose wishes are drawn evenly from 0 to MAX_BITS.

    Each is brought within the budget, so that distortion is only asked about what can be paid.

    Returns (bits, distortion) of the best: integers (n_bands,) and a number.
    Lecture: "An audio codec".
    """
    raise NotImplementedError("Task 16.3: random_allocation")


def genetic_allocation(distortion, cost, budget, n_bands, population, generations, rng):
    """Task 16.4: the best allocation of a genetic search over wishes from 0 to MAX_BITS.

    population: 4 or more. It asks about the distortion population · (generations + 1) times at
    most, and only of what is within the budget.

    Returns (bits, distortion) of the best: integers (n_bands,) and a number.
    Lecture: "An audio codec".
    """
    raise NotImplementedError("Task 16.4: genetic_allocation")
