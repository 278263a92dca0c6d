"""Arrays cross bit by bit, whatever their layout; what cannot be an array's value does not."""

import numpy as np
from contract.contracts.registry import Contracts

contract = Contracts()

SAME = """
    def same(array):
        return array

    def copy(array):
        return array.copy()

    def layout(array):
        return array.shape, str(array.dtype), complex(array.sum())
"""


@contract(SAME)
def every_dtype(student):
    sizes = [f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)]
    names = ["bool", "float16", "float32", "float64", "complex64", "complex128", *sizes]
    arrays = [np.arange(4).astype(name) for name in names]
    return [student.copy(array) for array in arrays], [student.layout(array) for array in arrays]


@contract(SAME)
def zero_dimensions(student):
    return student.copy(np.array(2.5)), student.layout(np.array(2.5))


@contract(SAME)
def empty_arrays(student):
    return [student.copy(np.empty(shape)) for shape in ((0,), (3, 0), (0, 5), (2, 0, 4))]


@contract(SAME)
def fortran_order(student):
    array = np.asfortranarray(np.arange(6.0).reshape(2, 3))
    return np.ascontiguousarray(student.copy(array)), student.layout(array)


@contract(SAME)
def views(student):
    array = np.arange(24.0).reshape(2, 3, 4)
    pieces = (array[:, ::2], array.T, array[::-1, 1], np.broadcast_to(1.5, (2, 2)))
    return [student.copy(piece).tolist() for piece in pieces]


@contract(SAME, plain=False)
def big_endian_arrives_native(student):
    array = student.copy(np.array([1.0, -2.0], dtype=">f8"))
    assert array.dtype == np.float64
    assert array.dtype.isnative
    return array


@contract(
    """
    import numpy as np

    def big_endian():
        return np.array([1, 256], dtype=">i2")

    def fortran():
        return np.asfortranarray([[1.0, 2.0], [3.0, 4.0]])
""",
    plain=False,
)
def returned_layouts_become_native_and_c(student):
    assert student.fortran().flags.c_contiguous
    assert student.big_endian().dtype == np.dtype("int16")
    return student.fortran(), student.big_endian()


@contract(
    """
    import numpy as np

    def matrix():
        return np.array([[1.0, 2.0]]).view(np.matrix)
""",
    plain=False,
)
def a_matrix_becomes_an_array(student):
    result = student.matrix()
    assert type(result) is np.ndarray
    return result, result * result


@contract(
    """
    import numpy as np

    def truth():
        return np.array([0, 2, 255], dtype=np.uint8).view(bool)
""",
    plain=False,
)
def truth_is_zero_or_one(student):
    result = student.truth()
    assert result.view(np.uint8).tolist() == [0, 1, 1]
    return result


@contract(SAME)
def results_are_the_tests_own_and_writeable(student):
    result = student.copy(np.zeros(2))
    result += 1
    return result, student.copy(np.zeros(2))


@contract(SAME)
def a_returned_argument_is_the_argument(student):
    array, items = np.zeros(2), [1]
    return student.same(array) is array, student.same(items) is items


@contract("""
    def twice(array):
        fresh = array * 2
        return fresh, fresh, array
""")
def one_array_returned_twice_is_one(student):
    array = np.ones(2)
    first, second, third = student.twice(array)
    return first is second, third is array, first


@contract("""
    def shares(a, b):
        return a is b

    def nested(items):
        return items[0] is items[1], items[0] is items[2]["x"]
""")
def one_array_passed_twice_is_one(student):
    a, b = np.ones(2), np.ones(2)
    return student.shares(a, a), student.shares(a, b), student.nested([a, a, {"x": a}])


@contract("""
    def large(array):
        return array + 1
""")
def megabytes(student):
    return float(student.large(np.zeros((512, 1024))).sum())
