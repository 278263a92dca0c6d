"""Generators and iterators of the student's are used step by step."""

import numpy as np
from contract.contracts.registry import Contracts, raised

contract = Contracts()

ITERATORS = """
    import itertools
    import numpy as np

    def count(n):
        for i in range(n):
            yield i

    def batches(n, size):
        order = np.arange(n)[::-1]
        for start in range(0, n, size):
            yield order[start:start + size]

    def endless():
        while True:
            yield 1

    def fails():
        yield 1
        raise ValueError("in the middle")

    class Loader:
        def __init__(self, n):
            self.n = n

        def __iter__(self):
            return iter(range(self.n))

    def pairs():
        return zip([1, 2], "ab")

    def listed():
        return [np.arange(2), np.arange(1)]
"""


@contract(ITERATORS)
def generators(student):
    return list(student.count(3)), list(student.count(0)), sum(student.count(4))


@contract(ITERATORS)
def generators_of_arrays(student):
    return list(student.batches(5, 2))


@contract(ITERATORS)
def a_list_instead_of_a_generator(student):
    return list(student.listed()), len(list(student.listed()))


@contract(ITERATORS)
def iterables_start_again(student):
    loader = student.Loader(3)
    return list(loader), [x for x in loader if x], sorted(loader, reverse=True)


@contract(ITERATORS)
def iterators_of_the_library(student):
    return list(student.pairs()), dict(student.pairs())


@contract(ITERATORS)
def a_generator_by_hand(student):
    steps = student.count(2)
    return next(steps), next(steps), raised(next, steps)


@contract(ITERATORS)
def a_generator_that_fails(student):
    steps = student.fails()
    return next(steps), raised(next, steps)


@contract(ITERATORS, refused="did not end after")
def an_endless_iterator(student):
    return list(student.endless())


@contract(ITERATORS)
def a_number_cannot_be_iterated(student):
    return raised(lambda: list(student.Loader))


@contract("""
    def total(batches):
        return sum(float(batch.sum()) for batch in batches)
""")
def iterating_over_an_argument(student):
    return student.total([np.ones(2), np.ones(3)]), student.total((np.ones(1),))


@contract(
    """
    def f(items):
        return list(items)
""",
    refused="generator cannot be passed",
)
def a_tests_generator_is_not_a_value(student):
    student.f(i for i in range(3))
