"""Two mistakes in different functions cost no more than the one and the other."""

import random
from functools import cache
from pathlib import Path

import pytest
from sampling import sampled

from gradus.assignment import Assignment, assignment_names, load_assignment
from gradus.audit import Mistake, apply_mistake, load_mistakes
from gradus.audit.bench import open_quick_bench
from gradus.results import QuestionResult

pytestmark = pytest.mark.slow

COURSE = Path(__file__).resolve().parents[2]
ASSIGNMENTS = [load_assignment(COURSE, name).unrated() for name in assignment_names(COURSE)]
COUNT, SEED = 500, 21

Pair = tuple[Assignment, Mistake, Mistake]


def drawn_pairs() -> list[Pair]:
    """Of different functions of one module, so that one source holds both."""
    rng = random.Random(SEED)
    # A network that is trained takes seconds: those mistakes are costly here, and few.
    by_module = [
        (assignment, [each for each in load_mistakes(assignment) if each.module == module])
        for assignment in ASSIGNMENTS
        for module in assignment.modules
        if module not in ("training", "own_tests")
    ]
    weights = [len(mistakes) for _, mistakes in by_module]
    pairs: list[Pair] = []
    while len(pairs) < COUNT:
        ((assignment, mistakes),) = rng.choices(by_module, weights)
        one, other = rng.sample(mistakes, 2)
        classes = {each.function.split(".")[0] for each in (one, other)}
        # A class is often patched as a whole, and then one patch does not fit after the other.
        if len(classes) == 2 and "_" not in {name[0] for name in classes}:
            pairs.append((assignment, one, other))
    return sorted(pairs, key=lambda pair: (pair[0].name, pair[1].id, pair[2].id))


PAIRS = drawn_pairs()


@cache
def source_of(assignment: Assignment, *mistakes: Mistake) -> str:
    source = (assignment.solutions / f"{mistakes[0].module}.py").read_text("utf-8")
    for mistake in mistakes:
        source = apply_mistake(mistake, source)
    return source


@cache
def cost(assignment: Assignment, *mistakes: Mistake) -> float:
    """Points lost in all tasks that can run code of the module."""
    bench = open_quick_bench(assignment)
    questions: tuple[QuestionResult, ...] = bench.marks(
        mistakes[0].module, source_of(assignment, *mistakes), ""
    )
    return sum(each.possible - each.score for each in questions)


def test_there_are_enough() -> None:
    assert len(PAIRS) == COUNT


@pytest.mark.parametrize(
    ("assignment", "one", "other"),
    sampled(PAIRS, 250, lambda row: f"{row[1].id}+{row[2].id}", lambda _: False),
)
def test_a_pair_costs_no_more_than_its_parts(
    assignment: Assignment, one: Mistake, other: Mistake
) -> None:
    parts = cost(assignment, one) + cost(assignment, other)
    assert cost(assignment, one, other) <= parts + 1e-6
