"""Rated by what the student's codec brings back of clips that nobody has heard."""

from collections.abc import Iterable
from dataclasses import dataclass

from gradus.assignment import Assignment, CodecSpec, RatedBy
from gradus.rating.coding.data import CodecData, load_codec_data
from gradus.rating.coding.rater import CodecRater
from gradus.rating.lab import Lab

__all__ = ["CodecData", "CodecRater", "Codecs", "load_codec_data"]


@dataclass(frozen=True)
class Codecs:
    """How codecs are tried, with the clips for that: a `kind.Ratings`."""

    spec: CodecSpec
    data: CodecData

    @classmethod
    def load(cls, assignment: Assignment, spec: CodecSpec) -> "Codecs":
        """Raises AssignmentError, which names the file."""
        return cls(spec, load_codec_data(assignment, spec))

    @property
    def at_once(self) -> int:
        """One: what is decoded has to be encoded first."""
        return 1

    def rater(
        self,
        lab: Lab,
        tasks: Iterable[RatedBy],
        *,
        once: bool = False,  # noqa: ARG002
        shown: bool = True,
    ) -> CodecRater:
        """What rates a submission. A codec is tried once in any case: it has no seeds."""
        return CodecRater(lab, self.spec, self.data, tasks, shown=shown)
