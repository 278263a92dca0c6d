import numpy as np

from gradus_checks import check_close, test_case


@test_case(name="A sine of 2 Hz", points=18, failure_message="Twice |X|, over the window's sum.")
def sine(spectra):
    signal = 3 * np.sin(2 * np.pi * 2 * np.arange(8) / 8)
    frequencies, found = spectra.amplitudes(signal, 8)
    check_close(frequencies, np.arange(5.0))
    check_close(found, np.array([0.0, 1.5, 3.0, 1.5, 0.0]))


@test_case(name="Random signal", points=12, hidden=True)
def random_signal(spectra, reference, rng):
    """A sine in the middle of a bin has its own amplitude there, whatever the window."""
    signal = rng.normal(size=31)
    expected = reference.spectra.amplitudes(signal, 44100.0)
    frequencies, found = spectra.amplitudes(signal, 44100.0)
    check_close(frequencies, expected[0])
    check_close(found, expected[1])
