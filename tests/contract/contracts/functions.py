"""Functions that a student's code makes, and generators that it draws from."""

import numpy as np
from contract.contracts.registry import Contracts

contract = Contracts()


@contract("""
    def outer():
        count = 0
        def inner():
            nonlocal count
            count += 1
            return count
        return inner
""")
def closures(student):
    first, second = student.outer(), student.outer()
    return first(), first(), second()


@contract("""
    from functools import partial

    def power(base, exponent):
        return base ** exponent

    square = partial(power, exponent=2)
    negate = lambda x: -x
""")
def partials_and_lambdas(student):
    return student.square(3.0), student.negate(2), student.square(np.arange(3.0)).copy()


@contract("""
    def apply(f, x):
        return f(x)

    def double(x):
        return 2 * x
""")
def functions_of_the_students_are_passed_back(student):
    return student.apply(student.double, 4)


@contract("""
    def draw(rng):
        return rng.normal()

    class Layer:
        def __init__(self, rng):
            self.rng = rng

        def draw(self):
            return self.rng.random()
""")
def one_generator_shared_by_all(student):
    rng = np.random.default_rng(3)
    first, second = student.Layer(rng), student.Layer(rng)
    draws = [first.draw(), second.draw(), student.draw(rng), first.draw()]
    return draws, first.rng is second.rng


@contract("""
    def kind(rng):
        return type(rng).__name__, type(rng.bit_generator).__name__, rng.integers(1000)
""")
def generators_of_every_kind(student):
    kinds = (np.random.PCG64, np.random.Philox, np.random.SFC64, np.random.MT19937)
    return [student.kind(np.random.Generator(kind(7))) for kind in kinds]
