"""Otter's `results.json` without what its visibilities would hide."""

from typing import Any

from gradus.results import Record


def public_results(record: Record) -> dict[str, Any]:
    """The results with every score, and with the output only of what is visible.

    Gradescope honours the visibilities; whoever can download an artifact of CI reads all of it.
    """
    tests = record.gradescope.get("tests", [])
    return {
        "score": record.score,
        "tests": [
            test if test.get("visibility", "visible") == "visible" else _without_output(test)
            for test in tests
        ],
    }


def _without_output(test: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in test.items() if name != "output"}
