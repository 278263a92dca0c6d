"""Calls that tell changes which are mistakes from those which give the same."""

from gradus.audit.battery import tried

_TEXTS = ("", " . ", "A b.", "One, two! Three four? five; six:", "x" * 3 + " yy ZZZ.  ")


def longest_words(text, rng):
    for each in _TEXTS:
        yield tried(text.longest_words, each)


def sentences(text, rng):
    for each in _TEXTS:
        yield tried(lambda said: list(text.sentences(said)), each)
