"""The class's leaderboard: opt-in, by pseudonym, moved by the ladder alone."""

import json
from pathlib import Path

import pytest

from gradus.cli import main
from gradus.errors import GradusError, UsageError
from gradus.gradebook import student_folder, write_atomically
from gradus.gradebook.leaderboard import STATE, Leaderboard, update_leaderboard
from gradus.gradebook.records import RECORD, RESULTS, as_json, record_json
from gradus.results import BoardEntry, Record

NAME = "hw3-generalization"


def hand_in(output: Path, student: str, mark: str, entry: BoardEntry | None) -> None:
    record = Record(student, NAME, mark, f"{student}.zip", "none", (), board=entry)
    folder = student_folder(output, student)
    write_atomically(folder / RESULTS, as_json({"tests": []}))
    write_atomically(folder / RECORD, record_json(record))


def shown(board: Leaderboard) -> dict[str, float]:
    return {each.pseudonym: each.shown for each in board.public()}


def test_who_takes_part_climbs_by_the_ladder(tmp_path: Path) -> None:
    hand_in(tmp_path, "ann", "1", BoardEntry("Kazoo", 0.861, 0.80))
    hand_in(tmp_path, "bob", "1", BoardEntry("Bassoon", 0.811, 0.82))
    hand_in(tmp_path, "eve", "1", None)
    for _ in range(2):
        board = update_leaderboard(tmp_path, NAME, 0.02)
        assert shown(board) == {"Kazoo": 0.86, "Bassoon": 0.82}
        assert [each.submissions for each in board.public()] == [1, 1]
    assert [each.pseudonym for each in board.final()] == ["Bassoon", "Kazoo"]
    hand_in(tmp_path, "ann", "2", BoardEntry("Kazoo", 0.879, 0.9))
    assert shown(update_leaderboard(tmp_path, NAME, 0.02))["Kazoo"] == 0.86
    hand_in(tmp_path, "ann", "3", BoardEntry("Kazoo", 0.881, 0.9))
    assert shown(update_leaderboard(tmp_path, NAME, 0.02))["Kazoo"] == 0.88


def test_gradescope_gets_the_ladders_number_and_no_other(tmp_path: Path) -> None:
    hand_in(tmp_path, "ann", "1", BoardEntry("Kazoo", 0.8613, 0.8057))
    hand_in(tmp_path, "eve", "1", None)
    update_leaderboard(tmp_path, NAME, 0.02)
    results = json.loads((student_folder(tmp_path, "ann") / RESULTS).read_bytes())
    (field,) = results["leaderboard"]
    assert (field["value"], field["order"]) == (86.0, "desc")
    assert not {"0.8613", "0.8057", "80.57"} & set(str(results).split())
    assert "leaderboard" not in (student_folder(tmp_path, "eve") / RESULTS).read_text("utf-8")


def test_who_leaves_and_comes_back_stands_where_they_stood(tmp_path: Path) -> None:
    for mark, entry in (("1", BoardEntry("Kazoo", 0.9, 0.8)), ("2", None)):
        hand_in(tmp_path, "ann", mark, entry)
        board = update_leaderboard(tmp_path, NAME, 0.02)
    assert board.public() == ()
    assert "leaderboard" not in (student_folder(tmp_path, "ann") / RESULTS).read_text("utf-8")
    hand_in(tmp_path, "ann", "3", BoardEntry("Oboe", 0.5, 0.5))
    assert shown(update_leaderboard(tmp_path, NAME, 0.02)) == {"Oboe": 0.9}


def test_equal_pseudonyms_are_told_apart(tmp_path: Path) -> None:
    """Equal after NFKC, but for case and marks: nobody passes for another."""
    names = ("Kazoo", "KAZOO", "\uff2bazo\u00f6", "Kazoo (2)", "kazoo\u200d")
    for number, name in enumerate(names):
        hand_in(tmp_path, f"s{number}", "1", BoardEntry(name, 0.9 - number / 10, 0.8))
    for _ in range(2):
        shown_as = [each.pseudonym for each in update_leaderboard(tmp_path, NAME, 0.02).public()]
        assert shown_as[0] == "Kazoo"
        assert shown_as[1] == "KAZOO (2)"
        assert len({each.casefold() for each in shown_as}) == 5


def test_a_damaged_state_is_not_begun_anew(tmp_path: Path) -> None:
    (tmp_path / STATE).write_text("{", "utf-8")
    with pytest.raises(GradusError, match="all ladders then begin again"):
        update_leaderboard(tmp_path, NAME, 0.02)


def test_another_assignments_results_are_refused(tmp_path: Path) -> None:
    hand_in(tmp_path, "ann", "1", BoardEntry("Kazoo", 0.861, 0.80))
    with pytest.raises(UsageError, match=f"holds the results of {NAME}, not of hw9"):
        update_leaderboard(tmp_path, "hw9", 0.02)
    assert not (tmp_path / STATE).exists()


def test_a_pseudonym_is_text_and_nothing_else(tmp_path: Path, capsys) -> None:
    evil = "[red]\x1b[2J|<script>\u202e*x*"
    hand_in(tmp_path, "ann", "1", BoardEntry(evil, 0.9, 0.8))
    course = str(Path(__file__).resolve().parents[2])
    with pytest.raises(SystemExit) as end:
        main(["leaderboard", NAME, str(tmp_path), "--course", course])
    said = capsys.readouterr().out
    assert end.value.code == 0
    assert "\x1b[2J" not in said
    assert "\u202e" not in said
    assert "[red]" in said
    assert r"\|\<script\>" in (tmp_path / "leaderboard.md").read_text("utf-8")
