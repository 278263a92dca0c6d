"""Otter's `results.json` for Gradescope, with the Mark in the place of what was judged."""

from typing import Any

from gradus.marking import Mark
from gradus.reports.steps import reasons_in_words, steps_in_words
from gradus.reports.text import points
from gradus.results import Record


def marked_results(
    record: Record, mark: Mark, results: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The results with the Mark as score, and its steps above all; as they are without a step.

    They are those of the record, unless others are given.

    On Gradescope the score of the whole stands above the sum of its tests. The words above the
    tests are read there at once, before points are published: where tasks are rated no sum is in
    them, as who hands in again after each would learn the hidden data.
    """
    results = record.gradescope if results is None else results
    if not mark.steps:
        return results
    if any(question.is_rated for question in record.questions):
        lines = tuple(f"  {reason}" for reason in reasons_in_words(mark))
        lines = ("What counts beside the tests:", *lines) if lines else ()
    else:
        lines = (
            f"{points(mark.score)} of {points(mark.possible)} points: "
            f"{points(record.score)} for the work, then",
            *(f"  {step}" for step in steps_in_words(mark)),
        )
    told = "\n".join((*lines, str(results.get("output", ""))))
    return {**results, "score": mark.score, "output": told}
