from itertools import pairwise

import numpy as np

from gradus_checks import check_close, test_case


def stack(dense, rng, sizes):
    pairs = pairwise(sizes)
    return [dense.Dense(rng.normal(size=pair), rng.normal(size=pair[1])) for pair in pairs]


@test_case(name="Two layers", points=15, failure_message="ReLU stands between two layers only.")
def two_layers(network, dense):
    first = dense.Dense(np.array([[1.0, -1.0]]), np.array([0.0, 0.0]))
    last = dense.Dense(np.array([[1.0], [1.0]]), np.array([-5.0]))
    check_close(network.predict(np.array([[2.0], [-3.0]]), [first, last]), [[-3.0], [-2.0]])


@test_case(name="More layers", points=10, hidden=True)
def more_layers(network, dense, reference, rng):
    """`predict` takes any number of layers, and there is no ReLU after the last one."""
    for sizes in ((2, 3), (2, 4, 3, 2)):
        x = rng.normal(size=(5, 2))
        drawn = rng.spawn(1)[0]
        state = drawn.bit_generator.state
        mine = stack(dense, drawn, sizes)
        drawn.bit_generator.state = state
        right = stack(reference.dense, drawn, sizes)
        check_close(network.predict(x, mine), reference.network.predict(x, right))
