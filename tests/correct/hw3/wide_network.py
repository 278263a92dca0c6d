"""Other numbers: two hidden layers without dropout, Glorot-like weights, batches of 20, step decay."""


# === training.py
def train(x_train, y_train, x_val, y_val, seed):
    rng = np.random.default_rng([seed, 1])
    d, k = x_train.shape[1], int(np.max(y_train)) + 1
    spread = np.ptp(x_train, axis=0)
    std = np.where(spread > 0, np.std(x_train, axis=0), 1)
    layers = [Linear(d, 48, rng), ReLU(), Linear(48, 24, rng), ReLU(), Linear(24, k, rng)]
    model = Model(Sequential(layers), x_train.mean(axis=0), std)
    parameters, monitor = model.network.parameters(), EarlyStopping(15, 1e-4)
    for epoch in range(120):
        optimizer = SGD(0.05 * 0.98**epoch, momentum=0.9)
        for batch in minibatches(len(x_train), 20, rng):
            _step(model, optimizer, x_train[batch], y_train[batch], lam=2e-3)
        model.record("val", x_val, y_val)
        model.record("train", x_train, y_train)
        if monitor.update(model.history["val_loss"][-1], parameters):
            break
    for mine, best in zip(parameters, monitor.best_parameters):
        np.copyto(mine, best)
    return model
