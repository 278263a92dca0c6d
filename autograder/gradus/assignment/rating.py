"""How a rated task is declared: `[rating]` for the assignment, `rating` for each of its tasks.

There are kinds of rating; what each needs beyond what all need stands in a class of its own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator


@dataclass(frozen=True)
class RatedBy:
    """What a task is rated by: a figure over the hidden `sets`.

    At the three `thresholds` it earns 0, 70 and 100 % of the points, with straight lines between.
    Beside the task's functions, `methods` of what they return are asked.
    """

    sets: tuple[str, ...]
    thresholds: tuple[float, float, float]
    methods: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True)
class TrainedBy(RatedBy):
    """By the mean accuracy of the model that the task's function trains: the thresholds rise."""

    methods: ClassVar[tuple[str, ...]] = ("predict",)


@dataclass(frozen=True)
class CodedBy(RatedBy):
    """By the log-spectral distance, in dB, of what the task's codec brings back: they fall.

    By its signal-to-noise ratio, in dB, a clip earns 0, 70 and 100 % at `snr_thresholds`, and the
    lesser of both counts: noise that is as loud as the music in each band is near by its spectrum.
    A clip that takes more than `bits_per_second` earns nothing.
    """

    snr_thresholds: tuple[float, float, float]
    bits_per_second: int


@dataclass(frozen=True)
class RatingSpec:
    """How a submission is rated, once for all rated tasks.

    `data` is a file in the assignment's folder, which students have; the assignment's folder of
    hidden data has a file `<set>.npz` for each set, which `made_by`, a script in the solutions'
    folder, makes. `sets` are the names of the hidden sets, each
    with what it holds, in words. Half of the set `board` is for the leaderboard alone, whose steps
    are `board_step`; everything else is for points. What is run of the student's code at a time may
    take `cpu_ratio` times what the reference takes, and `cpu_floor_seconds` at least.

    `board_figure` says what the leaderboard shows, and `still_known` what of this is the same in
    each year; "" for nothing.
    """

    data: str
    sets: tuple[tuple[str, str], ...]
    cpu_ratio: float
    cpu_floor_seconds: float
    board: str
    board_step: float
    made_by: str
    board_figure: ClassVar[str]

    @property
    def still_known(self) -> str:
        """Nothing but the data."""
        return ""


@dataclass(frozen=True)
class TrainingSpec(RatingSpec):
    """How a model is trained and asked.

    The first `train` rows of the data are for training, the next `validation` rows for validation.
    It is trained once for each of the `seeds`.
    """

    train: int
    validation: int
    seeds: tuple[int, ...]
    board_figure: ClassVar[str] = "Accuracy"

    @property
    def still_known(self) -> str:
        """What a model is trained from."""
        return f"the seeds of rated trainings: {', '.join(map(str, self.seeds))}"


@dataclass(frozen=True)
class CodecSpec(RatingSpec):
    """How a codec is tried: clips are encoded, and decoded elsewhere.

    The distance of log spectra is that of frames of `frame` samples, where `floor` times the
    original's mean power is added to all power. What students read of a distance is rounded to
    `distance_step` dB.
    """

    frame: int
    floor: float
    distance_step: float
    board_figure: ClassVar[str] = "Closeness"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _RatedByModel(_Strict):
    """The table `rating` of a task, as it is written."""

    sets: tuple[str, ...] = Field(min_length=1)
    thresholds: tuple[float, float, float]


class _TrainedByModel(_RatedByModel):
    @model_validator(mode="after")
    def _rising(self) -> "_TrainedByModel":
        low, middle, high = self.thresholds
        if not 0 <= low < middle < high <= 1:
            raise ValueError("thresholds must rise, from 0 to 1")
        return self

    def frozen(self) -> TrainedBy:
        """The values."""
        return TrainedBy(**self.model_dump())


class _CodedByModel(_RatedByModel):
    snr_thresholds: tuple[float, float, float]
    bits_per_second: int = Field(gt=0)

    @model_validator(mode="after")
    def _falling(self) -> "_CodedByModel":
        nothing, middle, full = self.thresholds
        if not nothing > middle > full >= 0:
            raise ValueError("thresholds must fall: they are distances, in dB")
        return self

    @model_validator(mode="after")
    def _more_than_silence(self) -> "_CodedByModel":
        nothing, middle, full = self.snr_thresholds
        if not 0 <= nothing < middle < full:
            raise ValueError("snr_thresholds must rise from 0 dB, which silence has, or from more")
        return self

    def frozen(self) -> CodedBy:
        """The values."""
        return CodedBy(**self.model_dump())


class _RatingModel(_Strict):
    """The table `[rating]` of an assignment, as it is written."""

    data: str = Field(pattern=r"^[\w/-]+\.npz$")
    sets: dict[str, str] = Field(min_length=1)
    cpu_ratio: float = Field(default=3.0, gt=1)
    cpu_floor_seconds: float = Field(default=10.0, gt=0)
    board: str
    board_step: float = Field(default=0.02, gt=0, lt=1)
    made_by: str = Field(default="data/make_dataset.py", pattern=r"^[\w/-]+\.py$")

    @model_validator(mode="after")
    def _has_its_board(self) -> "_RatingModel":
        if self.board not in self.sets:
            raise ValueError(f"board is {self.board}, which is not one of the sets")
        return self

    def _values(self) -> dict[str, Any]:
        return {**self.model_dump(exclude={"kind"}), "sets": tuple(self.sets.items())}


class _TrainingModel(_RatingModel):
    kind: Literal["training"] = "training"
    train: int = Field(gt=0)
    validation: int = Field(gt=0)
    seeds: tuple[int, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_is_in_the_middle(self) -> "_TrainingModel":
        if len(self.seeds) % 2 == 0:
            raise ValueError("seeds must be odd in number, so that one training is in the middle")
        return self

    def spec(self) -> TrainingSpec:
        """The values, frozen."""
        return TrainingSpec(**self._values())


class _CodecModel(_RatingModel):
    kind: Literal["codec"]
    frame: int = Field(default=256, ge=16, multiple_of=2)
    floor: float = Field(default=1e-4, gt=0, lt=1)
    distance_step: float = Field(default=0.2, gt=0)

    def spec(self) -> CodecSpec:
        """The values, frozen."""
        return CodecSpec(**self._values())


def _codec_if(*keys: str, value: str | None = None) -> Discriminator:
    """By an entry, and without it a model's training: tags in parentheses are no keys of TOML."""

    def tag(table: object) -> str:
        entries = table if isinstance(table, Mapping) else {}
        found = any(key in entries and value in (None, entries[key]) for key in keys)
        return "(codec)" if found else "(training)"

    return Discriminator(tag)


RatedByModel = Annotated[
    Annotated[_TrainedByModel, Tag("(training)")] | Annotated[_CodedByModel, Tag("(codec)")],
    _codec_if("bits_per_second", "snr_thresholds"),
]
RatingModel = Annotated[
    Annotated[_TrainingModel, Tag("(training)")] | Annotated[_CodecModel, Tag("(codec)")],
    _codec_if("kind", value="codec"),
]
RATED_BY: Mapping[type[RatingSpec], type[RatedBy]] = {TrainingSpec: TrainedBy, CodecSpec: CodedBy}
"""What the tasks of an assignment are rated by, by how that is rated."""
