"""The Ladder: a leaderboard that cannot be climbed by trying often.

A board that shows every accuracy can be overfitted: who hands in often enough learns the hidden
labels from its answers. The Ladder answers only when a submission is better than the best so far by
a whole step, and then rounds. Blum and Hardt, "The Ladder: A Reliable Leaderboard for Machine
Learning Competitions", ICML 2015, Figure 1.
"""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Ladder:
    """One student's: the accuracy `shown` so far, a multiple of `step`; 0 before the first."""

    step: float
    shown: float = 0.0

    def climb(self, accuracy: float) -> "Ladder":
        """After a submission with this `accuracy` on the board's half: up by a step, or as before.

        Raises ValueError unless 0 ≤ accuracy ≤ 1.
        """
        if not 0 <= accuracy <= 1:
            raise ValueError(f"an accuracy of {accuracy} cannot be")
        if accuracy <= self.shown + self.step:
            return self
        return replace(self, shown=round(round(accuracy / self.step) * self.step, 9))
