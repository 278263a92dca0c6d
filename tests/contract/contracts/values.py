"""Values cross exactly as they are, both ways."""

from functools import partial

import numpy as np
from contract.contracts.registry import Contracts, raised

contract = Contracts()

SAME = """
    def same(value):
        return value

    def kind(value):
        return type(value).__name__
"""


@contract(SAME)
def plain_values(student):
    values = [None, True, False, 0, -1, 2.5, -0.0, "", "é 𝄞", b"", b"\x00\xff"]
    return [student.same(value) for value in values], [student.kind(value) for value in values]


@contract(SAME)
def special_floats(student):
    return [student.same(value) for value in (float("nan"), float("inf"), -float("inf"), 5e-324)]


@contract(SAME)
def big_integers(student):
    return [student.same(value) for value in (2**62, 2**63, -(2**63) - 1, 2**64, 3**400)]


@contract(SAME)
def nested_lists(student):
    return student.same([[1, [2.0, []]], [[["a"]]]])


@contract(SAME)
def tuples_stay_tuples(student):
    return student.same((1, (2, [3, ()])))


@contract(SAME)
def dictionaries(student):
    return student.same({"a": [1], 2: (3,), None: {"b": {}}, (1, 2): 0.5})


@contract(SAME)
def sets(student):
    return student.same({1, "a", None, (2, 3)})


@contract(SAME)
def numpy_scalars(student):
    kinds = (np.float64, np.float32, np.float16, np.int64, np.int8, np.uint64, np.bool_)
    return [student.same(kind(1)) for kind in kinds], [student.kind(kind(0)) for kind in kinds]


@contract(
    """
    import numpy as np

    class Loss(float):
        def __eq__(self, other):
            return True
        __hash__ = float.__hash__

    class Text(str):
        def __str__(self):
            return "lies"

    class Count(int):
        def __int__(self):
            return 7

    class Array(np.ndarray):
        def tobytes(self, *args):
            return b"lies"

    def values():
        return [Loss(1.5), Text("honest"), Count(3), np.ones(2).view(Array)]
""",
    plain=False,
)
def subclasses_lose_what_they_override(student):
    values = student.values()
    assert [type(value) for value in values] == [float, str, int, np.ndarray]
    assert values[0] != 1.0
    return values


@contract(
    """
    import collections

    Point = collections.namedtuple("Point", "x y")

    def values():
        counted = collections.defaultdict(int, a=1)
        return Point(1, 2.0), counted, collections.OrderedDict(b=2), frozenset([1])
""",
    plain=False,
)
def containers_of_the_library_become_plain(student):
    point, counted, ordered, frozen = student.values()
    assert [type(value) for value in (point, counted, ordered, frozen)] == [tuple, dict, dict, set]
    return point, counted, ordered, frozen


@contract(
    """
    import numpy as np

    def name():
        return np.array(["major", "minor"])[1]
""",
    plain=False,
)
def numpy_text_becomes_text(student):
    assert type(student.name()) is str
    return student.name()


@contract("""
    def describe(*args, **kwargs):
        return args, kwargs

    def defaults(a, b=2, *, c=3):
        return a, b, c
""")
def keyword_arguments(student):
    return student.describe(1, *[2], x=3, y=[4]), student.defaults(1, c=5), student.defaults(0)


@contract("""
    RATE = 0.1
    NAMES = ["a", "b"]
    LIMITS = (1, 2)
    TABLE = {"x": 1}
""")
def constants_of_a_module(student):
    return student.RATE, list(student.NAMES), student.LIMITS, student.TABLE


@contract("""
    def call(f, *args):
        return f(*args)
""")
def functions_of_the_test(student):
    offset = 10
    return [
        student.call(lambda x: x + offset, 1),
        student.call(partial(pow, 2), 5),
        student.call(np.square, 3.0),
        student.call(float, "2.5"),
        raised(student.call, None),
    ]
