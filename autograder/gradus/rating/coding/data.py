"""The clips that a codec is tried on: excerpts of those that students have, and the hidden sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gradus.assignment import Assignment, CodecSpec
from gradus.errors import AssignmentError
from gradus.rating.files import data_path, hidden_paths

Array = np.ndarray[Any, Any]

KNOWN = "known"
"""The name of the set of what students have: no hidden one is called so."""

_EXCERPTS = 2
"""Of each clip that students have: the gap is between what is about as long on both sides."""

_FULL_SCALE = 2**15  # int16 as numbers from −1 to 1


@dataclass(frozen=True)
class CodecData:
    """Clips, each float64 (samples,) from −1 to 1, at `rate` samples a second, by set.

    Of the set `board` the clips with the numbers `board_clips` are for the leaderboard alone.
    """

    rate: int
    known: tuple[Array, ...]
    hidden: Mapping[str, tuple[Array, ...]]
    board: str
    board_clips: frozenset[int]

    def is_for_points(self, name: str, number: int) -> bool:
        """Whether this clip of the set `name` counts for points."""
        return name != self.board or number not in self.board_clips

    def seconds(self, clip: Array) -> float:
        """How long a clip sounds."""
        return len(clip) / self.rate


def load_codec_data(assignment: Assignment, spec: CodecSpec) -> CodecData:
    """Read everything that the rating needs. Raises AssignmentError, which names the file."""
    rates, hidden = set(), {}
    for name, path in hidden_paths(assignment, spec).items():
        rate, arrays = _load(path)
        x = arrays.get("x", np.empty(0))
        if x.ndim != 2 or x.dtype != np.int16 or not x.size:
            raise AssignmentError(f"{path}: x should be clips in rows, int16, and is {x.shape}.")
        rates.add(rate)
        hidden[name] = tuple(x / _FULL_SCALE)
    if len(hidden[spec.board]) < 2:
        raise AssignmentError(
            f"{hidden_paths(assignment, spec)[spec.board]} has one clip. [rating] has one half of "
            "them for the leaderboard: it needs two or more."
        )
    path = data_path(assignment, spec)
    rate, arrays = _load(path)
    sounds = [each / _FULL_SCALE for each in arrays.values() if each.ndim == 1]
    if not sounds:
        raise AssignmentError(f"{path} holds no clip: an array of int16 in one dimension.")
    if rates != {rate}:
        raise AssignmentError(f"{path} has {rate} samples a second, and hidden clips {rates}.")
    samples = len(next(iter(hidden.values()))[0])
    order = np.random.default_rng(0).permutation(len(hidden[spec.board]))
    return CodecData(
        rate=rate,
        known=tuple(part for sound in sounds for part in _excerpts(sound, samples)),
        hidden=hidden,
        board=spec.board,
        board_clips=frozenset(order[: len(order) // 2].tolist()),
    )


def _excerpts(sound: Array, samples: int) -> list[Array]:
    """At equal distances, none of them at an end, where there may be silence."""
    free = max(len(sound) - samples, 0)
    starts = [free * (2 * number + 1) // (2 * _EXCERPTS) for number in range(_EXCERPTS)]
    return [sound[start : start + samples] for start in starts]


def _load(path: Path) -> tuple[int, dict[str, Array]]:
    """The rate, and the arrays of sound."""
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        rate = int(arrays.pop("rate"))
    except FileNotFoundError:
        raise AssignmentError(
            f"{path} is missing, which the rated tasks need. Render the clips first."
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AssignmentError(f"{path} cannot be read as clips with a rate: {error}") from error
    return rate, {name: each for name, each in arrays.items() if each.dtype == np.int16}
