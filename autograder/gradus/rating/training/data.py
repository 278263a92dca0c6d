"""What a rating trains on and asks about. The labels of the hidden sets never leave the judge."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gradus.assignment import Assignment, TrainingSpec
from gradus.errors import AssignmentError
from gradus.rating.files import data_path, hidden_paths

Array = np.ndarray[Any, Any]

CHECK_SHARE = 0.7
"""Of the graded training part: enough to see what was carried along, and cheaper than all of it."""

LOWEST_DECIBELS, STEP_DECIBELS = -110.0, 0.5  # as solutions/data writes levels into a byte


@dataclass(frozen=True)
class Labelled:
    """Samples: `x` float64 (n, d), in decibels, and `labels` int64 (n,)."""

    x: Array
    labels: Array

    def __len__(self) -> int:
        return len(self.labels)

    def take(self, rows: Array | slice) -> "Labelled":
        """Some of the rows."""
        return Labelled(self.x[rows], self.labels[rows])


@dataclass(frozen=True)
class RatingData:
    """The training and the validation part, which students have, and the hidden sets by name.

    `board_rows` of the board's set count for the leaderboard alone, `private_rows` for points.
    """

    train: Labelled
    validation: Labelled
    hidden: Mapping[str, Labelled]
    board: str
    board_rows: Array
    private_rows: Array

    @property
    def classes(self) -> int:
        """How many there are."""
        parts = (self.train, *self.hidden.values())
        return 1 + max(int(part.labels.max()) for part in parts)

    @property
    def check_rows(self) -> int:
        """How many of the board's rows the training is for that tells what was learned."""
        return int(CHECK_SHARE * len(self.train))

    def rows_for_points(self, name: str) -> Array | slice:
        """The rows of the hidden set `name` that count for points."""
        return self.private_rows if name == self.board else slice(None)


def load_rating_data(assignment: Assignment, spec: TrainingSpec) -> RatingData:
    """Read everything a rating needs. Raises AssignmentError, which names the file."""
    known = _load(data_path(assignment, spec))
    needed = spec.train + spec.validation
    if len(known) < needed:
        raise AssignmentError(
            f"{data_path(assignment, spec)} has {len(known)} rows; [rating] asks for {needed}."
        )
    hidden = {name: _load(path) for name, path in hidden_paths(assignment, spec).items()}
    # Whatever order the file is in; which half is which needs no secret, as both are hidden.
    order = np.random.default_rng(0).permutation(len(hidden[spec.board]))
    middle = len(order) // 2
    data = RatingData(
        train=known.take(slice(0, spec.train)),
        validation=known.take(slice(spec.train, needed)),
        hidden=hidden,
        board=spec.board,
        board_rows=np.sort(order[:middle]),
        private_rows=np.sort(order[middle:]),
    )
    least = 2 * (data.check_rows + spec.validation)
    if len(order) < least:
        raise AssignmentError(
            f"{hidden_paths(assignment, spec)[spec.board]} has {len(order)} rows. [rating] has it "
            f"for the leaderboard, and half of its rows are trained on, to see whether a model "
            f"was learned: it needs {least} or more."
        )
    return data


def _load(path: Path) -> Labelled:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            x, labels = arrays["x"], arrays["y"]
    except FileNotFoundError:
        raise AssignmentError(
            f"{path} is missing, which the rated tasks need. Render the data sets first."
        ) from None
    except (OSError, ValueError, KeyError) as error:
        raise AssignmentError(f"{path} cannot be read as x and y of a data set: {error}") from error
    if x.ndim != 2 or labels.shape != x.shape[:1] or not len(x):
        raise AssignmentError(f"{path}: x is {x.shape} and y is {labels.shape}.")
    return Labelled(LOWEST_DECIBELS + STEP_DECIBELS * x.astype(float), labels.astype(np.int64))
