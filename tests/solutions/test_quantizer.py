"""The quantizer on real clips: each bit helps in each band or costs nothing; rests stay silent."""

from pathlib import Path

import frames
import numpy as np
import pytest
import quantizer

CLIPS = Path(__file__).resolve().parents[2] / "assignments" / "hw4-codec" / "data" / "clips.npz"


def there_and_back(bands: np.ndarray, bits: np.ndarray) -> np.ndarray:
    codes, exponents = quantizer.quantize(bands, bits)
    return np.asarray(quantizer.dequantize(codes, exponents, bits))


@pytest.mark.parametrize("name", ["heard", "unheard"])
def test_each_further_bit_helps_or_costs_nothing(name: str) -> None:
    with np.load(CLIPS) as clips:
        sound, rate = clips[name] / np.std(clips[name]), int(clips["rate"])
    bands = frames.to_bands(frames.to_frames(sound))
    before, cost = np.sum(bands**2, axis=(0, 2)), 0.0
    for number in range(1, 11):
        bits = np.full(frames.BANDS, number)
        error = np.sum((there_and_back(bands, bits) - bands) ** 2, axis=(0, 2))
        now = quantizer.bits_per_second(bits, rate)
        assert np.all(error < before) if now > cost else np.all(error == before)
        before, cost = error, now


def test_silence_comes_back_as_silence() -> None:
    silence = frames.to_bands(frames.to_frames(np.zeros(2000)))
    for number in range(11):
        assert not np.any(there_and_back(silence, np.full(frames.BANDS, number)))
