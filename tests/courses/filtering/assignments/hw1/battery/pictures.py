"""Calls that tell changes which are mistakes from those which give the same."""


def plot_amplitudes(pictures, rng):
    axes = pictures.plot_amplitudes(rng.uniform(size=4), rng.uniform(size=4))
    yield [[line.get_xdata(), line.get_ydata()] for line in axes.get_lines()]
    yield [axes.get_xlabel(), axes.get_ylabel()]
