"""How a rated task is declared: `[rating]` for the assignment, `rating` for each of its tasks."""

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, model_validator


@dataclass(frozen=True)
class RatedBy:
    """What a task is rated by: the mean accuracy on the hidden `sets`.

    At the three `thresholds` it earns 0, 70 and 100 % of the points, with straight lines between.
    """

    sets: tuple[str, ...]
    thresholds: tuple[float, float, float]


@dataclass(frozen=True)
class RatingSpec:
    """How a submission is trained and asked, once for all rated tasks.

    `data` is a file in the assignment's folder, which students have; the assignment's folder of
    hidden data has a file `<set>.npz` for each set. The first `train` rows of the data are for
    training, the next `validation` rows for validation. It is trained once for each of the `seeds`.
    A training may take `cpu_ratio` times what the reference takes. `sets` are the names of the
    hidden sets, each with what it holds, in words. Half of the set `board` is for the leaderboard
    alone, whose steps are `board_step`; everything else is for points.
    """

    data: str
    sets: tuple[tuple[str, str], ...]
    train: int
    validation: int
    seeds: tuple[int, ...]
    cpu_ratio: float
    cpu_floor_seconds: float
    board: str
    board_step: float


class RatedByModel(BaseModel):
    """The table `rating` of a task, as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sets: tuple[str, ...] = Field(min_length=1)
    thresholds: tuple[float, float, float]

    @model_validator(mode="after")
    def _rising(self) -> "RatedByModel":
        low, middle, high = self.thresholds
        if not 0 <= low < middle < high <= 1:
            raise ValueError("thresholds must rise, from 0 to 1")
        return self


class RatingModel(BaseModel):
    """The table `[rating]` of an assignment, as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    data: str = Field(pattern=r"^[\w/-]+\.npz$")
    sets: dict[str, str] = Field(min_length=1)
    train: int = Field(gt=0)
    validation: int = Field(gt=0)
    seeds: tuple[int, ...] = Field(min_length=1)
    cpu_ratio: float = Field(default=3.0, gt=1)
    cpu_floor_seconds: float = Field(default=10.0, gt=0)
    board: str
    board_step: float = Field(default=0.02, gt=0, lt=1)

    def spec(self) -> RatingSpec:
        """The values, frozen."""
        return RatingSpec(**{**self.model_dump(), "sets": tuple(self.sets.items())})

    @model_validator(mode="after")
    def _possible(self) -> "RatingModel":
        if self.board not in self.sets:
            raise ValueError(f"board is {self.board}, which is not one of the sets")
        if len(self.seeds) % 2 == 0:
            raise ValueError("seeds must be odd in number, so that one training is in the middle")
        return self
