import numpy as np

from gradus_checks import check_close, test_case


@test_case(
    name="By hand", points=18, failure_message="Each gradient has the shape of what it is of."
)
def by_hand(dense):
    layer = dense.Dense(np.array([[1.0, 0.0], [2.0, 3.0]]), np.array([0.5, 0.0]))
    layer.forward(np.array([[3.0, 4.0], [5.0, 7.0], [1.0, 2.0]]))
    found = layer.backward(np.array([[1.0, 2.0], [0.0, 1.0], [-1.0, 4.0]]))
    expected = [[1.0, 8.0], [0.0, 3.0], [-1.0, 10.0]], [[2.0, 15.0], [2.0, 23.0]], [0.0, 7.0]
    for one, other in zip(found, expected, strict=True):
        check_close(one, other)


@test_case(name="Any number of samples", points=12, hidden=True)
def any_number(dense, reference, rng):
    """The x that counts is the one of the last call of `forward`, with any number of samples."""
    for samples in (1, 5):
        weights, bias, x = (
            rng.normal(size=(3, 4)),
            rng.normal(size=4),
            rng.normal(size=(samples, 3)),
        )
        grad = rng.normal(size=(samples, 4))
        mine, right = dense.Dense(weights, bias), reference.dense.Dense(weights, bias)
        mine.forward(rng.normal(size=(2, 3)))
        mine.forward(x)
        right.forward(x)
        for one, other in zip(mine.backward(grad), right.backward(grad), strict=True):
            check_close(one, other)
