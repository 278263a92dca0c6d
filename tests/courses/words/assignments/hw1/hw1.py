# %% [markdown]
# # Text, classes, files
#
# The functions go into `text.py`, the class into `shelf.py`.

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
# "Two, one; TWO" has the longest words "one" and "two". A text without words has no longest ones: the list is empty.

# %%
grader.check("task_1_1")

# %% [markdown]
# ## Task 1.2
#
# A sentence ends with a full stop, an exclamation mark or a question mark, or with the text. The sentences come one at a time,
# in their order.

# %%
grader.check("task_1_2")

# %% [markdown]
# ## Task 2.1
#
# A shelf without room cannot be made: ValueError. An empty shelf has no oldest book, and two shelves have nothing in common.

# %%
grader.check("task_2_1")

# %% [markdown]
# ## Task 2.2
#
# `data/books.json` is such a file.

# %%
grader.check("task_2_2")
