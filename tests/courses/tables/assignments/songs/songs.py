# %% [markdown]
# # Songs in a table
#
# ## Task 1.1: standardized columns
#
# Each column of numbers gets mean 0 and standard deviation 1 over the rows in which it is not
# missing; other columns stay as they are. The frame that is given does not change.

# %%
import otter
import pandas as pd

grader = otter.Notebook("songs.ipynb")
pd.DataFrame({"level": [-6.0, -12.0]})

# %%
grader.check("task_1_1")

# %% [markdown]
# ## Task 1.2: mean by group
#
# The result is a series with the groups, sorted, as its index.

# %%
grader.check("task_1_2")
