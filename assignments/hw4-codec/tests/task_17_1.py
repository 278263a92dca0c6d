"""Task 17.1: an autoencoder."""

from itertools import pairwise

import numpy as np

from gradus_checks import CheckFailed, check_close, test_case, write

OK_FORMAT = False
name = "task_17_1"


def check_layers(network, sizes):
    """The parameters of four linear layers of these sizes, W and b in turn."""
    parameters = list(network.parameters())
    shapes = [tuple(np.shape(each)) for each in parameters]
    wanted = [shape for n_in, n_out in pairwise(sizes) for shape in ((n_in, n_out), (n_out,))]
    if shapes != wanted:
        raise CheckFailed(
            "Your linear layers have other sizes: from size to hidden, to numbers, to hidden, and "
            "to size again.",
            f"The parameters should have the shapes {wanted}, and have {shapes}.",
        )
    return parameters


def check_forward(autoencoder, backprop, sizes, rng):
    """The network computes what these layers, with ReLUs after the outer ones, compute."""
    network = autoencoder.autoencoder(*sizes[:3], np.random.default_rng(1))
    parameters = check_layers(network, sizes)
    for parameter in parameters:
        write(backprop, parameter, rng.normal(0, 1, np.shape(parameter)))
    weights = [np.array(each) for each in network.parameters()]
    x = rng.normal(0, 1, (7, sizes[0]))
    signals = {"": x}
    # By where there is a ReLU: behind the first layer, the second, …
    for number in range(4):
        w, b = weights[2 * number : 2 * number + 2]
        after = {}
        for places, signal in signals.items():
            y = signal @ w + b
            after[places] = y
            after[f"{places}{number}"] = np.maximum(0, y)
        signals = after
    check_close(
        network.forward(x),
        signals["02"],
        name="the copy",
        wrong={
            "There is a ReLU at the end: a sound has negative samples, too.": signals["023"],
            "There is a ReLU in the middle: the numbers there may be negative.": signals["012"],
            "There is a ReLU in the middle and one at the end: only behind the first and the "
            "third layer.": signals["0123"],
            "The first ReLU is missing.": signals["2"],
            "The second ReLU is missing: one behind the third layer, too.": signals["0"],
            "There is no ReLU: without one, four layers are as good as one.": signals[""],
            "The ReLUs are behind the second and the fourth layer: behind the first and the third "
            "they should be.": signals["13"],
        },
    )


@test_case(
    name="Worked example",
    points=1.5,
    failure_message="Sequential([Linear(…), ReLU(), Linear(…), Linear(…), ReLU(), Linear(…)]): "
    "narrow in the middle, and as wide at the end as at the beginning.",
)
def worked_example(autoencoder, backprop, rng):
    check_forward(autoencoder, backprop, (8, 6, 2, 6, 8), rng)


@test_case(
    name="Randomness from rng",
    points=0.75,
    failure_message="Give rng to each of the four layers: no generator of your own.",
)
def from_rng(autoencoder):
    def weights(seed):
        network = autoencoder.autoencoder(6, 5, 3, np.random.default_rng(seed))
        return [np.array(each) for each in network.parameters()]

    one, same, other = weights(3), weights(3), weights(4)
    if not all(map(np.array_equal, one, same)):
        raise CheckFailed("A second network from the same seed has other weights than the first.")
    if all(map(np.array_equal, one, other)):
        raise CheckFailed("Networks from two different seeds have the same weights.")
    if np.array_equal(one[0], one[6].T) or np.array_equal(one[2], one[4].T):
        raise CheckFailed("Two layers have the same weights: draw those of each layer on its own.")


@test_case(
    name="Other sizes",
    points=0.75,
    hidden=True,
    failure_message="Take the sizes that are passed in, and no others. hidden may be smaller than "
    "numbers, and larger than size.",
)
def other_sizes(autoencoder, backprop, rng):
    """size, hidden and numbers may be any."""
    for size, hidden, numbers in ((3, 11, 5), (10, 4, 7), (2, 1, 1)):
        check_forward(autoencoder, backprop, (size, hidden, numbers, hidden, size), rng)
