"""`pytest` in a student's folder: what it says of each kind of mistake."""

import re
from textwrap import dedent

import pytest
from checks.student_folder import TASK_1, Folder
from checks.warm_pytest import run_pytest
from sampling import sampled

from gradus_checks.home.handed_out import HandedOut


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
    sampled(
        [
            ("y_pred ^ 2", "A power is written **, not ^."),
            ("y_pred - np.zeros(3)", "keepdims=True"),
            ("0 if y_pred > 0 else 1", "np.where(condition, one, other)"),
            ("print(y_pred).mean()", "It is None: is a return missing where it comes from?"),
            ("y_pred.average()", "An array has nothing of that name."),
            ("y_pred[7]", "There are not so many rows: the last one"),
            ("__import__('math').exp(y_pred)", "for arrays there are np.exp"),
        ],
        4,
        "-".join,
        lambda _: False,
    ),
)
def test_an_exception_of_numpy_comes_with_its_cure(folder: Folder, body: str, cure: str) -> None:
    folder.mse_returns(body)
    output = folder.pytest("-k", "task_1_1")
    assert cure in output
    assert "Hint: Square, then average." in output


def test_a_copied_minus_is_named(folder: Folder) -> None:
    folder.mse_returns("y_pred \u2212 y_true")
    assert "Type the minus of the keyboard: -." in folder.pytest("-k", "task_1_1")


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
    ("broken", "why"),
    sampled(
        [("exit()", "SystemExit"), ("x = (", "SyntaxError"), ("x = y", "NameError")],
        3,
        "-".join,
        lambda _: False,
    ),
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


def test_a_folder_without_tests_says_where_they_are(folder: Folder) -> None:
    for path in folder.path.glob("tests/task_*.py"):
        path.unlink()
    assert "tests: take the folder tests out of the zip again." in folder.pytest()


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


def test_a_plain_assert_is_told_in_words(folder: Folder) -> None:
    task = TASK_1.replace("check_close(losses.mse(np.array([1.0]), np.array([1.0])), 0.0)", "BARE")
    bare = "assert losses.mse(np.array([1.0]), np.array([1.0])) > 0"
    folder.write("tests/task_1_1.py", task.replace("BARE", bare))
    output = folder.pytest("-k", "task_1_1")
    assert "\nWhat your code gives is not what this test asks for.\ntest:     losses.mse(" in output
    assert "\ncall:     mse([1.], [1.])\nyours:    0.0\nThe test is in tests/task_1_1.py" in output


def test_a_test_that_is_wrong_blames_nobody_else(folder: Folder) -> None:
    folder.write("tests/task_1_1.py", TASK_1.replace("def zero(losses)", "def zero(reference)"))
    assert "The test itself is wrong, not your work" in folder.pytest("-k", "task_1_1")


def test_the_first_failure_can_stop_the_run(folder: Folder) -> None:
    folder.mse_returns("0.0")
    output = folder.pytest("-x")
    assert "1 failed" in output
    assert "Task 1.2" not in output


@pytest.mark.exhaustive
def test_quiet_parallel_and_verbose_runs_say_the_same(folder: Folder) -> None:
    folder.mse_returns("0.5 * np.mean((y_pred - y_true) ** 2)")
    for options in (("-q",), ("-n", "2"), ("-v",), ("--tb=native",)):
        output = folder.pytest(*options)
        assert "Task 1.1: mean squared error: Worked example (2 points)" in output
        assert "is half as large" in output
        assert "Task 1.2: softmax is not written yet" in output
        assert re.search(r"Total +1 of +6 ", output)


def test_a_stream_wrapped_anew_closes_nothing_of_pytest(folder: Folder) -> None:
    wrapped = 'import io, sys\nsys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")\n'
    source = (folder.path / "losses.py").read_text("utf-8")
    folder.write("losses.py", wrapped + source)
    assert "2 passed" in folder.pytest("tests/task_1_1.py")


def test_a_loop_that_does_not_end_is_named_and_the_rest_is_tested(folder: Folder) -> None:
    folder.write("gradus_checks/handed_out.json", HandedOut("hw", (), seconds=0.3).written())
    loop = "while y_true[0] < 1:\n        y_pred = y_pred + 1"
    source = (folder.path / "losses.py").read_text("utf-8")
    folder.write("losses.py", source.replace("return", f"{loop}\n    return"))
    output = folder.pytest()
    told = "Your loop at losses.py, line 6, has not ended: it was stopped after 0.3 s."
    assert f"{told}\n    while y_true[0] < 1:\n" in output
    assert "Hint: Square" not in output
    assert "1 failed, 1 passed, 1 not written yet" in output


def test_a_module_whose_import_does_not_end_is_waited_for_once(folder: Folder) -> None:
    folder.write("gradus_checks/handed_out.json", HandedOut("hw", (), seconds=0.3).written())
    folder.write("losses.py", "import time\ntime.sleep(1000)\n")
    output = folder.pytest("-vv", "--durations=0", "--durations-min=0.2")
    assert output.count("Your code at losses.py, line 2, has not ended") == 2
    assert output.count("s call ") == 1


@pytest.mark.parametrize("name", ["random.py", "copy.py", "numpy.py"])
def test_a_file_that_hides_pythons_own_is_one_sentence(folder: Folder, name: str) -> None:
    folder.write(name, "x = 1\n")
    output = folder.pytest()
    assert f"{name} hides the {name.removesuffix('.py')} that Python or a package of it" in output
    folder.write("gradus_checks/handed_out.json", HandedOut("hw", (), beside=(name,)).written())
    if name != "numpy.py":  # for which no pytest runs
        assert " hides the " not in folder.pytest("--collect-only")


@pytest.mark.parametrize(
    ("module", "cure"),
    [("gradus_checks.lost", "Take the folder gradus_checks"), ("lost", "Activate the environment")],
)
def test_where_it_cannot_begin_it_says_what_to_do(folder: Folder, module: str, cure: str) -> None:
    folder.write("gradus_checks/pytest_plugin.py", f"import {module}\n")
    output = run_pytest(folder.path, ())
    assert f"ERROR: The tests cannot be run: No module named '{module}'. {cure}" in output
    assert "Traceback" not in output


def test_an_own_test_is_run_on_what_lies_beside_it(folder: Folder) -> None:
    test = "def right(x):\n    return x\n\ndef test_right(right):\n    assert right(1) == VALUE\n"
    folder.write("own_tests.py", test.replace("VALUE", "1"))
    assert "1 passed" in folder.pytest("own_tests.py")
    folder.write("own_tests.py", test.replace("VALUE", "2"))
    assert "assert 1 == 2" in folder.pytest("own_tests.py")
