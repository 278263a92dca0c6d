"""Data frames and series cross with their labels, types and missing values, and as copies."""

import numpy as np
import pandas as pd
from contract.contracts.registry import Contracts, message

contract = Contracts()

# One module for all: each worker imports pandas anew, which takes it half a second.
FRAMES = """
    import numpy as np
    import pandas as pd

    def same(table):
        return table

    def louder(frame):
        out = frame.copy()
        out["louder"] = frame["level"] + 6
        return out

    def column(frame, name):
        return frame[name]

    def by_kind(frame):
        return frame.groupby("kind")["level"].mean()

    def in_place(frame):
        frame["louder"] = frame["level"] + 6
        del frame["level"]
        frame.loc[4] = ["Fuga", 21, True, "b", 0.5]

    def changed_in_place(series):
        series.iloc[0] = 99

    class Mine(pd.DataFrame):
        _metadata = ["secret"]
        secret = "hidden"

        @property
        def _constructor(self):
            return Mine

        def equals(self, other):
            return True

    def mine():
        return Mine({"level": [1.0, 2.0]})

    def named():
        return type("DataFrame", (), {"__module__": "pandas", "__class__": pd.DataFrame})()

    def days():
        return pd.DataFrame({"day": pd.to_datetime(["2026-01-01"])})

    def kinds():
        return pd.Series(["a", "b"], dtype="category")

    def levels():
        return pd.DataFrame({"a": [1], "b": [2], "c": [3]}).set_index(["a", "b"])

    def lists():
        return pd.Series([[1], [2]])

    def wide():
        return pd.DataFrame(np.zeros((1, 2000)))

    def long():
        return pd.DataFrame({"a": np.zeros(4_000_000)})

    def shuffled():
        return pd.Series(np.zeros(30_000), index=np.arange(30_000)[::-1])

    def wordy():
        return pd.Series(["word"] * 150_000)
"""


def songs():
    return pd.DataFrame(
        {
            "title": ["Ode", None, "Rondo", "Aria"],
            "level": [-6.0, np.nan, -12.5, 0.0],
            "notes": np.array([3, 5, 8, 13], dtype=np.int32),
            "loud": [True, False, True, True],
            "kind": ["a", "b", "a", "b"],
        }
    )


@contract(FRAMES)
def frames_and_series(student):
    frame = songs()
    indexed = frame.rename_axis(columns="what").set_index("kind")[["level", "notes"]]
    back = student.same(frame)
    student.in_place(frame)
    series = songs()["notes"]
    student.changed_in_place(series)
    given = songs()
    return (
        back is frame,
        frame,
        series,
        given.equals(songs()),
        [student.louder(given), student.column(given, "title"), student.by_kind(given)],
        [student.same(table) for table in (indexed, indexed.T, given[given["notes"] > 4])],
        [student.same(table) for table in (pd.DataFrame(), given.iloc[:0], given.describe())],
        student.same({"train": [given, given["level"]], "test": (given,)}),
    )


@contract(FRAMES, plain=False)
def what_is_like_a_frame_and_is_none(student):
    table = student.mine()
    assert type(table) is pd.DataFrame
    assert not hasattr(table, "secret")
    refused = (student.days, student.kinds, student.levels, student.lists)
    large = (student.wide, student.long, student.shuffled, student.wordy)
    told = [message(call) for call in (*refused, *large)]
    assert all("cannot be checked" in each for each in told)
    return table, type(student.named()).__name__, told
