# %% [markdown]
# # Layers in a package
#
# The folder `layers` is a package: a class in `layers/dense.py` and a function in `layers/activations.py` are yours, `layers/base.py`
# is there. The network goes into `network.py`.

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

# %%
from layers.dense import Dense

Dense([[1.0], [2.0]], [0.5]).forward([[3.0, 4.0]])

# %% [markdown]
# ## Task 1.1
#
# `Dense.forward` gives $xW + b$: with $W$ = (1, 2) as a column, $b$ = 0.5 and the sample (3, 4) that is 11.5. There may be any number of
# samples.

# %%
grader.check("task_1_1")

# %% [markdown]
# ## Task 1.2
#
# `Dense.backward` gives the gradients of x, W and b, each of the shape of what it is the gradient of. The x that counts is the one of
# the last call of `forward`, with any number of samples.

# %%
grader.check("task_1_2")

# %% [markdown]
# ## Task 1.3
#
# `relu` keeps what is positive, at any shape, and changes nothing that it is given.

# %%
grader.check("task_1_3")

# %% [markdown]
# ## Task 2.1
#
# `predict` takes any number of layers, and there is no ReLU after the last one.

# %%
grader.check("task_2_1")
