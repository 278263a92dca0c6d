"""The judge: one submission, its questions, its marks."""

from gradus.judge.calibration import Calibration, Proof
from gradus.judge.judge import Judge, open_judge
from gradus.judge.sitting import Sitting

__all__ = ["Calibration", "Judge", "Proof", "Sitting", "open_judge"]
