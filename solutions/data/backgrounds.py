"""What sounds behind a chord: coloured noise, or the drums and the hiss of a record."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from bands import RATE

NOISE_SNR = (15.0, 40.0)  # dB: from an old tape to a studio
BAND_SNR = (-5.0, 10.0)
"""Signal to noise ratio in decibels, drawn evenly from between."""

_HITS = ("bd_*.flac", "drum_*.flac", "sn_*.flac")
_NOT_CC0 = {"bd_mehackit", "sn_generic"}
"""Recordings whose licence the package does not name."""
_HISS = "vinyl_hiss.flac"


class SamplesMissing(Exception):
    """The recordings of drums are not as they should be; the message says what to do."""


class Band:
    """The recordings of a folder of Sonic Pi's samples: single drum hits, and a record's hiss."""

    def __init__(self, folder: Path) -> None:
        """Raises SamplesMissing."""
        found = (path for pattern in _HITS for path in folder.glob(pattern))
        paths = sorted(path for path in found if path.stem not in _NOT_CC0)
        if not paths or not (folder / _HISS).is_file():
            raise SamplesMissing(
                f"There are no drums and no {_HISS} in {folder}. In Debian and Ubuntu: apt-get "
                "install sonic-pi-samples; elsewhere, name Sonic Pi's etc/samples with --samples."
            )
        self.hits: Mapping[str, np.ndarray] = {path.stem: _read(path) for path in paths}
        self._hiss = _read(folder / _HISS)

    def play(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """n samples of two to five hits, at any time and loudness, and some hiss."""
        start = rng.integers(len(self._hiss) - n)
        sound = rng.uniform(0.1, 1.0) * _unit(self._hiss[start : start + n]) * 0.1
        for name in rng.choice(list(self.hits), rng.integers(2, 6), replace=False):
            begin = rng.integers(n - RATE // 10)
            hit = rng.uniform(0.2, 1.0) * self.hits[name][: n - begin]
            sound[begin : begin + len(hit)] += hit
        return sound


def coloured_noise(n: int, rng: np.random.Generator) -> np.ndarray:
    """n samples of noise, from white (as much power at each frequency) to brown (1/f²)."""
    frequencies = np.maximum(np.fft.rfftfreq(n, 1 / RATE), 50.0)
    spectrum = np.fft.rfft(rng.normal(size=n)) * frequencies ** (-rng.uniform(0, 2) / 2)
    return np.fft.irfft(spectrum, n)


def mixed(
    sound: np.ndarray, background: np.ndarray, snr: tuple[float, float], rng: np.random.Generator
) -> np.ndarray:
    """Sound and background, with a signal to noise ratio between the two given ones."""
    decibels = rng.uniform(*snr)
    return sound + np.std(sound) * 10 ** (-decibels / 20) * _unit(background)


def _unit(sound: np.ndarray) -> np.ndarray:
    return sound / np.std(sound)


def _read(path: Path) -> np.ndarray:
    """A recording as mono, with a peak of 1."""
    import soundfile

    sound, rate = soundfile.read(path, always_2d=True)
    if rate != RATE:
        raise SamplesMissing(f"{path} has {rate} samples a second, and should have {RATE}.")
    sound = np.mean(sound, axis=1)
    return sound / np.max(np.abs(sound))
