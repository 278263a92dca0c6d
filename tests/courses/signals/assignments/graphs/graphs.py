# %% [markdown]
# # Graphs and spectra
#
# ## Task 1.1: transition matrix
#
# The result is a sparse array in which each row that is not empty sums to 1.

# %%
import otter
import scipy.sparse

grader = otter.Notebook("graphs.ipynb")
scipy.sparse.eye_array(3)

# %%
grader.check("task_1_1")

# %% [markdown]
# ## Task 1.2: spectrum of a signal
#
# The result holds the complex amplitudes of all frequencies from 0 on.

# %%
grader.check("task_1_2")
