import numpy as np

from gradus_checks import check_close, test_case


@test_case(
    name="By hand", points=15, failure_message="The samples times the weights, and the bias."
)
def by_hand(dense):
    layer = dense.Dense(np.array([[1.0], [2.0]]), np.array([0.5]))
    check_close(layer.forward(np.array([[3.0, 4.0], [0.0, -1.0]])), [[11.5], [-1.5]])


@test_case(name="Any number of samples", points=10, hidden=True)
def any_number(dense, reference, rng):
    """There may be any number of samples."""
    for samples in (1, 5):
        weights, bias, x = (
            rng.normal(size=(3, 4)),
            rng.normal(size=4),
            rng.normal(size=(samples, 3)),
        )
        expected = reference.dense.Dense(weights, bias).forward(x)
        check_close(dense.Dense(weights, bias).forward(x), expected)
