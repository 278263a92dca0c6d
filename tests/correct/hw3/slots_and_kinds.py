"""Slots, an Enum for what is going on, and a dropout that asks a new generator each time."""

# === dropout.py
from enum import Enum, auto


class _Mode(Enum):
    CONCERT = auto()
    REHEARSAL = auto()


class Dropout:
    __slots__ = ("_factors", "_p", "_rng")

    def __init__(self, p, rng):
        if p < 0 or p >= 1:
            raise ValueError(p)
        self._p, self._rng, self._factors = p, rng, {}

    def forward(self, x, training=False):
        mode = _Mode.REHEARSAL if training else _Mode.CONCERT
        self._factors = (
            self._drawn(np.shape(x)) if mode is _Mode.REHEARSAL else np.ones(np.shape(x))
        )
        return np.multiply(x, self._factors)

    def _drawn(self, shape):
        lots = np.random.default_rng(self._rng.integers(2**63)).random(shape)
        return np.floor(lots + (1 - self._p)) / (1 - self._p)

    def backward(self, grad):
        return np.multiply(grad, self._factors)
