"""Songs in a table."""

import pandas as pd


def standardized(frame: pd.DataFrame) -> pd.DataFrame:
    """Task 1.1: the frame with its columns of numbers at mean 0 and standard deviation 1."""
    # BEGIN SOLUTION
    numbers = frame.select_dtypes("number")
    scaled = (numbers - numbers.mean()) / numbers.std(ddof=0)
    return frame.assign(**{str(name): scaled[name] for name in scaled})
    # END SOLUTION


def mean_by(frame: pd.DataFrame, group: str, value: str) -> pd.Series:
    """Task 1.2: the mean of the column `value` for each entry of the column `group`."""
    return frame.groupby(group)[value].mean()  # SOLUTION
