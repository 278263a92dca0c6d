"""A student's folder with two tasks, and what `pytest` says in it."""

import shutil
from pathlib import Path
from textwrap import dedent

from checks.warm_pytest import run_pytest

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
        printed = run_pytest(self.path, options)
        assert "Traceback" not in printed
        assert "gradus_checks" not in printed
        return printed
