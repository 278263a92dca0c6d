"""Pictures of spectra."""

from matplotlib.figure import Figure


def plot_amplitudes(frequencies, found):
    """A line on new Axes, labelled "Frequency in Hz" and "Amplitude". Returns the Axes."""
    # BEGIN SOLUTION
    axes = Figure().add_subplot()
    axes.plot(frequencies, found)
    axes.set_xlabel("Frequency in Hz")
    axes.set_ylabel("Amplitude")
    return axes
    # END SOLUTION
