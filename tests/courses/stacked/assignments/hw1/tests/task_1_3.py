import numpy as np

from gradus_checks import check_close, check_unchanged, test_case


@test_case(name="By hand", points=12, failure_message="Negative entries become 0.")
def by_hand(activations):
    check_close(activations.relu(np.array([[1.5, -2.0], [0.0, 3.0]])), [[1.5, 0.0], [0.0, 3.0]])


@test_case(name="Any shape", points=8, hidden=True)
def any_shape(activations, reference, rng):
    """at any shape, and changes nothing that it is given."""
    for shape in ((), (4,), (2, 3, 2)):
        x = np.array(rng.normal(size=shape))
        with check_unchanged(x=x):
            found = activations.relu(x)
        check_close(found, reference.activations.relu(x))
