"""The judge: one submission, its questions, its marks."""

from gradus.judge.judge import Calibration, Judge, open_judge

__all__ = ["Calibration", "Judge", "open_judge"]
