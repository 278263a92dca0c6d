"""Task 1.1: standardized columns."""

import numpy as np
import pandas as pd
from gradus_checks import CheckFailed, check_close, test_case

OK_FORMAT = False
name = "task_1_1"


@test_case(name="Worked example", points=20)
def worked_example(songs):
    frame = pd.DataFrame({"title": ["Ode", "Aria"], "level": [-6.0, -12.0]})
    expected = pd.DataFrame({"title": ["Ode", "Aria"], "level": [1.0, -1.0]})
    check_close(songs.standardized(frame), expected)


@test_case(name="The frame stays as it is", points=20)
def unchanged(songs):
    frame = pd.DataFrame({"level": [1.0, 3.0], "length": [2.0, 2.5]})
    before = frame.copy()
    songs.standardized(frame)
    if not frame.equals(before):
        raise CheckFailed("Your function changed the data frame that it was given: copy it first.")


@test_case(name="Missing values", points=20, hidden=True)
def missing(songs, reference, rng):
    """Each column of numbers gets mean 0 and standard deviation 1 over the rows in which it is not
    missing; other columns stay as they are."""
    level = rng.normal(-10, 4, 30)
    level[rng.integers(30)] = np.nan
    frame = pd.DataFrame({"level": level, "key": rng.choice(["C", "D"], 30)})
    expected = reference.songs.standardized(frame)
    check_close(songs.standardized(frame), expected)
