"""The reference training loop on small data made for the purpose."""

import numpy as np
import pytest
import training
from softmax import softmax_cross_entropy


def _strings(seed, n, bands=5):
    """Two strings, loud or silent, and noise: does exactly one of them sound?"""
    rng = np.random.default_rng(seed)
    sounds = rng.integers(0, 2, (n, 2))
    x = rng.normal(-60, 8, (n, bands))
    x[:, :2] = rng.normal(np.where(sounds, -25, -75), 4)
    return x, sounds[:, 0] ^ sounds[:, 1]


def _train(seed, labels_turned=False):
    x_val, y_val = _strings(100 + seed, 60)
    y_val = 1 - y_val if labels_turned else y_val
    x_train, y_train = _strings(seed, 120)
    return training.train(x_train, y_train, x_val, y_val, seed), x_val, y_val


@pytest.mark.parametrize("seed", range(5))
def test_it_learns_what_no_single_layer_can(seed):
    model, *_ = _train(seed)
    x, labels = _strings(200 + seed, 500)
    assert np.mean(model.predict(x) == labels) > 0.97


@pytest.mark.parametrize("labels_turned", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_it_returns_the_network_of_the_best_epoch(seed, labels_turned):
    model, x_val, y_val = _train(seed, labels_turned)
    loss = softmax_cross_entropy(model.logits(x_val), y_val)
    history = np.array(model.history["val_loss"])
    # An epoch that is better by less than min_delta is not taken for better.
    assert np.min(history) <= loss < np.min(history) + 1e-3 + 1e-9
    assert np.min(np.abs(history - loss)) < 1e-9


def test_it_stops_as_soon_as_the_validation_loss_only_rises():
    honest, turned = (_train(0, turned)[0] for turned in (False, True))
    assert len(turned.history["val_loss"]) < len(honest.history["val_loss"])
    assert all(len(each) == len(turned.history["val_loss"]) for each in turned.history.values())


def test_the_same_seed_gives_the_same_model():
    (one, x, _), (same, *_) = _train(3), _train(3)
    np.testing.assert_array_equal(one.logits(x), same.logits(x))
    assert one.history == same.history


def test_inputs_are_left_alone_and_a_band_may_be_silent():
    x, labels = _strings(0, 60)
    x[:, 4] = -110.3
    x.flags.writeable = labels.flags.writeable = False
    model = training.train(x, labels, x[:20], labels[:20], 0)
    assert np.isfinite(model.logits(x)).all()
    assert model.predict(x).shape == (60,)


def test_predictions_do_not_depend_on_what_else_is_asked():
    model, x, _ = _train(1)
    together = model.predict(x)
    alone = [model.predict(row[np.newaxis])[0] for row in x]
    np.testing.assert_array_equal(together, alone)
