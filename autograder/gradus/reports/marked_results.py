"""Otter's `results.json` for Gradescope, with the Mark in the place of what was judged."""

from typing import Any

from gradus.marking import Mark
from gradus.reports.steps import steps_in_words
from gradus.reports.text import points
from gradus.results import Record


def marked_results(record: Record, mark: Mark) -> dict[str, Any]:
    """The results with the Mark as score, and its steps above all; as they are without a step.

    On Gradescope the score of the whole stands above the sum of its tests.
    """
    if not mark.steps:
        return record.gradescope
    told = "\n".join(
        (
            f"{points(mark.score)} of {points(mark.possible)} points: "
            f"{points(record.score)} for the work, then",
            *(f"  {step}" for step in steps_in_words(mark)),
            str(record.gradescope.get("output", "")),
        )
    )
    return {**record.gradescope, "score": mark.score, "output": told}
