"""Networks of several sizes, and all that comes of their training."""

import numpy as np

from gradus.audit.battery import tried


def _square(y_pred, y_true):
    return float(np.mean((y_pred - y_true) ** 2))


def _square_grad(y_pred, y_true):
    return 2 * (y_pred - y_true) / y_pred.size


class _Descent:
    """An optimizer with momentum."""

    def __init__(self, rate):
        self.rate, self.velocities = rate, None

    def step(self, parameters, gradients):
        self.velocities = self.velocities or [np.zeros(each.shape) for each in parameters]
        for parameter, velocity, gradient in zip(
            parameters, self.velocities, gradients, strict=True
        ):
            velocity[...] = 0.5 * velocity + gradient
            parameter -= self.rate * velocity


def _one_layer(autoencoder, size):
    layer = autoencoder.Linear(size, size, np.random.default_rng(2))
    return autoencoder.Sequential([layer])


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
        network = _one_layer(autoencoder, 4)
        asked = []

        def loss_grad(y_pred, y_true, asked=asked):
            asked.append(np.array(y_true))
            return _square_grad(y_pred, y_true)

        chance = np.random.default_rng(3)
        optimizer = _Descent(rate)
        arguments = (network, optimizer, frames, val_frames, _square, loss_grad, epochs, patience)
        yield tried(autoencoder.train, *arguments, chance)
        yield list(network.parameters())
        yield asked
        yield tried(autoencoder.train, *arguments, chance, 3)
        yield list(network.parameters())
        yield frames, val_frames


def losses_that_are_told(autoencoder, rng):
    for told in (
        [3.0, 2.0, 2.5, 2.25, 1.0, 1.5, 1.25, 1.0, 0.5],
        [1.0, 2.0, 3.0, 4.0],
        [5.0, 5.0, 5.0],
    ):
        for patience in (1, 2, 3):
            network = _one_layer(autoencoder, 3)
            rest = iter(told)
            frames = rng.normal(0, 1, (5, 3))
            arguments = (
                network,
                _Descent(0.1),
                frames,
                frames[:2],
                lambda *_, rest=rest: next(rest),
            )
            chance = np.random.default_rng(4)
            yield tried(autoencoder.train, *arguments, _square_grad, len(told), patience, chance)
            yield list(network.parameters())
