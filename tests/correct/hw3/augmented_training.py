"""Trains on noisy copies that are drawn anew in every epoch, and restores the best weights."""


# === training.py
def train(x_train, y_train, x_val, y_val, seed):
    rng = np.random.default_rng(seed)
    model = _new_model(x_train, y_train, rng)
    optimizer, monitor = SGD(learning_rate=0.05, momentum=0.9), EarlyStopping(14, min_delta=5e-4)
    for _ in range(100):
        x = np.concatenate([x_train, x_train + 0.1 * model.std * rng.normal(size=x_train.shape)])
        y = np.concatenate([y_train, y_train])
        for batch in minibatches(len(x), 40, rng):
            _step(model, optimizer, x[batch], y[batch])
        for part, data, labels in (("train", x_train, y_train), ("val", x_val, y_val)):
            model.record(part, data, labels)
        if monitor.update(model.history["val_loss"][-1], model.network.parameters()):
            break
    for mine, best in zip(model.network.parameters(), monitor.best_parameters):
        mine[:] = best
    return model
