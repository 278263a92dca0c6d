"""Signs that a codec is not what it seems to be. They call a person, and cost no mark."""

from collections.abc import Iterator

from gradus.rating.coding.scores import Heard
from gradus.rating.coding.trial import Passage
from gradus.rating.numbers import Numbers

_CARRIED = 6_000
"""Bytes of numbers and of files beside the source: tables of a codec are some hundred bytes each,
and a clip at the lower of two bit rates is a few thousand."""

_NEARER = 1.0
"""Decibels by which a codec has to do better in one process than in two, to be told from chance."""

KEPT = (
    "What encode and decode do in one process they do not do in two: decode needs something that "
    "encode has kept in memory or in a file. All that it needs has to be in the bytes."
)
"""For the student."""


def in_rehearsal(passage: Passage, *, is_kept: bool) -> Iterator[str]:
    """What the clips show that students have."""
    if passage.encoded.differs:
        yield "its encode gives other bytes each time it is asked for the same clip"
    if is_kept:
        yield (
            "its decode brings back in one process what it does not in two: state is kept between "
            "encode and decode"
        )


def in_source(numbers: Numbers) -> Iterator[str]:
    """Sounds, or a model, that are carried along have to be somewhere."""
    carried = numbers.numbers + numbers.other
    if carried > _CARRIED:
        yield (
            f"it carries {carried / 1000:.1f} kB of numbers, text without a space, or other files: "
            "are sounds or a trained model among them?"
        )


def may_be_kept(clip: Heard) -> bool:
    """Whether it is worth to try the clip in one process: it is hardly nearer than silence."""
    return not clip.is_too_large and clip.closeness < 0.5


def is_kept(apart: Heard, together: Heard) -> bool:
    """Whether a clip comes back, or comes nearer, only where both run in one process."""
    if together.distance is None:
        return False
    return apart.distance is None or together.distance < apart.distance - _NEARER
