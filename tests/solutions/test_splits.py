"""The laws of splits, and standardizing against loops."""

import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from splits import augment, grouped_split, standardize, train_val_test_split

deterministic = settings(derandomize=True, deadline=None, max_examples=50)

SEEDS = st.integers(0, 2**32 - 1)
RATIOS = st.tuples(*[st.floats(0.05, 100)] * 3)


def sizes_fit(sizes: list[int], n: int, ratios: tuple[float, ...]) -> bool:
    shares = [n * ratio / sum(ratios) for ratio in ratios]
    return all(abs(size - share) <= 1 + 1e-9 for size, share in zip(sizes, shares, strict=True))


@deterministic
@given(st.integers(1, 300), RATIOS, SEEDS)
def test_a_split_is_complete_disjoint_and_of_the_right_sizes(
    n: int, ratios: tuple[float, ...], seed: int
) -> None:
    parts = train_val_test_split(n, ratios, np.random.default_rng(seed))
    assert sorted(np.concatenate(parts).tolist()) == list(range(n))
    assert sizes_fit([len(part) for part in parts], n, ratios)
    again = train_val_test_split(n, ratios, np.random.default_rng(seed))
    assert all(np.array_equal(part, same) for part, same in zip(parts, again, strict=True))


@deterministic
@given(st.lists(st.integers(-50, 50), min_size=1, max_size=80), RATIOS, SEEDS)
def test_no_group_is_on_two_sides(groups: list[int], ratios: tuple[float, ...], seed: int) -> None:
    parts = grouped_split(np.array(groups), ratios, np.random.default_rng(seed))
    assert sorted(np.concatenate(parts).tolist()) == list(range(len(groups)))
    inside = [{groups[index] for index in part} for part in parts]
    assert sum(map(len, inside)) == len(set(groups))
    assert sizes_fit([len(each) for each in inside], len(set(groups)), ratios)


@deterministic
@given(SEEDS)
def test_standardizing_by_hand(seed: int) -> None:
    rng = np.random.default_rng(seed)
    train, other = rng.normal(5, 3, (6, 2)), rng.normal(-5, 1, (3, 2))
    given_train, given_other = standardize(train, other)
    for column in range(2):
        mean = statistics.fmean(train[:, column])
        std = statistics.pstdev(train[:, column])
        assert given_train[:, column] == pytest.approx((train[:, column] - mean) / std)
        assert given_other[:, column] == pytest.approx((other[:, column] - mean) / std)


def test_a_constant_feature_is_only_shifted() -> None:
    (train,) = standardize(np.full((7, 1), 0.1))
    assert train == pytest.approx(np.zeros((7, 1)), abs=1e-15)


@pytest.mark.parametrize("seed", range(5))
def test_augmenting_moves_a_loud_band_by_at_most_half_an_octave(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x, labels = np.full((200, 72), -100.0), rng.integers(0, 8, 200)
    x[:, 36] = -20
    x.flags.writeable = labels.flags.writeable = False
    more, names = augment(x, labels, rng)
    assert more.shape == x.shape
    assert np.array_equal(names, labels)
    # A background is at least 15 dB below on average, but has a colour.
    moved = np.argmax(more, axis=1) - 36
    assert np.mean(np.abs(moved) <= 6) > 0.95
    assert set(range(-6, 7)) <= set(moved.tolist())
    assert np.std(np.max(more, axis=1)) > 2


def test_augmenting_draws_anew_and_from_rng_alone() -> None:
    x, labels = np.random.default_rng(0).normal(-60, 10, (20, 72)), np.arange(20)
    one, same, other = (augment(x, labels, np.random.default_rng(seed))[0] for seed in (1, 1, 2))
    assert np.array_equal(one, same)
    assert not np.any(one == other)


def test_a_few_bands_are_no_spectrum_and_stay_as_they_are() -> None:
    x, labels = np.arange(22.0).reshape(2, 11), np.arange(2)
    more, names = augment(x, labels, np.random.default_rng(0))
    assert np.array_equal(more, x)
    assert np.array_equal(names, labels)
    more[...] = 0
    assert x[1, 10] == 21
