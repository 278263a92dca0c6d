"""The judge: one submission, its questions, its marks."""

from gradus.judge.judge import Calibration, Judge, open_judge
from gradus.judge.sitting import Sitting

__all__ = ["Calibration", "Judge", "Sitting", "open_judge"]
