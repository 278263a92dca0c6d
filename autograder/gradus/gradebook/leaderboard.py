"""The leaderboard of a class: one ladder a student, kept in one atomic JSON beside the records.

It shows pseudonyms only, of those who have chosen one, and carries no marks. A student's ladder
stays when the pseudonym goes: else one could begin anew, and learn by that.
"""

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from gradus.errors import GradusError
from gradus.gradebook.records import (
    RESULTS,
    as_json,
    iter_records,
    refuse_foreign,
    student_folder,
)
from gradus.gradebook.writing import sole_writer, write_atomically
from gradus.rating.ladder import Ladder
from gradus.results import Record

STATE = "leaderboard.json"
FIGURE = "Accuracy"
"""What a board shows for which nothing else is given."""


@dataclass(frozen=True)
class Standing:
    """One student: under which `pseudonym` ("" for none), and the accuracy `shown` on the ladder.

    `private` is that on the half that nobody is shown before the last deadline, `fingerprint` that
    of the submission that was counted last, and `submissions` how many were.
    """

    pseudonym: str
    shown: float = 0.0
    private: float = 0.0
    fingerprint: str = ""
    submissions: int = 0


@dataclass(frozen=True)
class Leaderboard:
    """The standings by student, and the ladder's step."""

    assignment: str
    step: float
    standings: dict[str, Standing] = field(default_factory=dict)

    def after(self, record: Record) -> "Leaderboard":
        """With a submission counted, once however often it is told."""
        known = self.standings.get(record.student)
        if record.board is None:
            if known is None:
                return self
            return self._with(record.student, replace(known, pseudonym=""))
        known = known or Standing("")
        standing = replace(known, pseudonym=record.board.pseudonym)
        if record.fingerprint != known.fingerprint:
            ladder = Ladder(self.step, known.shown).climb(record.board.accuracy)
            standing = replace(
                standing,
                shown=ladder.shown,
                private=record.board.private,
                fingerprint=record.fingerprint,
                submissions=known.submissions + 1,
            )
        return self._with(record.student, standing)

    def public(self) -> tuple[Standing, ...]:
        """Who takes part, by what is shown; equals by their pseudonyms."""
        return self._sorted(lambda standing: standing.shown)

    def final(self) -> tuple[Standing, ...]:
        """Who takes part, by the private half: for after the last deadline."""
        return self._sorted(lambda standing: standing.private)

    def _sorted(self, accuracy: Callable[[Standing], float]) -> tuple[Standing, ...]:
        taking_part = _told_apart(each for each in self.standings.values() if each.pseudonym)
        return tuple(sorted(taking_part, key=lambda each: (-accuracy(each), each.pseudonym)))

    def _with(self, student: str, standing: Standing) -> "Leaderboard":
        return replace(self, standings={**self.standings, student: standing})


def _told_apart(standings: Iterable[Standing]) -> Iterator[Standing]:
    """Whoever has a pseudonym that another has already gets a number behind it."""
    taken: set[str] = set()
    for standing in standings:
        name, number = standing.pseudonym, 2
        while _looks(name) in taken:
            name, number = f"{standing.pseudonym} ({number})", number + 1
        taken.add(_looks(name))
        yield replace(standing, pseudonym=name)


def _looks(pseudonym: str) -> str:
    """What is left of it without case, marks and ways of writing the same letters."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", pseudonym).casefold())
    return " ".join("".join(c for c in letters if unicodedata.category(c)[0] not in "MC").split())


def update_leaderboard(
    output: Path, assignment: str, step: float, figure: str = FIGURE
) -> Leaderboard:
    """Count the submissions in `output`, write the state, and put the board into results.json.

    `figure` is the name of what it shows there.

    Raises GradusError where the state is damaged, the state or a record is another assignment's,
    or nothing can be written.
    """
    with sole_writer(output):
        board = _load(output / STATE) or Leaderboard(assignment, step)
        if board.assignment != assignment:
            raise GradusError(f"{output / STATE} is the leaderboard of {board.assignment}.")
        board = replace(board, step=step)
        for record in iter_records(output):
            refuse_foreign(record, assignment, output)
            board = board.after(record)
        write_atomically(output / STATE, _adapter().dump_json(board, indent=1) + b"\n")
        for student, standing in board.standings.items():
            _tell_gradescope(student_folder(output, student) / RESULTS, standing, figure)
    return board


def _tell_gradescope(path: Path, standing: Standing, figure: str) -> None:
    """Set, or take away, what Gradescope shows on its own leaderboard."""
    try:
        results = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return  # Who has left, or is graded again by the next run.
    before = results.pop("leaderboard", None)
    if standing.pseudonym:
        value = round(100 * standing.shown, 1)
        name = f"{figure}, in percent (climbs by steps)"
        results["leaderboard"] = [{"name": name, "value": value, "order": "desc"}]
    if results.get("leaderboard") != before:
        write_atomically(path, as_json(results))


def _load(path: Path) -> Leaderboard | None:
    try:
        return _adapter().validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValidationError) as error:
        raise GradusError(
            f"{path} cannot be read, and it holds what everybody has reached: {error}. "
            "Restore it from a copy. Without one, remove it: all ladders then begin again."
        ) from error


@cache
def _adapter() -> TypeAdapter[Leaderboard]:
    return TypeAdapter(Leaderboard)
