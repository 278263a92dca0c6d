"""Stubs: Otter Assign's markers taken out of a reference module."""

import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from release.mini_course import Course

from gradus.assignment import Task
from gradus.assignment.markers import without_ignored
from gradus.errors import AssignmentError, ReleaseRefused
from gradus.release.starter import check_stale, provided, solved, starter_files
from gradus.release.stubs import stub

PATH = Path("losses.py")
TASKS = (
    Task("1.3", "MSE", ("losses.mse",), 5, False, ()),
    Task("2.1", "Linear", ("losses.Linear", "softmax.softmax"), 5, False, ()),
)
LINEAR = """
class Linear:
    def forward(self, x):
        return x @ self.W  # SOLUTION
"""


def make(body: str, tail: str = LINEAR) -> str:
    return stub(dedent(body).strip() + "\n\n" + tail, TASKS, PATH)


def mse_of(text: str) -> str:
    return text[: text.index("\n\nclass Linear")]


def test_a_block_becomes_one_exception_and_the_docstring_stays() -> None:
    text = make('''
        import numpy as np


        def mse(y_pred, y_true):
            """Task 1.3: mean squared error."""
            # BEGIN SOLUTION
            error = y_pred - y_true

            return np.mean(error**2)
            # END SOLUTION

    ''')
    assert mse_of(text) == dedent('''\
        import numpy as np


        def mse(y_pred, y_true):
            """Task 1.3: mean squared error."""
            raise NotImplementedError("Task 1.3: mse")
    ''')


def test_methods_are_named_with_their_class() -> None:
    text = make("def mse(a, b):\n    return a  # SOLUTION\n")
    assert '        raise NotImplementedError("Task 2.1: Linear.forward")\n' in text


def test_there_is_one_exception_in_a_function_and_given_lines_stay() -> None:
    text = make("""
        def mse(a, b):
            # Given: both have n entries.
            # BEGIN SOLUTION
            error = a - b
            # END SOLUTION
            n = len(a)
            return (error**2).sum() / n  # SOLUTION

    """)
    assert mse_of(text) == dedent("""\
        def mse(a, b):
            # Given: both have n entries.
            raise NotImplementedError("Task 1.3: mse")
            n = len(a)
    """)


def test_assignments_become_dots_as_in_otter() -> None:
    text = make("""
        RATE: float = 0.1  # SOLUTION
        é = {"ü": 3}["ü"]  # SOLUTION


        def mse(a, b):
            error = np.mean((a - b) ** 2)  # SOLUTION
            return error

    """)
    assert mse_of(text) == dedent("""\
        RATE: float = ...
        é = ...


        def mse(a, b):
            error = ...
            return error
    """)


def test_no_prompt_leaves_nothing_and_prompts_are_uncovered() -> None:
    text = make('''
        import numpy as np

        # BEGIN SOLUTION NO PROMPT
        def _squared(x):
            return x * x


        # END SOLUTION


        def mse(a, b):
            scale = 3  # SOLUTION NO PROMPT
            # BEGIN SOLUTION NO PROMPT
            return _squared(a - b).mean()
            # END SOLUTION
            """ # BEGIN PROMPT
            raise NotImplementedError("Task 1.3: use np.mean")
            """ # END PROMPT

    ''')
    assert mse_of(text) == dedent("""\
        import numpy as np


        def mse(a, b):
            raise NotImplementedError("Task 1.3: use np.mean")
    """)


@pytest.mark.parametrize(
    ("body", "line", "says"),
    [
        ("    # BEGIN SOLUTION\n    return 1", 2, "never ends"),
        ("    return 1\n    # END SOLUTION", 3, "never began"),
        ("    # BEGIN SOLUTION\n    # BEGIN SOLUTION", 3, "that began in line 2"),
        ('    """ # BEGIN PROMPT\n    # END SOLUTION', 3, "never began"),
        ("    # Begin solution\n    return 1", 2, "almost a marker"),
        ("    return 1  #SOLUTION", 2, "almost a marker"),
        ("    return 1  # SOLUTIONS", 2, "almost a marker"),
        ("    return (\n        1\n    )  # SOLUTION", 4, "one whole statement"),
        ("    for i in a:  # SOLUTION\n        pass", 2, "one whole statement"),
        ("    a = 1; b = 2  # SOLUTION", 2, "one whole statement"),
    ],
)
def test_wrong_markers_are_named_by_line(body: str, line: int, says: str) -> None:
    with pytest.raises(AssignmentError, match=rf"losses\.py, line {line}: .*{re.escape(says)}"):
        make(f"def mse(a, b):\n{body}\n")


def test_a_function_without_a_solution_is_refused() -> None:
    with pytest.raises(AssignmentError, match=r"1\.3 asks for mse, which is missing or has no"):
        make("def mse(a, b):\n    return 1\n")


def test_a_function_that_is_missing_is_refused() -> None:
    with pytest.raises(AssignmentError, match=r"2\.1 asks for Linear, which is missing"):
        make("def mse(a, b):\n    return 1  # SOLUTION\n", tail="")


def test_a_helper_of_no_task_may_not_raise_for_students() -> None:
    with pytest.raises(AssignmentError, match=r"line 2: no task asks for helper"):
        make("def helper(a):\n    return a  # SOLUTION\n")


def test_a_stub_that_is_not_python_is_refused() -> None:
    body = """
        def mse(a, b):
            if len(a):
                # BEGIN SOLUTION
                return 1
                # END SOLUTION
            else:
                # BEGIN SOLUTION
                return 2
                # END SOLUTION
    """
    with pytest.raises(AssignmentError, match="whole statements"):
        make(body)


def test_provided_modules_keep_their_solutions() -> None:
    source = dedent('''\
        def half(x):
            # BEGIN SOLUTION
            y = x / 2
            # END SOLUTION
            """ # BEGIN PROMPT
            y = ...
            """ # END PROMPT
            return y  # SOLUTION
    ''')
    assert provided(source, PATH) == "def half(x):\n    y = x / 2\n    return y\n"


def test_starters_are_formatted_and_import_with_numpy_alone(course: Course) -> None:
    files = starter_files(course.assignment)
    assert set(files) == {"losses.py", "numerical.py"}
    for name, text in files.items():
        done = subprocess.run(
            [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length=100", "-"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout == text, name
        exec(compile(text, name, "exec"), {})


def test_a_stale_starter_is_named(course: Course) -> None:
    starter = course.root / "starter"
    starter.mkdir()
    for name, text in starter_files(course.assignment).items():
        (starter / name).write_text(text, "utf-8")
    check_stale(course.assignment)
    course.edit("solutions/losses.py", "Any shape;", "Any shapes;")
    with pytest.raises(ReleaseRefused, match=r"stale: losses\.py is not what"):
        check_stale(course.assignment)
    (starter / "numerical.py").unlink()
    with pytest.raises(ReleaseRefused, match=r"losses\.py, numerical\.py"):
        check_stale(course.assignment)


def test_what_is_the_instructors_alone_is_taken_out_as_otter_does() -> None:
    text = make("""
        import numpy as np
        import timeit  # IGNORE

        SEED = 3  # SEED


        def mse(a, b):
            # BEGIN SOLUTION
            return np.mean((a - b) ** 2)
            # END SOLUTION


        # BEGIN IGNORE
        print(timeit.timeit(lambda: mse(np.ones(9), np.zeros(9))))
        # END IGNORE
    """)
    assert mse_of(text) == dedent("""\
        import numpy as np


        def mse(a, b):
            raise NotImplementedError("Task 1.3: mse")
    """)


def test_a_function_in_which_all_is_ignored_has_no_solution() -> None:
    with pytest.raises(AssignmentError, match="has no solution"):
        make("def mse(a, b):\n    # BEGIN IGNORE\n    return a\n    # END IGNORE\n    return b\n")


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("# BEGIN IGNORE\n# BEGIN SOLUTION\n# END SOLUTION\n# END IGNORE", "inside the block"),
        ("# BEGIN IGNORE\n", "never ends"),
        ("# END IGNORE\n", "never began"),
        ("# BEGIN IGNORE\n# END SOLUTION\n", "never began"),
        ("# Begin ignore\n", "almost a marker"),
    ],
)
def test_blocks_to_ignore_are_balanced(body: str, told: str) -> None:
    with pytest.raises(AssignmentError, match=told):
        make(f"def mse(a, b):\n    return a  # SOLUTION\n\n\n{body}")


def test_a_type_comment_is_no_marker() -> None:
    assert "# type: ignore" in make(
        "import x  # type: ignore\n\n\ndef mse(a, b):\n    1  # SOLUTION\n"
    )


def test_a_handout_loses_what_is_ignored_and_nothing_else() -> None:
    cells = "# %%\nx = 1\ny = 2  # IGNORE\n# BEGIN IGNORE\nprint(x)\n# END IGNORE\n"
    assert without_ignored(cells, PATH) == "# %%\nx = 1\n"
    for first in ("# IGNORE", "## Ignore ##", "# # IGNORE"):
        mine = f"# %% [markdown]\n{first}\n# mine\n\n"
        assert without_ignored(f"# %%\nx = 1\n\n{mine}# %%\nz = 3\n", PATH) == (
            "# %%\nx = 1\n\n# %%\nz = 3\n"
        )
    kept = "# %%\n# ignore what is not there\nx = 1\n"
    assert without_ignored(kept, PATH) == kept
    assert without_ignored("# %%\na = 1\n\n\n\nb = 2\n", PATH) == "# %%\na = 1\n\n\n\nb = 2\n"


def test_solutions_that_are_handed_out_are_named() -> None:
    course = Path(__file__).resolve().parents[2]
    given = ("losses", "backprop", "numerical")
    assert solved(course, given) == "losses.py of hw1-losses; backprop.py of hw2-backprop"
    assert solved(course, ("numerical",)) == ""
