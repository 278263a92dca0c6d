"""What trainable.py answers, for numbers and names of every kind."""

from gradus.audit.battery import tried

OBJECTIVES = (
    *("bits a second", "how many listeners like it", "L2 penalty", "log-spectral distance"),
    *("mean squared error", "number of bands with bits", "number of wrong notes"),
    *("signal-to-noise ratio", "time to decode"),
)


def slopes(trainable, rng):
    for count in (1, 4, 16):
        yield tried(trainable.bits_gradient, rng.uniform(0, 12, count))
    for wish, h in ((4.5, 0.25), (7.5, 1e-4), (0.5, 0.125), (9.0, 0.3), (3.0, 1.7), (2.2, 0.1)):
        yield tried(trainable.measured_slope, wish + 0.1 * h, h)


def copies(trainable, rng):
    for gain in (*rng.uniform(-3, -0.1, 5).tolist(), *rng.uniform(1.5, 4, 3).tolist(), 0.5, 0.999):
        yield tried(trainable.copy_snr, gain)
        yield tried(trainable.copy_distance, gain)
    yield tried(trainable.copy_snr, 0.0)
    yield tried(trainable.copy_distance, 1.0)


def ways(trainable, _):
    for objective in OBJECTIVES:
        yield tried(trainable.way, objective)


def decibels(trainable, rng):
    for more in (0, 1, 2, 5, -3):
        yield tried(trainable.snr_with_more_bits, float(rng.uniform(5, 50)), more)
