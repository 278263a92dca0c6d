"""What an audit finds out: frozen values, from which its tables and its page are made."""

from collections.abc import Callable
from dataclasses import dataclass

from gradus.audit.causes import LEAST_RIGHT, Told
from gradus.audit.costs import Cost
from gradus.audit.mistakes import Mistake
from gradus.audit.mutants import Mutant
from gradus_checks.diagnosis import DESCRIPTIONS

_NOTHING = Cost()


@dataclass(frozen=True)
class Kill:
    """A case that a mutant fails."""

    task: str
    case: str
    hidden: bool


@dataclass(frozen=True)
class Trial:
    """A mutant, the cases that it fails and what it costs, where that is asked.

    `equivalent` says why it is no mistake, if so; `told` how well its cause is named, if somebody
    has written that down.
    """

    mutant: Mutant
    kills: tuple[Kill, ...]
    equivalent: str = ""
    cost: Cost = _NOTHING
    told: Told | None = None

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

    `diagnoses` are the mistakes that the feedback names; `said` is all of the feedback, in small
    letters; `told` is how well it names the cause, if somebody has written that down.
    """

    mistake: Mistake
    lost: tuple[str, ...]
    hinted: bool
    cost: Cost
    diagnoses: tuple[str, ...]
    said: str = ""
    told: Told | None = None

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

    @property
    def weighed(self) -> bool:
        """Whether it costs no more elsewhere than it may, and enough where it defeats a purpose."""
        return self.cost.is_bounded and (self.cost.defeats or not self.mistake.defeats)


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
        """Mistakes of the catalogue that are missed, unnamed, or cost too much or too little."""
        return tuple(
            each
            for each in self.markings
            if not (each.fair and each.hinted and each.weighed) or each.misnamed
        )

    @property
    def costly(self) -> tuple[Trial, ...]:
        """The mutants that cost more elsewhere than a mistake may."""
        return tuple(trial for trial in self.mistakes if not trial.cost.is_bounded)

    def labelled(self, told: Told) -> tuple[str, ...]:
        """The ids of the mistakes and mutants whose cause is told so well."""
        mistakes = (each.mistake.id for each in self.markings if each.told is told)
        return (*mistakes, *(each.mutant.id for each in self.trials if each.told is told))

    @property
    def is_well_told(self) -> bool:
        """Whether of the labelled causes enough are named rightly, and none wrongly."""
        right, vague, wrong = (len(self.labelled(told)) for told in Told)
        return not wrong and right >= LEAST_RIGHT * (right + vague)

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
        faults = self.survivors or self.unfair or self.costly or self.alarms
        return self.is_well_told and not faults
