"""How the pictures of the notebooks look, and how they are shown. Needs matplotlib and IPython.

The colours are from the palette of Okabe and Ito, which colour-blind people can tell apart. Line
styles, markers and words say the same once more.
"""

from typing import Any

import matplotlib.pyplot as plt
from IPython.display import display

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#595959"

plt.rcParams.update({"font.size": 11, "axes.spines.top": False, "axes.spines.right": False})
# Also in a dark notebook the words on the axes are black.
plt.rcParams.update({"figure.facecolor": "white", "savefig.facecolor": "white"})


def show(figure: Any, description: str) -> None:
    """Show a figure with a description for those who cannot see it, and close it."""
    figure.tight_layout()
    display(figure, metadata={"image/png": {"alt": description}})
    plt.close(figure)
