"""Coroutines without an event loop: what is awaited is worked out at once, and sent on."""


# === losses.py
def _run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as done:
        return done.value
    raise RuntimeError("something waits for the outside world")


async def _errors(y_pred, y_true):
    y_pred, y_true = _checked(y_pred, y_true)
    return y_pred - y_true


async def _mean(awaitable):
    return np.mean(await awaitable)


async def _over(awaitable, n):
    return (await awaitable) / n


async def _changed(change, awaitable):
    return change(await awaitable)


def mae(y_pred, y_true):
    return _run(_mean(_changed(np.abs, _errors(y_pred, y_true))))


def mae_grad(y_pred, y_true):
    return _run(_over(_changed(np.sign, _errors(y_pred, y_true)), np.size(y_pred)))


def mse(y_pred, y_true):
    return _run(_mean(_changed(np.square, _errors(y_pred, y_true))))


def mse_grad(y_pred, y_true):
    return _run(_over(_changed(lambda e: e + e, _errors(y_pred, y_true)), np.size(y_pred)))
