"""The penalties against loops, and their gradients against autograd."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given, settings
from hypothesis import strategies as st
from regularization import l1_penalty, l1_penalty_grad, l2_penalty, l2_penalty_grad

deterministic = settings(derandomize=True, deadline=None, max_examples=50)

SEEDS = st.integers(0, 2**32 - 1)
SHAPES = ((3, 4), (4,), (1, 1), (2, 3, 2))


def weights_of(seed: int) -> list[np.ndarray]:
    rng = np.random.default_rng(seed)
    return [rng.normal(0, 3, shape) for shape in SHAPES]


@deterministic
@given(SEEDS, st.floats(0, 10))
def test_penalties_are_sums_over_all_entries(seed: int, lam: float) -> None:
    weights = weights_of(seed)
    entries = [float(entry) for w in weights for entry in w.ravel()]
    assert l1_penalty(weights, lam) == pytest.approx(lam * sum(abs(w) for w in entries))
    assert l2_penalty(weights, lam) == pytest.approx(lam * sum(w * w for w in entries))


@deterministic
@given(SEEDS)
def test_gradients_are_those_of_autograd(seed: int) -> None:
    weights = weights_of(seed)
    for index, w in enumerate(weights):
        l1 = grad(lambda z: 0.3 * anp.sum(anp.abs(z)))(w)
        l2 = grad(lambda z: 0.3 * anp.sum(z**2))(w)
        assert l1_penalty_grad(weights, 0.3)[index] == pytest.approx(l1)
        assert l2_penalty_grad(weights, 0.3)[index] == pytest.approx(l2)


def test_no_arrays() -> None:
    assert l1_penalty([], 2.0) == l2_penalty([], 2.0) == 0
    assert l1_penalty_grad([], 2.0) == l2_penalty_grad([], 2.0) == []


def test_whole_numbers_give_decimals_and_kinks_give_zero() -> None:
    whole = np.array([-3, 0, 2])
    (l1,), (l2,) = l1_penalty_grad([whole], 0.5), l2_penalty_grad([whole], 0.5)
    assert l1.tolist() == [-0.5, 0.0, 0.5]
    assert l2.tolist() == [-3.0, 0.0, 2.0]
    assert l1.dtype == l2.dtype == float
    assert l2_penalty([np.array([100], dtype=np.int8)], 1.0) == 10_000.0
