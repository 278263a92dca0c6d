"""What `pytest` runs in a student's folder, and the table of points at its end."""

import re
import subprocess
import sys

import pytest
from checks.student_folder import TASK_2, Folder


def test_the_table_tells_points_and_what_is_to_come(folder: Folder) -> None:
    output = folder.pytest()
    assert re.search(r"Task 1\.1: mean squared error +3 of +3 +\+ 7\.5 hidden \(2 cases\)", output)
    assert re.search(r"Task 1\.2: softmax +0 of +3 +\+ 1 hidden \(1 case\)", output)
    assert re.search(r"Total +3 of +6 +\+ 8\.5 hidden \(3 cases\)", output)
    assert "Bonus" not in output
    assert "\n  Large numbers (2); Random batch\n" in output


def test_bonus_points_have_a_total_of_their_own(folder: Folder) -> None:
    task = folder.path / "tests/task_1_2.py"
    task.write_text(task.read_text("utf-8") + "\nbonus = True\n", "utf-8")
    output = folder.pytest()
    assert re.search(r"Task 1\.2: softmax \(bonus\) +0 of +3 +\+ 1 hidden", output)
    assert re.search(r"Total +3 of +3 +\+ 7\.5 hidden \(2 cases\)", output)
    assert re.search(r"Bonus, beside the total +0 of +3 +\+ 1 hidden \(1 case\)", output)


@pytest.mark.parametrize("columns", [80, 200])
def test_the_table_fits_the_terminal(
    folder: Folder, columns: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = TASK_2.replace("softmax.", "softmax of logits of the last layer.", 1)
    folder.write("tests/task_1_2.py", long + "\n    bonus = True\n")
    monkeypatch.setenv("COLUMNS", str(columns))
    # What comes before is pytest's own, such as the path of the folder.
    lines = folder.pytest().partition(" your points ")[2].splitlines()
    assert max(map(len, lines)) <= columns
    told = " ".join(" ".join(lines).split())
    assert re.search(
        r"Task 1\.2: softmax of logits of the last layer \(bonus\) +0 of +3 \+ 1 hidden", told
    )


def test_a_run_from_above_finds_the_tests_of_every_assignment(folder: Folder) -> None:
    other = Folder(folder.path.parent / "other")
    (other.path / "tests/task_1_1.py").rename(other.path / "tests/task_2_1.py")
    (other.path / "tests/task_1_2.py").unlink()
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "--color=no"],
        cwd=folder.path.parent,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "1 not written yet" in ran.stdout
    assert "4 passed" in ran.stdout
    assert re.search(r"Total +6 of +9", ran.stdout)


def test_tasks_run_in_the_order_of_their_numbers(folder: Folder) -> None:
    (folder.path / "tests/task_1_1.py").rename(folder.path / "tests/task_1_10.py")
    names = [line for line in folder.pytest("--collect-only", "-q").splitlines() if "::" in line]
    assert [name.split("::")[0] for name in names] == [
        "tests/task_1_2.py",
        "tests/task_1_10.py",
        "tests/task_1_10.py",
    ]


def test_a_test_is_never_taken_for_a_python_test_module(folder: Folder) -> None:
    output = folder.pytest("--collect-only", "-q", "tests/task_1_1.py")
    assert [line for line in output.splitlines() if "::" in line] == [
        "tests/task_1_1.py::Worked example",
        "tests/task_1_1.py::Zero",
    ]
