# %% [markdown]
# # Windows, spectra, filters
#
# The functions go into `spectra.py`, `filtering.py` and `pictures.py`.

# %%
# The files that came with this notebook have to lie beside it.
from pathlib import Path

from IPython.core.error import UsageError

if not Path("gradus_checks").is_dir():
    raise UsageError(
        "Unzip hw1.zip and open the notebook that is in its "
        "folder (on Colab as README.md there says)."
    )

# %load_ext gradus_checks.notebook
from gradus_checks import Notebook

grader = Notebook("hw1.ipynb")

# %% [markdown]
# ## Task 1.1
#
# The periodic Hann window is ½ − ½ cos(2πi/n). The window has n samples and would begin anew with the next one. By hand, for
# n = 4: 0, 0.5, 1, 0.5.

# %%
grader.check("task_1_1")

# %% [markdown]
# ## Task 1.2
#
# Twice the magnitudes of the windowed signal's Fourier transform, over the sum of the window. A sine in the middle of a bin has
# its own amplitude there, whatever the window.

# %%
grader.check("task_1_2")

# %% [markdown]
# ## Task 2.1
#
# A Butterworth filter of order 4. The filter runs forwards and backwards, so that nothing is delayed.

# %%
grader.check("task_2_1")

# %% [markdown]
# ## Task 2.2
#
# Draw one line on new Axes, and return these. The axes are labelled "Frequency in Hz" and "Amplitude".

# %%
grader.check("task_2_2")
