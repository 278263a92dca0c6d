"""What a codec's functions may return, and a sentence for whatever else they do."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from gradus.rating.coding.data import Array
from gradus_checks import CheckFailed, check_shape
from gradus_checks.proxy import ObjectProxy

_MOST_BYTES = 200_000  # several times what a clip takes as it is
_LOUDEST = 1e6  # a full scale is 1: whoever is off by int16's is told of the distance, not of this
_KINDS = {"i": "whole numbers", "u": "whole numbers", "b": "True or False", "U": "text"}


def as_bytes(data: object) -> bytes:
    """What encode returns, if it is bytes, and not too many. Raises CheckFailed."""
    if data is None:
        raise CheckFailed("encode returns None. Does it end with `return`?")
    if not isinstance(data, bytes):
        raise CheckFailed(f"encode should return bytes, and returns {_kind_of(data)}.")
    if len(data) > _MOST_BYTES:
        raise CheckFailed(
            f"encode returns more than {_MOST_BYTES:,} bytes for a clip that takes less as it is."
        )
    return data


def as_sound(sound: object, samples: int) -> Array:
    """What decode returns, if it is so many finite decimals: float64. Raises CheckFailed."""
    if sound is None:
        raise CheckFailed("decode returns None. Does it end with `return`?")
    if isinstance(sound, list | tuple):
        sound = _array_of(sound)
    check_shape(sound, (samples,), name="what decode returns")
    array = np.asarray(sound)
    if array.dtype.kind != "f":
        raise CheckFailed(
            "What decode returns should be decimals, on the scale of the sound, and is "
            f"{_KINDS.get(array.dtype.kind, 'something else')}."
        )
    if not np.all(np.isfinite(array)):
        raise CheckFailed("What decode returns has samples that are NaN or infinite.")
    if np.any(np.abs(array) > _LOUDEST):
        raise CheckFailed(
            f"What decode returns has samples beyond {_LOUDEST:,.0f}, and sounds are from -1 to 1."
        )
    return array.astype(float)


def _array_of(sound: Sequence[Any]) -> Array:
    try:
        return np.array(sound)
    except (TypeError, ValueError, OverflowError) as error:
        raise CheckFailed("What decode returns is a list that makes no array.") from error


def _kind_of(data: object) -> str:
    if isinstance(data, str):
        return "text"
    if isinstance(data, np.ndarray):
        return "an array: its method tobytes() gives them"
    return "an object of another class" if isinstance(data, ObjectProxy) else type(data).__name__
