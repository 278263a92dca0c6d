"""`pytest` in a student's folder."""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

import gradus_checks
from gradus.release.folder import CONFTEST

TASK_1 = '''
    """Task 1.1: mean squared error."""
    import numpy as np
    from gradus_checks import check_close, test_case

    OK_FORMAT = False
    name = "task_1_1"
    hidden_cases = ["Large numbers", "Random batch"]
    hidden_points = 7.5

    @test_case(name="Worked example", points=2, failure_message="Square, then average.")
    def worked_example(losses):
        check_close(losses.mse(np.array([1.0, 2.0]), np.array([0.0, 0.0])), 2.5)

    @test_case(name="Zero", points=1)
    def zero(losses):
        check_close(losses.mse(np.array([1.0]), np.array([1.0])), 0.0)
'''
TASK_2 = '''
    """Task 1.2: softmax."""
    import numpy as np
    from gradus_checks import check_close, test_case

    OK_FORMAT = False
    name = "task_1_2"
    hidden_cases = ["Large numbers"]
    hidden_points = 1

    @test_case(name="Fair", points=3)
    def fair(softmax):
        check_close(softmax.softmax(np.zeros(2)), [0.5, 0.5])
'''
LOSSES = '''
    import numpy as np

    def mse(y_pred, y_true):
        """Task 1.1: mean squared error."""
        print("I was here")
        return BODY
'''
SOFTMAX = """
    def softmax(logits):
        raise NotImplementedError("Task 1.2: softmax")
"""
PYTEST_INI = (
    "[pytest]\ntestpaths = tests\npython_files = task_*.py\n"
    "addopts = -rN -p no:cacheprovider --continue-on-collection-errors\n"
)


class Folder:
    """A student's folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        shutil.copytree(
            Path(gradus_checks.__file__).parent,
            path / "gradus_checks",
            ignore=shutil.ignore_patterns("__pycache__"),
        )
        self.write("conftest.py", CONFTEST)
        self.write("pytest.ini", PYTEST_INI)
        self.write("tests/task_1_1.py", TASK_1)
        self.write("tests/task_1_2.py", TASK_2)
        self.write("losses.py", LOSSES.replace("BODY", "np.mean((y_pred - y_true) ** 2)"))
        self.write("softmax.py", SOFTMAX)

    def write(self, name: str, text: str) -> None:
        path = self.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(dedent(text).lstrip(), "utf-8")

    def mse_returns(self, body: str) -> None:
        self.write("losses.py", LOSSES.replace("BODY", body))

    def pytest(self, *options: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "--color=no", *options],
            cwd=self.path,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert "Traceback" not in done.stdout + done.stderr
        assert "gradus_checks" not in done.stdout
        return done.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "hw")


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
    row = next(line for line in lines if line.startswith("Task 1.2: ") and "of    3" in line)
    assert ("last layer (bonus) " in row) == (columns == 200)
    assert " (bonus) " in row


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


def test_an_unwritten_function_is_told_once_and_is_no_failure(folder: Folder) -> None:
    output = folder.pytest()
    assert output.count("Task 1.2: softmax is not written yet (softmax.py, line 2") == 1
    assert "FAILURES" not in output
    assert "2 passed, 1 not written yet" in output or "1 not written yet, 2 passed" in output


def test_a_wrong_result_shows_the_check_both_values_and_the_hint(folder: Folder) -> None:
    folder.mse_returns("np.sum((y_pred - y_true) ** 2)")
    output = folder.pytest("-k", "task_1_1")
    headline = "Task 1.1: mean squared error: Worked example (2 points)"
    start = output.index(headline)
    message = output[output.index("\n", start) + 1 : output.index("--- Captured")].splitlines()
    assert message[0].startswith("The result is twice as large")
    assert [line.split(":")[0] for line in message[1:4]] == ["call", "expected", "yours"]
    assert message[4:6] == [
        "Hint: Square, then average.",
        "The test is in tests/task_1_1.py, line 12.",
    ]
    assert "I was here" in output
    assert re.search(r"Task 1\.1: mean squared error +1 of +3 ", output)


def test_an_exception_shows_the_students_line(folder: Folder) -> None:
    folder.mse_returns("y_pred[7] - y_true")
    output = folder.pytest("tests/task_1_1.py")
    assert "losses.py, line 6, in mse: your code raised IndexError: index 7 is out of" in output
    assert "\n    return y_pred[7] - y_true\n" in output


@pytest.mark.parametrize(
    ("body", "cure"),
    [
        ("y_pred ^ 2", "A power is written **, not ^."),
        ("y_pred - np.zeros(3)", "keepdims=True"),
        ("0 if y_pred > 0 else 1", "np.where(condition, one, other)"),
        ("print(y_pred).mean()", "It is None: is a return missing where it comes from?"),
        ("y_pred.average()", "An array has nothing of that name."),
    ],
)
def test_an_exception_of_numpy_comes_with_its_cure(folder: Folder, body: str, cure: str) -> None:
    folder.mse_returns(body)
    output = folder.pytest("-k", "task_1_1")
    assert cure in output
    assert "Hint: Square, then average." in output


def test_where_a_name_is_not_known_no_hint_leads_astray(folder: Folder) -> None:
    folder.mse_returns("square(y_pred - y_true)")
    output = folder.pytest("-k", "task_1_1")
    assert "NameError: name 'square' is not defined" in output
    assert "Hint:" not in output


def test_a_wrong_signature_is_told_without_a_traceback(folder: Folder) -> None:
    folder.write("losses.py", "def mse(y_pred):\n    return 0.0\n")
    output = folder.pytest("-k", "task_1_1")
    assert "losses.py, in mse: your code raised TypeError: mse() takes 1 positional" in output


def test_a_syntax_error_is_one_message_for_all_cases(folder: Folder) -> None:
    folder.write("losses.py", "def mse(:\n    pass\n")
    output = folder.pytest()
    assert output.count("losses.py, line 1: your code raised SyntaxError") == 1
    assert "    def mse(:" in output
    assert "2 cannot be imported" in output


def test_a_missing_module_is_one_message(folder: Folder) -> None:
    (folder.path / "losses.py").unlink()
    output = folder.pytest()
    assert output.count("losses.py is missing. It belongs next to the folder tests.") == 1


@pytest.mark.parametrize(
    ("broken", "why"), [("x = (", "SyntaxError"), ("x = y", "NameError"), ("exit()", "SystemExit")]
)
def test_a_broken_test_file_is_one_message_and_the_rest_runs(
    folder: Folder, broken: str, why: str
) -> None:
    text = dedent(TASK_1).lstrip() + broken
    folder.write("tests/task_1_1.py", text)
    output = folder.pytest()
    assert f"tests/task_1_1.py, line {len(text.splitlines())}, cannot be used: {why}" in output
    assert "put the original back" in output
    assert "Task 1.2: softmax is not written yet" in output


def test_a_file_without_cases_says_so(folder: Folder) -> None:
    folder.write("tests/task_1_1.py", "name = 'task_1_1'\n")
    assert "tests/task_1_1.py cannot be used: it has no test cases" in folder.pytest()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("None", "The result is None. Does your function end with `return …`?"),
        ("float('nan')", "The result contains NaN"),
        ("np.zeros((2, 2))", "should be a single number"),
    ],
)
def test_wrong_kinds_of_results_are_told(folder: Folder, body: str, says: str) -> None:
    folder.mse_returns(body)
    assert says in folder.pytest("-k", "task_1_1")


def test_a_test_that_chokes_on_a_result_says_so(folder: Folder) -> None:
    folder.write("tests/task_1_1.py", TASK_1.replace("losses.mse(", "1 + losses.mse("))
    folder.mse_returns("'text'")
    output = folder.pytest("-k", "task_1_1")
    assert "The test could not use what your code returned: TypeError" in output


def test_a_test_that_is_wrong_blames_nobody_else(folder: Folder) -> None:
    folder.write("tests/task_1_1.py", TASK_1.replace("def zero(losses)", "def zero(reference)"))
    assert "The test itself is wrong, not your work" in folder.pytest("-k", "task_1_1")


def test_the_first_failure_can_stop_the_run(folder: Folder) -> None:
    folder.mse_returns("0.0")
    output = folder.pytest("-x")
    assert "1 failed" in output
    assert "1.2" not in output


def test_quiet_parallel_and_verbose_runs_say_the_same(folder: Folder) -> None:
    folder.mse_returns("0.5 * np.mean((y_pred - y_true) ** 2)")
    for options in (("-q",), ("-n", "2"), ("-v",), ("--tb=native",)):
        output = folder.pytest(*options)
        assert "Task 1.1: mean squared error: Worked example (2 points)" in output
        assert "is half as large" in output
        assert "Task 1.2: softmax is not written yet" in output
        assert re.search(r"Total +1 of +6 ", output)


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
