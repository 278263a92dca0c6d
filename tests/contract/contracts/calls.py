"""Functions of the test that the student's code calls back."""

import numpy as np
from contract.contracts.registry import Contracts, raised

contract = Contracts()

DIFFERENCES = """
    import numpy as np

    def numerical_gradient(f, x, h=1e-5):
        grad = np.zeros_like(x)
        for i in np.ndindex(x.shape):
            step = np.zeros_like(x)
            step[i] = h
            grad[i] = (f(x + step) - f(x - step)) / (2 * h)
        return grad

    def square(x):
        return float((x ** 2).sum())

    def call(f, *args, **kwargs):
        return f(*args, **kwargs)

    def forgive(f):
        try:
            return f()
        except Exception:
            return "forgiven"

    def replace(f):
        try:
            f()
        except Exception:
            raise KeyError("another") from None

    def count(f, n):
        return [f(i) for i in range(n)]

    class Keeps:
        def __init__(self, f):
            self.f = f

        def use(self, x):
            return self.f(x)

    def same(f, g):
        return f is g

    def give(f):
        return f

    def through(f, x):
        return (lambda y: f(y))(x)
"""


@contract(DIFFERENCES)
def a_function_is_differentiated(student):
    x = np.array([[1.0, -2.0, 0.5]])
    return student.numerical_gradient(lambda v: float((v**3).sum()), x), x


@contract(DIFFERENCES)
def arguments_and_results_of_every_kind(student):
    def echo(*args, **kwargs):
        return [type(value).__name__ for value in args], kwargs, (1, [2.0], None)

    return student.call(echo, 1, 2.0, "x", [np.ones(1)], (None,), a={"b": True})


@contract(DIFFERENCES)
def a_function_that_raises(student):
    def refuse():
        raise LookupError("the test's own words")

    student.call(refuse)


@contract(DIFFERENCES)
def the_very_exception_comes_back(student):
    error = LookupError("this one")

    def refuse():
        raise error

    try:
        student.call(refuse)
    except LookupError as caught:
        return caught is error


@contract(DIFFERENCES)
def a_forgiven_exception_is_gone(student):
    def refuse():
        raise LookupError("not seen")

    return student.forgive(refuse), raised(student.replace, refuse)


@contract(DIFFERENCES)
def a_check_that_fails_inside(student):
    def check():
        raise AssertionError("seen")

    return raised(student.call, check)


@contract(DIFFERENCES)
def a_function_that_calls_the_student(student):
    return student.numerical_gradient(lambda v: student.square(v), np.array([3.0]))


@contract(DIFFERENCES)
def calls_within_calls(student):
    def down(n):
        return n if n == 0 else student.call(down, n - 1) + 1

    return student.call(down, 5), student.square(np.ones(2))


@contract(DIFFERENCES)
def exceptions_within_calls(student):
    def inner():
        raise LookupError("deep")

    def outer():
        student.call(inner)

    return raised(student.call, outer), raised(student.call, lambda: student.square("text"))


@contract(DIFFERENCES)
def many_calls(student):
    return sum(student.count(lambda i: i * i, 200))


@contract(DIFFERENCES)
def functions_are_kept_by_objects(student):
    seen = []
    keeps = student.Keeps(lambda x: seen.append(x) or len(seen))  # type: ignore[func-returns-value]
    return keeps.use("a"), keeps.use("b"), seen


@contract(DIFFERENCES)
def functions_keep_their_identity(student):
    def f(x):
        return x

    return student.same(f, f), student.same(f, len), student.give(f) is f


@contract(DIFFERENCES)
def functions_within_functions(student):
    return student.through(lambda x: x + 1, 1)


@contract("""
    class Twice:
        def __init__(self, x):
            self.x = x

        def value(self):
            return 2 * self.x

    def make(f):
        return f(Twice(4))
""")
def objects_go_to_functions(student):
    return student.make(lambda twice: twice.value() + 1)
