"""Calls that tell changes which are mistakes from those which give the same."""

from gradus.audit.battery import tried


def hann(spectra, rng):
    for n in (1, 2, int(rng.integers(3, 50))):
        yield tried(spectra.hann, n)


def amplitudes(spectra, rng):
    for n in (2, 7, 16):
        yield tried(spectra.amplitudes, rng.normal(size=n), 100.0)
