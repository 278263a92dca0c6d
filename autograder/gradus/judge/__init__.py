"""The judge: one submission, its questions, its marks."""

from gradus.judge.bench import Bench
from gradus.judge.calibration import Calibration
from gradus.judge.judge import Judge, open_judge
from gradus.judge.question import each_result
from gradus.judge.two_sittings import judge_questions

__all__ = ["Bench", "Calibration", "Judge", "each_result", "judge_questions", "open_judge"]
