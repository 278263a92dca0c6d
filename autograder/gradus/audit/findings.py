"""What an audit finds out: frozen values, from which its tables and its page are made."""

from collections.abc import Callable
from dataclasses import dataclass

from gradus.audit.bench import Kill
from gradus.audit.mistakes import Mistake
from gradus.audit.mutants import Mutant
from gradus_checks.diagnosis import DESCRIPTIONS


@dataclass(frozen=True)
class Trial:
    """A mutant and the cases that it fails. `equivalent` says why it is no mistake, if so."""

    mutant: Mutant
    kills: tuple[Kill, ...]
    equivalent: str = ""

    @property
    def survives(self) -> bool:
        """A mistake that no test sees."""
        return not self.kills and not self.equivalent

    def killed_in(self, task: str, *, hidden: bool) -> bool:
        """Whether a hidden (or public) case of this question sees it."""
        return any(kill.task == task and kill.hidden == hidden for kill in self.kills)


@dataclass(frozen=True)
class Marking:
    """A mistake of the catalogue: the questions in which it lost marks, what the student reads.

    `charged` are the points that it cost; `diagnoses` the mistakes that the feedback names; `said`
    is all of the feedback, in small letters.
    """

    mistake: Mistake
    lost: tuple[str, ...]
    hinted: bool
    charged: float
    diagnoses: tuple[str, ...]
    said: str = ""

    @property
    def claims(self) -> tuple[str, ...]:
        """The diagnoses that name a cause, and do not only describe what is seen."""
        return tuple(name for name in self.diagnoses if name not in DESCRIPTIONS)

    @property
    def misnamed(self) -> bool:
        """Whether the feedback names a mistake that it is not.

        Right are the names that the catalogue lists, and a test's own explanation with the hint.
        """
        hint = self.mistake.hint.lower()
        strange = set(self.claims) - set(self.mistake.diagnosis)
        return any(hint not in claim.lower() for claim in strange)

    @property
    def caught(self) -> bool:
        """Whether it cost marks at all."""
        return bool(self.lost)

    @property
    def fair(self) -> bool:
        """Whether it cost marks in its own questions and in no others."""
        return set(self.lost) == set(self.mistake.fails)


@dataclass(frozen=True)
class Findings:
    """One assignment's audit. `alarms` of the `judged` cases of the reference failed.

    `unaudited` are modules without a battery, of which no mutants are made.
    """

    assignment: str
    tasks: tuple[str, ...]
    trials: tuple[Trial, ...]
    markings: tuple[Marking, ...]
    judged: int
    alarms: int
    unaudited: tuple[str, ...]
    seconds: float

    def mutants(self, holds: Callable[[Trial], bool]) -> int:
        """How many trials this holds of."""
        return sum(map(holds, self.trials))

    @property
    def mistakes(self) -> tuple[Trial, ...]:
        """The trials of what is a mistake: all but the equivalent mutants."""
        return tuple(trial for trial in self.trials if not trial.equivalent)

    @property
    def survivors(self) -> tuple[Trial, ...]:
        """The mistakes that no test sees."""
        return tuple(trial for trial in self.trials if trial.survives)

    @property
    def unfair(self) -> tuple[Marking, ...]:
        """Mistakes of the catalogue that are missed, cost elsewhere, or are not named."""
        return tuple(
            each for each in self.markings if not (each.fair and each.hinted) or each.misnamed
        )

    def told_apart(self, marking: Marking) -> bool:
        """Whether the hint is read, and by fewer than half of the task's other mistakes."""
        task, hint = marking.mistake.fails[0], marking.mistake.hint.lower()
        others = [
            each for each in self.markings if each.mistake.fails[0] == task and each is not marking
        ]
        return marking.hinted and 2 * sum(hint in each.said for each in others) <= len(others)

    @property
    def sound(self) -> bool:
        """Whether every floor holds."""
        return not (self.survivors or self.unfair or self.alarms)
