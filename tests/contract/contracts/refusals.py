"""What cannot be a value is refused in words, without the memory that it pretends to need."""

import numpy as np
from contract.contracts.registry import Contracts, raised

contract = Contracts()

GIVES = """
    import numpy as np

    def ragged():
        return np.array([[1, 2], [3]], dtype=object)

    def words():
        return np.array(["a", "b"])

    def days():
        return np.array(["2024-01-01"], dtype="datetime64[D]")

    def records():
        return np.zeros(2, dtype=[("a", float)])

    def precise():
        return np.zeros(2, dtype=np.longdouble)

    def giant():
        return np.broadcast_to(1.0, (100_000, 100_000))

    def big_endian_giant():
        return np.broadcast_to(np.array(1, dtype=">i8"), (100_000, 100_000))

    def masked():
        return np.ma.masked_array([1.0, 2.0], [True, False])

    def endless_list():
        items = []
        items.append(items)
        return (items, items)

    def deep():
        items = ()
        for _ in range(100):
            items = (items,)
        return items

    def long():
        return [0] * 1_000_000

    def wide():
        return set(range(100_000))

    def text():
        return "x" * 10_000_000

    def huge():
        return 1 << 1_000_000

    def several():
        return [np.zeros((1000, 7000)) for _ in range(5)]

    class Holder:
        def __init__(self):
            self.items = []
            for _ in range(100):
                self.items = [self.items]

    def take(value):
        return type(value).__name__
"""


@contract(GIVES, refused="an array of dtype object")
def object_arrays(student):
    student.ragged()


@contract(GIVES, refused="an array of dtype <U1")
def arrays_of_text(student):
    student.words()


@contract(GIVES, refused="an array of dtype datetime64")
def arrays_of_dates(student):
    student.days()


@contract(GIVES, refused="an array of dtype")
def structured_arrays(student):
    student.records()


@contract(GIVES, refused="an array of dtype")
def extended_precision(student):
    student.precise()


@contract(GIVES, refused="an array of shape (100000, 100000), 76,294 MiB")
def giants_without_memory(student):
    student.giant()


@contract(GIVES, refused="an array of shape (100000, 100000), 76,294 MiB")
def big_endian_giants_without_memory(student):
    student.big_endian_giant()


@contract(GIVES, refused="a masked array")
def masked_arrays(student):
    student.masked()


@contract(GIVES, refused="nested more than")
def nesting_without_end(student):
    student.deep()


@contract(GIVES, refused="nested more than")
def lists_of_an_object_nested_without_end(student):
    return student.Holder().items


@contract(GIVES, refused="lists that hold each other")
def a_list_that_holds_itself(student):
    student.endless_list()


@contract(GIVES, refused="a list of 1,000,000 items")
def long_lists(student):
    student.long()


@contract(GIVES, refused="a set of 100,000 items")
def wide_sets(student):
    student.wide()


@contract(GIVES, refused="a str of 10,000,000 characters")
def long_texts(student):
    student.text()


@contract(GIVES, refused="an integer of")
def huge_integers(student):
    student.huge()


@contract(GIVES, plain=False)
def the_next_call_works_after_a_refusal(student):
    for refuse in (student.ragged, student.giant, student.deep, student.long):
        assert raised(refuse) == "AssertionError"
    return student.take(1)


@contract(GIVES, refused="an array of dtype complex256")
def a_test_passing_extended_precision(student):
    student.take(np.zeros(1, dtype=np.clongdouble))


@contract(GIVES, refused="an array of dtype object")
def a_test_passing_objects(student):
    student.take(np.array([None]))


@contract(GIVES, refused="an array of shape (100000, 100000)")
def a_test_passing_a_giant(student):
    student.take(np.broadcast_to(0.0, (100_000, 100_000)))


@contract(GIVES, refused="a slice cannot be passed")
def a_test_passing_something_else(student):
    student.take(slice(1, 2))
