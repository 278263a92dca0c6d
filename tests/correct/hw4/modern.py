"""Type hints, dataclasses and positional-only names."""

# === quantizer.py
from dataclasses import dataclass

import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Band:
    bits: int

    @property
    def m(self) -> int:
        return 0 if self.bits < 2 else 2 ** (self.bits - 1) - 1

    @property
    def cost(self) -> int:
        return (WIDTH * self.bits + SCALE_BITS) * (self.m > 0)


def dequantize(codes: npt.ArrayLike, exponents: npt.ArrayLike, bits: npt.ArrayLike) -> Array:
    codes, exponents = np.asarray(codes, float), np.asarray(exponents, float)
    result = np.zeros(codes.shape)
    for number, b in enumerate(np.asarray(bits, int)):
        if (m := Band(int(b)).m) > 0:
            result[:, number] = codes[:, number] / m * 2 ** (exponents[:, number, None] / 4)
    return result


def bits_per_second(bits: npt.ArrayLike, rate: float) -> float:
    return sum(Band(int(b)).cost for b in bits) / HOP * rate
