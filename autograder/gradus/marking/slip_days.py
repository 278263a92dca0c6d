"""Slip days: a budget over all assignments, spent so that as much as can be is kept."""

from collections.abc import Sequence

Gains = Sequence[int]
"""What work is worth where 0, 1, 2, … slip days are spent on it.

In whole numbers: sums of fractions would depend on their order.
"""


def spend(budget: int, gains: Sequence[Gains]) -> tuple[int, ...]:
    """How many days to spend on each, at most `budget` together.

    The sum of what is kept is the largest there is; of several ways the one with the fewest days,
    and of these the one that spends most on the first, then on the second, and so on.
    """
    # For each budget the best of the work from some place on: what is kept, and minus the days.
    best: list[tuple[int, int]] = [(0, 0)] * (budget + 1)
    chosen: list[list[int]] = []
    for gain in reversed(gains):
        # From many days to few, so that of equal ways the one with most days here is taken.
        choices = [
            max(
                (
                    (gain[days] + best[left - days][0], best[left - days][1] - days, days)
                    for days in range(min(left, len(gain) - 1), -1, -1)
                ),
            )
            for left in range(budget + 1)
        ]
        best = [(kept, days) for kept, days, _ in choices]
        chosen.append([days for _, _, days in choices])
    spent, left = [], budget
    for days in reversed(chosen):
        spent.append(days[left])
        left -= days[left]
    return tuple(spent)
