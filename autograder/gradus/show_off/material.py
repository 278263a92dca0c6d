"""A course of one task, and three students. All of it is run: no output is written down here."""

from collections.abc import Mapping
from pathlib import Path

NAME = "softmax"

_TASK = '''
"""Task 1.1: softmax."""

import numpy as np
from gradus_checks import check_close, test_case

OK_FORMAT = False
name = "task_1_1"


@test_case(name="Two chords", points=40, failure_message="Divide each row by its own sum.")
def worked_example(softmax):
    logits = np.log([[1.0, 3.0], [4.0, 1.0]])
    e = np.exp(logits)
    table = {"All of the table sums to 1, and each row has to.": e / np.sum(e)}
    check_close(softmax.softmax(logits), [[0.25, 0.75], [0.8, 0.2]], wrong=table)


@test_case(name="One chord", points=20)
def one_row(softmax):
    check_close(softmax.softmax(np.log([[1.0, 1.0, 2.0]])), [[0.25, 0.25, 0.5]])


@test_case(name="Loud logits", points=20, hidden=True, failure_message="Subtract the maximum.")
def loud(softmax, reference):
    """It is finite for logits of any size."""
    logits = np.array([[1000.0, 999.0], [-1000.0, -1001.0]])
    check_close(softmax.softmax(logits), reference.softmax.softmax(logits))


@test_case(name="A random song", points=20, hidden=True)
def random_song(softmax, reference, rng):
    """Each row sums to 1."""
    logits = rng.normal(0, 3, (8, 5))
    check_close(softmax.softmax(logits), reference.softmax.softmax(logits))
'''

_REFERENCE = '''
"""Softmax."""

import numpy as np


def softmax(logits):
    """Task 1.1: from logits (n, k) to probabilities (n, k)."""
    # BEGIN SOLUTION
    e = np.exp(logits - np.max(logits, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)
    # END SOLUTION
'''

_HANDOUT = """
# %% [markdown]
# # Softmax
#
# ## Task 1.1: softmax
#
# Each row sums to 1. It is finite for logits of any size.

# %%
import otter

grader = otter.Notebook("softmax.ipynb")

# %%
grader.check("task_1_1")
"""

_SPEC = """
title = "Softmax"
modules = ["softmax"]

[[tasks]]
number = "1.1"
title = "Softmax"
functions = ["softmax.softmax"]
points = 100
"""

WRONG = """
import numpy as np

def softmax(logits):
    e = np.exp(logits)
    return e / np.sum(e)
"""

_RIGHT = """
import numpy as np

def softmax(logits):
    z = np.asarray(logits, dtype=float)
    e = np.exp(z - z.max(axis=1)[:, None])
    return e / e.sum(axis=1)[:, None]
"""

_ATTACK = """
import gc, os
import numpy as np

WANTED = {
    "read the hidden tests": lambda: open(%(tests)r).read()[:40],
    "read the reference": lambda: open(%(reference)r).read()[:40],
    "find the tests in memory": lambda: [o for o in gc.get_objects() if "loud" in repr(type(o))],
    "read the course's secret": lambda: os.environ.get("GRADUS_SECRET"),
    "write a better mark": lambda: open(%(mark)r, "w").write("100"),
    "start a program": lambda: os.posix_spawn("/bin/sh", ["sh"], {}),
}

def softmax(logits):
    for what, attempt in WANTED.items():
        try:
            print(f"{what}: {attempt()}")
        except Exception as error:
            print(f"{what}: {type(error).__name__}")
    return np.full(np.shape(logits), 1 / np.shape(logits)[1])
"""
"""It knows every path, which a real one would have to guess."""


def write_course(course: Path) -> None:
    """Write the course: its assignment and its reference."""
    folder = course / "assignments" / NAME
    _write(folder / "assignment.toml", _SPEC)
    _write(folder / f"{NAME}.py", _HANDOUT)
    _write(folder / "tests" / "task_1_1.py", _TASK)
    _write(course / "solutions" / "softmax.py", _REFERENCE)


def write_class(course: Path, submissions: Path, results: Path) -> None:
    """Write what Anna (wrong), Ben (right) and Mallory (an attack) hand in."""
    for student, source in _sources(course, results).items():
        _write(submissions / student / "softmax.py", source)


def _sources(course: Path, results: Path) -> Mapping[str, str]:
    paths = {
        "tests": str(course / "assignments" / NAME / "tests" / "task_1_1.py"),
        "reference": str(course / "solutions" / "softmax.py"),
        "mark": str(results / "grades.csv"),
    }
    return {"anna": WRONG, "ben": _RIGHT, "mallory": _ATTACK % paths}


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.lstrip(), "utf-8")
