"""`otter grade` gives the marks that `gradus grade` gives; Docker itself has a stand-in."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from otter_flow.docker_stand_in import Docker
from otter_flow.otter_helpers import text_of, write_zip

from gradus.assignment import Assignment
from gradus.audit import apply_mistake, load_mistakes
from gradus.judge import Calibration, Judge
from gradus.submission import one_submission

pytestmark = pytest.mark.slow


@pytest.mark.exhaustive
def test_the_same_marks_in_its_table(
    solution: dict[str, str | bytes],
    hw1: Assignment,
    autograder: Path,
    bench: Callable[[str], tuple[Judge, Calibration]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from otter.grade import containers, main

    monkeypatch.setattr(containers, "docker", Docker(tmp_path / "docker"))
    mistake = load_mistakes(hw1)[0]
    wrong = apply_mistake(mistake, text_of(solution[f"{mistake.module}.py"]))
    hand_in = tmp_path / "hand-in"
    hand_in.mkdir()
    write_zip(hand_in / "ada.zip", solution)
    write_zip(hand_in / "bob.zip", {**solution, f"{mistake.module}.py": wrong})
    (hand_in / "eve.zip").write_bytes(b"this is no zip")

    main(
        name="hw1",
        paths=[str(hand_in)],
        output_dir=str(tmp_path),
        autograder=str(autograder),
        ext="zip",
        containers=1,
    )

    with (tmp_path / "final_grades.csv").open(newline="", encoding="utf-8") as table:
        rows = {row["file"]: row for row in csv.DictReader(table)}
    judge, calibration = bench(hw1.name)
    for name in ("ada.zip", "bob.zip", "eve.zip"):
        record = judge.grade(one_submission(hand_in / name, hw1.modules), calibration)
        assert float(rows[name]["total_points_earned"]) == pytest.approx(record.score)
        for question in record.questions:
            assert float(rows[name][question.name]) == pytest.approx(question.score)
