"""Task 1.2: mean by group."""

import pandas as pd
from gradus_checks import check_close, test_case

OK_FORMAT = False
name = "task_1_2"


@test_case(name="Worked example", points=20)
def worked_example(songs):
    frame = pd.DataFrame({"key": ["D", "C", "D"], "level": [1.0, 2.0, 4.0]})
    expected = pd.Series([2.0, 2.5], index=["C", "D"])
    check_close(songs.mean_by(frame, "key", "level"), expected)


@test_case(name="Random table", points=20, hidden=True)
def random_table(songs, reference, rng):
    """The result is a series with the groups, sorted, as its index."""
    frame = pd.DataFrame({"year": rng.integers(1990, 1999, 40), "level": rng.normal(size=40)})
    expected = reference.songs.mean_by(frame, "year", "level")
    check_close(songs.mean_by(frame, "year", "level"), expected)
