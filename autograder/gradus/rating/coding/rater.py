"""Rates one submission: its codec is tried when a case first asks, and awards points from that."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from gradus.assignment import CodecSpec, CodedBy, RatedBy
from gradus.errors import CouldNotCheck
from gradus.rating.coding import flags
from gradus.rating.coding.data import KNOWN, Array, CodecData
from gradus.rating.coding.reading import measured, told
from gradus.rating.coding.scores import Heard, Score, heard, score
from gradus.rating.coding.trial import Job, Passage, run_passage
from gradus.rating.lab import Failed, Lab
from gradus.results import BoardEntry
from gradus_checks import Rated

Clips = tuple[tuple[str, int, Job], ...]
"""The name of the set, the clip's number in it, and what is to be done with it."""


@dataclass(frozen=True)
class _Tried:
    """What became of a submission's codec.

    The `rehearsal` is on excerpts of clips that students have. `is_kept`: its decode needs what
    its encode has kept. `failed` says why nothing hidden was asked at all.
    """

    clips: tuple[Heard, ...]
    cpu_seconds: float
    rehearsal: Passage | None = None
    is_kept: bool = False
    failed: Failed | None = None


class CodecRater:
    """The codec of one submission, tried once for all rated tasks: a `kind.Rater`.

    `shown`: what it says in the rehearsal may be shown.
    """

    def __init__(
        self,
        lab: Lab,
        spec: CodecSpec,
        data: CodecData,
        tasks: Iterable[RatedBy],
        *,
        shown: bool = True,
    ) -> None:
        self.lab = lab
        self._spec = spec
        self._data = data
        self._rates = sorted({each.bits_per_second for each in tasks if isinstance(each, CodedBy)})
        self._shown = shown
        self._unchecked: CouldNotCheck | None = None
        self._done: _Tried | None = None

    def award(self, task: RatedBy) -> None:
        """End a rated case: raises Rated with the share of the points, or CouldNotCheck."""
        if not isinstance(task, CodedBy):
            raise TypeError(f"a codec is rated by a CodedBy, and not by {task}")
        tried, detail = self._tried, self._told_staff()
        if tried.failed:
            raise Rated(0.0, self._explained(tried.failed.why), detail=detail)
        result = self.score(task)
        message = self._explained(told(result, task, self._spec))
        raise Rated(result.share, message, measured(result), detail=detail)

    def score(self, task: CodedBy) -> Score:
        """The points of a rated task. Raises CouldNotCheck."""
        return score(task, self._tried.clips, self._data)

    @property
    def cpu_seconds(self) -> float:
        """What the longest work of one worker took, as that says."""
        return self._tried.cpu_seconds

    def further_seconds(self) -> float:
        """Nothing: the codec is tried once."""
        return 0.0

    def attention(self) -> tuple[str, ...]:
        """Why a person should look."""
        if self._done is None or self._done.rehearsal is None:
            return ()
        return (
            *flags.in_rehearsal(self._done.rehearsal, is_kept=self._done.is_kept),
            *flags.in_source(self.lab.numbers),
        )

    def board_entry(self) -> BoardEntry | None:
        """For the leaderboard, if the student has put a pseudonym into the module.

        By how much nearer than silence the clips of the board's set come back, at all rates.
        """
        if self._done is None or self._done.rehearsal is None or self._done.failed:
            return None
        pseudonym = self._done.rehearsal.encoded.pseudonym
        if not pseudonym:
            return None
        board, private = (
            fmean(
                each.closeness
                for each in self._done.clips
                if each.set == self._data.board
                and self._data.is_for_points(each.set, each.number) == for_points
            )
            for for_points in (False, True)
        )
        return BoardEntry(pseudonym, accuracy=board, private=private)

    @property
    def _tried(self) -> _Tried:
        if self._unchecked:
            raise self._unchecked
        if self._done is None:
            try:
                self._done = self._try()
            except CouldNotCheck as error:
                # The next rated task need not wait for the same.
                self._unchecked = error
                raise
        return self._done

    def _try(self) -> _Tried:
        """First on clips that students have; where all of these fail, on nothing hidden."""
        known = self._jobs(KNOWN, self._data.known)
        rehearsal = run_passage(self.lab, [job for *_, job in known], shown=self._shown)
        if isinstance(rehearsal, Failed):
            return _Tried((), 0.0, failed=rehearsal)
        clips = self._heard(known, rehearsal)
        is_kept = self._is_kept(known[0], clips[0])
        tried = _Tried(clips, rehearsal.cpu_seconds, rehearsal, is_kept)
        failures = [each.why for each in clips if each.why]
        if len(failures) == len(clips):
            return replace(tried, failed=Failed(failures[0]))
        hidden = tuple(
            one for name, sounds in self._data.hidden.items() for one in self._jobs(name, sounds)
        )
        passage = run_passage(self.lab, [job for *_, job in hidden], shown=False)
        if isinstance(passage, Failed):
            return replace(tried, failed=passage)
        return replace(
            tried,
            clips=(*clips, *self._heard(hidden, passage)),
            cpu_seconds=max(rehearsal.cpu_seconds, passage.cpu_seconds),
        )

    def _is_kept(self, one: tuple[str, int, Job], apart: Heard) -> bool:
        """Whether a clip that did not come back does so where both run in one process."""
        if not flags.may_be_kept(apart):
            return False
        passage = run_passage(self.lab, [one[2]], shown=False, apart=False)
        if isinstance(passage, Failed):
            return False
        return flags.is_kept(apart, self._heard((one,), passage)[0])

    def _jobs(self, name: str, sounds: Sequence[Array]) -> Clips:
        return tuple(
            (name, number, Job(sound, self._data.seconds(sound), rate))
            for rate in self._rates
            for number, sound in enumerate(sounds)
        )

    def _heard(self, clips: Clips, passage: Passage) -> tuple[Heard, ...]:
        return tuple(
            heard(name, number, job, coded, self._spec)
            for (name, number, job), coded in zip(clips, passage.coded, strict=True)
        )

    def _explained(self, message: str) -> str:
        return f"{message}\n{flags.KEPT}" if self._tried.is_kept else message

    def _told_staff(self) -> str:
        return "\n".join(self._lines_for_staff())

    def _lines_for_staff(self) -> Iterator[str]:
        if self.lab.numbers.told:
            yield self.lab.numbers.told
        rehearsal = self._tried.rehearsal
        if rehearsal and rehearsal.encoded.draws_globally:
            yield (
                "Its encode draws from the global generator of Python or NumPy, which is seeded "
                "here for each clip: so its mark is the same in each run."
            )
