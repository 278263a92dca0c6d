"""Calls that tell changes which are mistakes from those which give the same."""

from gradus.audit.battery import tried


def lowpass(filtering, rng):
    yield tried(filtering.lowpass, rng.normal(size=100), 1000.0, 60.0)
