"""The public test file: the public cases and what they reach, nothing else."""

import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from gradus.assignment.cases import load_cases
from gradus.errors import AssignmentError
from gradus.release.notebook import notebook
from gradus.release.public_tests import public_tests

FULL = '''
    """Task 1.1: mean squared error."""

    # Only instructors read this.
    import json
    import math, string
    import numpy as np
    from gradus_checks import (
        check_close,  # used by all
        check_finite,
        check_shape,
        test_case,
    )

    OK_FORMAT = False
    name = "task_1_1"

    # the song
    SONG = [
        # note by note
        1.0,  # C
        2.0,
    ]
    SECRET = 12
    HALF, DOUBLE = 0.5, 2.0


    def scaled(x):
        # A trap.

        return np.multiply(x, HALF)


    def only_hidden(x):
        return math.sqrt(x) * SECRET


    # Next.


    @test_case(
        name="Worked example",
        points=2,  # more?
        failure_message="Square # then average.",
    )
    def worked_example(losses):
        """What a student may read."""
        SECRET = string.digits  # its own

        # Wrong for the transposed.

        check_close(losses.mse(scaled(SONG)), len(SECRET))
        # The end.


    @test_case(name="Random", points=1.5, hidden=True)
    def random(losses, reference, rng):
        """The loss is a mean."""
        check_finite(only_hidden(json.loads("3")))


    @test_case(name="Shape", points=3)
    def shape(losses):
        check_shape(losses.mse(1, 2), ())
'''

PUBLIC = '''\
    """Task 1.1: mean squared error."""

    import string
    import numpy as np
    from gradus_checks import check_close, check_shape, test_case

    OK_FORMAT = False
    name = "task_1_1"
    hidden_cases = ["Random"]
    hidden_points = 1.5

    SONG = [
        1.0,
        2.0,
    ]
    HALF, DOUBLE = 0.5, 2.0


    def scaled(x):
        return np.multiply(x, HALF)


    @test_case(
        name="Worked example",
        points=2,
        failure_message="Square # then average.",
    )
    def worked_example(losses):
        """What a student may read."""
        SECRET = string.digits

        check_close(losses.mse(scaled(SONG)), len(SECRET))


    @test_case(name="Shape", points=3)
    def shape(losses):
        check_shape(losses.mse(1, 2), ())
'''


def make(folder: Path, text: str) -> str:
    path = folder / "task_1_1.py"
    path.write_text(dedent(text).lstrip(), "utf-8")
    return public_tests(load_cases(path))


def test_public_cases_keep_what_they_reach_and_nothing_else(tmp_path: Path) -> None:
    text = make(tmp_path, FULL)
    assert text == dedent(PUBLIC)
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--isolated", "--line-length=100", "-"],
        input=text,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == text


def test_what_is_public_already_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "task_1_1.py"
    text = dedent(PUBLIC).replace('hidden_cases = ["Random"]\nhidden_points = 1.5\n', "")
    path.write_text(text, "utf-8")
    constants = 'name = "task_1_1"\nhidden_cases = []\nhidden_points = 0\n'
    assert public_tests(load_cases(path)) == text.replace('name = "task_1_1"\n', constants)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("OK_FORMAT = False", "OK_FORMAT = False\n    np.seterr(all='ignore')", "only import and"),
        ("OK_FORMAT = False", "OK_FORMAT = False\n    for i in []: pass", "only import and"),
        ("scaled(SONG)", "random", "uses random, which is a hidden case"),
        ("points=2,", "points=2, hidden=True,", "no public case"),
        ('"""Task 1.1: mean squared error."""', "", "docstring with the title is missing"),
    ],
)
def test_a_file_that_cannot_be_split_is_refused(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert old in FULL
    text = FULL.replace(old, new)
    if says == "no public case":
        text = text[: text.index('    @test_case(name="Shape"')]
    with pytest.raises(AssignmentError, match=says):
        make(tmp_path, text)


HANDOUT = """\
# %% [markdown]
# # Losses
#
# What is *wrong*?

# %%
x = 1

# %%
x = 1
"""


def test_the_notebook_is_valid_clean_and_stable() -> None:
    import nbformat

    text = notebook(HANDOUT, Path("hw.py"))
    assert text == notebook(HANDOUT, Path("hw.py"))
    book = nbformat.reads(text, as_version=4)
    nbformat.validate(book)
    assert [(cell.cell_type, cell.source) for cell in book.cells] == [
        ("markdown", "# Losses\n\nWhat is *wrong*?"),
        ("code", "x = 1"),
        ("code", "x = 1"),
    ]
    assert book.metadata.kernelspec.name == "python3"
    assert all(cell.metadata == {} for cell in book.cells)
    assert all(not cell.outputs for cell in book.cells if cell.cell_type == "code")


def test_a_cell_keeps_its_id_when_others_come_and_go() -> None:
    import nbformat

    def ids(text: str) -> list[str]:
        return [cell.id for cell in nbformat.reads(notebook(text, Path("hw.py")), 4).cells]

    before, after = ids(HANDOUT), ids("# %%\nimport otter\n\n" + HANDOUT)
    assert after[1:] == before
    assert len(set(after)) == len(after)
