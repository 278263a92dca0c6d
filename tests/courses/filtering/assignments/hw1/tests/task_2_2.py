import numpy as np

from gradus_checks import check_close, test_case


@test_case(
    name="What is drawn", points=12, failure_message="One line: amplitudes over frequencies."
)
def drawn(pictures):
    axes = pictures.plot_amplitudes(np.array([0.0, 10.0, 20.0]), np.array([0.0, 2.0, 1.0]))
    (line,) = axes.get_lines()
    check_close(line.get_xdata(), np.array([0.0, 10.0, 20.0]))
    check_close(line.get_ydata(), np.array([0.0, 2.0, 1.0]))


@test_case(name="Labels", points=8, hidden=True)
def labels(pictures, rng):
    """The axes are labelled "Frequency in Hz" and "Amplitude"."""
    axes = pictures.plot_amplitudes(np.arange(5.0), rng.uniform(size=5))
    assert axes.get_xlabel() == "Frequency in Hz"
    assert axes.get_ylabel() == "Amplitude"
