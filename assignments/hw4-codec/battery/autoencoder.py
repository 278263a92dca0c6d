"""Networks of several sizes, and all that comes of their training."""

import numpy as np
from backprop import Linear, Sequential
from gradient_descent import SGD

from gradus.audit.battery import tried


def square(y_pred, y_true):
    return float(np.mean((y_pred - y_true) ** 2))


def square_grad(y_pred, y_true):
    return 2 * (y_pred - y_true) / y_pred.size


def networks(autoencoder, rng):
    for size, hidden, numbers in ((8, 6, 2), (3, 11, 5), (2, 1, 1)):
        network = autoencoder.autoencoder(size, hidden, numbers, np.random.default_rng(1))
        yield list(network.parameters())
        for bias in network.parameters()[1::2]:
            bias[...] = rng.normal(0, 1, bias.shape)
        yield tried(network.forward, rng.normal(0, 1, (5, size)))


def trainings(autoencoder, rng):
    for n, epochs, patience, rate in (
        (5, 3, 3, 0.2),
        (40, 4, 2, 0.1),
        (70, 30, 2, 3.0),
        (6, 0, 1, 1),
    ):
        frames, val_frames = rng.normal(0, 1, (n, 4)), rng.normal(0, 1, (6, 4))
        network = Sequential([Linear(4, 4, np.random.default_rng(2))])
        asked = []

        def loss_grad(y_pred, y_true, asked=asked):
            asked.append(np.array(y_true))
            return square_grad(y_pred, y_true)

        chance = np.random.default_rng(3)
        optimizer = SGD(rate, momentum=0.5)
        arguments = (network, optimizer, frames, val_frames, square, loss_grad, epochs, patience)
        yield tried(autoencoder.train, *arguments, chance)
        yield list(network.parameters())
        yield asked
        yield tried(autoencoder.train, *arguments, chance, batch_size=3)
        yield list(network.parameters())
        yield frames, val_frames


def losses_that_are_told(autoencoder, rng):
    for told in (
        [3.0, 2.0, 2.5, 2.25, 1.0, 1.5, 1.25, 1.0, 0.5],
        [1.0, 2.0, 3.0, 4.0],
        [5.0, 5.0, 5.0],
    ):
        for patience in (1, 2, 3):
            network = Sequential([Linear(3, 3, np.random.default_rng(2))])
            rest = iter(told)
            frames = rng.normal(0, 1, (5, 3))
            arguments = (network, SGD(0.1), frames, frames[:2], lambda *_, rest=rest: next(rest))
            chance = np.random.default_rng(4)
            yield tried(autoencoder.train, *arguments, square_grad, len(told), patience, chance)
            yield list(network.parameters())
