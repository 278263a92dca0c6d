"""What crosses between a test and a student's code: the page shows these docstrings and lines."""

import numpy as np

from gradus_checks import check_close, check_raises, write


def numbers_and_arrays(own):
    """Numbers, texts, truth values, None and NumPy arrays go over by value, bit by bit.

    Arrays may be of the dtypes bool, int8 to int64, uint8 to uint64, float16, float32, float64,
    complex64 and complex128. What arrives is exactly a NumPy array, a `float`, an `int`, a `str`:
    a class of the student's own that pretends to be one does not get through.
    """
    check_close(own.mse(np.array([1.0, 2.0]), np.array([1.0, 4.0])), 2.0)
    check_close(own.spectrum(np.array([1.0, 0.0, 0.0, 0.0])), np.ones(3, dtype=complex))


def lists_and_dictionaries(own):
    """Lists, tuples, sets and dictionaries go over with all that is in them.

    They may be nested, up to 32 deep, and a list may have 100,000 items. A test that compares
    them with `==` has to expect the right kind: a list is not a tuple.
    """
    assert own.words("A b") == ["a", "b"]


def arguments_that_are_changed(own):
    """What a call changes in place in an array, a list or a data frame, the test sees.

    So a test can ask for it, and `check_unchanged` can refuse it. An array at the top of a test
    file is again what it was when the next case begins.
    """
    x = np.array([1.0, 3.0])
    own.standardize_in_place(x)
    check_close(x, [-1.0, 1.0])


def functions_of_the_test(own):
    """A function that a test passes stays with the test; the student's code calls it back.

    What it is given and what it returns cross like any other values. It may count its calls, or
    raise. The student's code may keep it until the case ends.
    """
    heard = []

    def parabola(x):
        heard.append(x)
        return (x - 3.0) ** 2

    check_close(own.minimize(parabola, 0.0, steps=200), 3.0, atol=1e-6)
    assert len(heard) == 400


def functions_of_the_student(own):
    """A function that a student's function returns stays with the student's code; call it."""
    add_two = own.adder(2)
    assert add_two(3) == 5


def objects(own):
    """An object of a class, such as a layer, stays with the student's code.

    The test holds something that behaves like it: its attributes can be read and set, its methods
    called, and it can be called, indexed, counted and looped over if the class allows that. Passed
    to another function of the student's, it is the object itself. `isinstance` does not tell of
    which class it is: ask what it does.
    """
    layer = own.Layer(3, 2, np.random.default_rng(1))
    layer.W = np.ones((3, 2))
    check_close(layer.forward(np.ones((1, 3))), [[3.0, 3.0]])


def arrays_of_an_object(own, rng):
    """Arrays that an object returns are live: the test sees what becomes of them.

    Passed back, they are the object's own, so that a student's optimizer updates the student's
    model. Assigning to their entries is refused: use `write`. To keep the values of the moment,
    copy the array. Arrays that a plain function returns are copies.
    """
    layer = own.Layer(3, 2, rng)
    weights, before = layer.W, layer.W.copy()
    own.step(layer.parameters(), [np.ones((3, 2)), np.zeros(2)], rate=0.5)
    check_close(weights, before - 0.5)
    write(own, weights, np.zeros((3, 2)))
    check_close(layer.forward(np.ones((1, 3))), [[0.0, 0.0]])


def dictionaries_of_an_object(own, rng):
    """If a dictionary is an attribute of an object, setting an entry sets the object's own entry.

    That holds for dictionaries within it, too. Nothing else can be done to it: copy it first. A
    dictionary that a function or a method returns is a copy, and the test may change it.
    """
    layer = own.Layer(3, 2, rng)
    layer.params["b"] = np.array([5.0, 6.0])
    check_close(layer.forward(np.zeros((1, 3))), [[5.0, 6.0]])


def iterators(own):
    """Generators and other iterators are asked for one item at a time, at most 100,000 times."""
    sizes = [len(batch) for batch in own.batches(np.arange(7), 3)]
    assert sizes == [3, 3, 1]


def random_generators(own, rng):
    """A `Generator` of NumPy goes over with its state, and then is the student's.

    What the student's code draws from it does not move the test's own generator. To compute what is
    right, make another generator from the same seed.
    """
    seed = int(rng.integers(1000))
    x = np.arange(5)
    expected = x[np.random.default_rng(seed).permutation(5)]
    check_close(own.shuffled(x, np.random.default_rng(seed)), expected)


def exceptions(own):
    """What the student's code raises arrives as a `StudentException`, with its file and line.

    Let it come out: the student reads what was raised, and where. What a function has to raise is
    asked for with `check_raises`. `except ValueError` and pytest's `raises` never see it, and
    `gradus build` refuses them.
    """
    check_raises(ValueError, own.mse, np.zeros(2), np.zeros(3))


def replaced_functions(own):
    """A test may put another function in the place of one of the module's.

    Put the original back, because the next case may share the process. A function cannot be
    deleted.
    """
    original = own.words
    own.words = lambda text: [text]
    assert own.words("a b") == ["a b"]
    own.words = original


def plots(own):
    """Axes of matplotlib are objects like any other: ask for their labels and lines."""
    axes = own.loss_plot([3.0, 2.0, 1.5])
    assert axes.get_xlabel() == "epoch"
    check_close(axes.lines[0].get_ydata(), [3.0, 2.0, 1.5])


def data_frames(own):
    """Data frames and series of pandas, and sparse arrays of SciPy, go over as arrays do.

    `check_close` compares them with their labels. Columns hold numbers, truth values or text;
    dates, categories and labels of several levels do not cross. A frame may have 1,000 columns, and
    20,000 rows with labels of their own. A sparse array keeps its format if that is `csr`, `csc` or
    `coo`, and counts as the dense one that it stands for. The package has to be listed in
    `packages`, in `assignment.toml`.
    """
    import pandas as pd
    from scipy import sparse

    frame = pd.DataFrame({"label": ["a", "b", "a"], "score": [1.0, 2.0, 3.0]})
    check_close(own.mean_by_class(frame), frame.groupby("label")["score"].mean())
    matrix = sparse.csr_array(np.eye(3))
    check_close(own.scaled(matrix), 2 * matrix)
