"""Both losses and their gradients, for frames of every size, and for silence."""

import numpy as np

from gradus.audit.battery import tried


def losses(objectives, rng):
    functions = (objectives.waveform_loss, objectives.waveform_loss_grad)
    spectral = (objectives.spectral_loss, objectives.spectral_loss_grad)
    for shape, size in (((1, 2), 1.0), ((1, 16), 1e-3), ((7, 4), 1e3), ((3, 64), 1.0)):
        original = rng.normal(0, size, shape) * rng.uniform(0.01, 1, (shape[0], 1))
        copy = original + rng.normal(0, size / 10, shape)
        for function in (*functions, *spectral):
            yield tried(function, copy, original)
            yield tried(function, copy, np.zeros(shape))
            yield tried(function, np.zeros(shape), original)
            yield tried(function, original.copy(), original)
            yield copy, original
    for kind in (np.int8, np.uint8, np.int32):
        pair = rng.integers(0, 120, (2, 3, 4)).astype(kind)
        for function in (*functions, *spectral):
            yield tried(function, *pair)


def other_axes(objectives, rng):
    for shape in ((1,), (6,), (2, 3, 4)):
        pair = rng.normal(0, 1, (2, *shape))
        yield tried(objectives.waveform_loss, *pair)
        yield tried(objectives.waveform_loss_grad, *pair)


def shapes(objectives, _):
    functions = (
        objectives.waveform_loss,
        objectives.waveform_loss_grad,
        objectives.spectral_loss_grad,
    )
    for function in functions:
        for one, other in (((4, 8), (1, 8)), ((0, 4), (0, 4)), ((2, 2), (3, 2))):
            yield tried(function, np.ones(one), np.ones(other))
