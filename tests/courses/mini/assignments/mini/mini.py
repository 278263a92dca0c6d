# %% [markdown]
# # Mini
#
# ## Task 1.1: mean squared error
#
# The loss of a batch is the mean over
# all entries.

# %%
import otter

grader = otter.Notebook("mini.ipynb")

# %% [markdown]
# ## Task 1.2: its gradient
#
# The gradient has the shape of the predictions.

# %%
grader.check("task_1_2")
