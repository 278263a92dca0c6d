"""Sparse arrays cross as arrays of their format, bounded by what they stand for."""

import numpy as np
import scipy.sparse
from contract.contracts.registry import Contracts, message

contract = Contracts()

SPARSE = """
    import numpy as np
    import scipy.sparse

    def same(array):
        return array

    def doubled(array):
        return 2 * array

    def kind(array):
        return type(array).__name__, array.format, str(array.dtype), array.shape

    def in_place(array):
        array.data *= 3

    def identity(n, form):
        return scipy.sparse.eye_array(n, format=form)

    def matrix():
        return scipy.sparse.csr_matrix(np.eye(2))

    def much():
        return scipy.sparse.eye_array(100_000, format="csr")

    class Mine(scipy.sparse.csr_array):
        def toarray(self, *_):
            return np.zeros((9, 9))

    def mine():
        return Mine(np.eye(2))
"""


@contract(SPARSE)
def sparse_arrays(student):
    entries = np.array([[0.0, 2.0, 0.0], [1.5, 0.0, 0.0]])
    arrays = [scipy.sparse.coo_array(entries).asformat(name) for name in ("csr", "csc", "coo")]
    back = student.same(arrays[0]) is arrays[0]
    doubled = [student.doubled(array) for array in arrays]
    kinds = [student.kind(array.astype(name)) for array in arrays for name in ("int8", "complex64")]
    student.in_place(arrays[1])
    empty = student.doubled(scipy.sparse.csr_array((0, 3)))
    return back, doubled, kinds, arrays, student.identity(3, "csr"), empty


@contract(SPARSE, plain=False)
def other_formats_and_refusals(student):
    forms = [student.identity(3, name) for name in ("lil", "dok", "dia", "bsr")]
    assert {type(array) for array in forms} == {scipy.sparse.csr_array}
    matrix, mine = student.matrix(), student.mine()
    assert type(matrix) is type(mine) is scipy.sparse.csr_array
    assert np.array_equal(mine.toarray(), np.eye(2))
    told = message(student.much)
    assert "written out would have more than 24 MiB" in told
    return forms, matrix * matrix, mine, told
