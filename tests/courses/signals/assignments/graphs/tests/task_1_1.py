"""Task 1.1: transition matrix."""

import numpy as np
import scipy.sparse
from gradus_checks import check_close, test_case

OK_FORMAT = False
name = "task_1_1"


@test_case(name="Worked example", points=40)
def worked_example(graphs):
    counts = scipy.sparse.csr_array(np.array([[1.0, 3.0], [0.0, 0.0]]))
    expected = scipy.sparse.csr_array(np.array([[0.25, 0.75], [0.0, 0.0]]))
    check_close(graphs.transitions(counts), expected)


@test_case(name="Random graph", points=20, hidden=True)
def random_graph(graphs, reference, rng):
    """The result is a sparse array in which each row that is not empty sums to 1."""
    counts = scipy.sparse.csr_array(rng.poisson(0.3, (12, 12)).astype(float))
    expected = reference.graphs.transitions(counts)
    check_close(graphs.transitions(counts), expected)
