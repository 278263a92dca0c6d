"""Early stopping as a generator that is sent the losses, in an object with slots."""


# === early_stopping.py
def _watch(patience, min_delta):
    best, waited, answer, epoch = float("inf"), 0, None, 0
    while True:
        loss = yield answer
        better = loss < best - min_delta
        best, waited = (loss, 0) if better else (best, waited + 1)
        answer = (better, waited >= patience and not better, best, epoch)
        epoch += 1


class EarlyStopping:
    __slots__ = ("best_epoch", "best_loss", "best_parameters", "machine")

    def __init__(self, patience, min_delta=0.0):
        self.machine = _watch(patience, min_delta)
        next(self.machine)

    def update(self, val_loss, parameters):
        better, stop, best, epoch = self.machine.send(float(val_loss))
        if better:
            self.best_loss, self.best_epoch = best, epoch
            self.best_parameters = tuple(np.array(each) for each in parameters)
        return stop
