"""Which chords are played: eight qualities, on some keys and instruments, no voicing twice.

A voicing is a set of MIDI notes. Every tone of a chord lies in one of the two octaves above
48 + root, and one tone may be doubled an octave off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

QUALITIES = {
    "major": (0, 4, 7),
    "minor": (0, 3, 7),
    "diminished": (0, 3, 6),
    "augmented": (0, 4, 8),
    "sus4": (0, 5, 7),
    "dominant 7": (0, 4, 7, 10),
    "major 7": (0, 4, 7, 11),
    "minor 7": (0, 3, 7, 10),
}
"""Semitones above the root; the order is that of the labels."""

CLASSES = tuple(QUALITIES)
WHITE_KEYS = (0, 2, 4, 5, 7, 9, 11)  # semitones above C
BLACK_KEYS = (1, 3, 6, 8, 10)  # semitones above C

Notes = tuple[int, ...]
Taken = set[tuple[int, Notes]]


@dataclass(frozen=True)
class Chord:
    """`notes` played on an instrument: the label is a number in CLASSES, the root a pitch class."""

    label: int
    root: int
    instrument: int
    notes: Notes


def deal(
    n: int,
    instruments: Sequence[int],
    roots: Sequence[int],
    taken: Taken,
    rng: np.random.Generator,
) -> list[Chord]:
    """n chords in random order, as many of each label on each instrument and root, to within one.

    No chord has the instrument and notes of one in `taken`, to which those dealt are added. Raises
    ValueError where there are not so many voicings.
    """
    decks: dict[tuple[int, int, frozenset[int]], Iterator[Notes]] = {}
    places = list(product(instruments, roots))
    orders = [rng.permutation(len(places)) for _ in CLASSES]
    chords = []
    for number in range(n):
        turn, label = divmod(number, len(CLASSES))
        instrument, root = places[orders[label][turn % len(places)]]
        key = (instrument, label, _pitch_classes(label, root))
        if key not in decks:
            free = [each for each in _voicings(label, root, roots) if (key[0], each) not in taken]
            decks[key] = iter([free[i] for i in rng.permutation(len(free))])
        notes = next(decks[key], None)
        if notes is None:
            raise ValueError(
                f"there are fewer than {n} chords on {len(places)} instruments × roots"
            )
        taken.add((instrument, notes))
        chords.append(Chord(label, root, instrument, notes))
    return [chords[i] for i in rng.permutation(n)]


def _pitch_classes(label: int, root: int) -> frozenset[int]:
    """C, E and A flat augmented have the same: their voicings are one deck."""
    return frozenset((root + interval) % 12 for interval in QUALITIES[CLASSES[label]])


def _voicings(label: int, root: int, roots: Sequence[int]) -> list[Notes]:
    """All voicings of the chord, sorted; what white keys can play belongs to them alone."""

    def of(keys: Sequence[int]) -> set[Notes]:
        same = (key for key in keys if _pitch_classes(label, key) == _pitch_classes(label, root))
        return {notes for key in same for notes in _of_root(label, key)}

    elsewhere = set() if root in WHITE_KEYS else of(WHITE_KEYS)
    return sorted(of(roots) - elsewhere)


def _of_root(label: int, root: int) -> Iterator[Notes]:
    intervals = QUALITIES[CLASSES[label]]
    for octaves in product((0, 12), repeat=len(intervals)):
        notes = {48 + root + i + octave for i, octave in zip(intervals, octaves, strict=True)}
        yield tuple(sorted(notes))
        for tone, off in product(notes, (-12, 12)):
            yield tuple(sorted({*notes, tone + off}))
