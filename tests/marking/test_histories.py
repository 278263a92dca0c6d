"""A Mark is a function of the files alone, over histories drawn at random."""

from pathlib import Path

import pytest
from marking.histories import holds

# `python -m tests.benchmarks histories` draws 10,000.
FEW, MANY = range(12), range(12, 400)


def test_the_marks_are_a_function_of_the_files(tmp_path: Path) -> None:
    for seed in FEW:
        holds(seed, tmp_path / str(seed))


@pytest.mark.exhaustive
def test_over_many_histories(tmp_path: Path) -> None:
    for seed in MANY:
        holds(seed, tmp_path / str(seed))
