"""Prints, warns and logs all along."""


# === dropout.py
class Dropout(Dropout):
    def forward(self, x, training=False):
        y = super().forward(x, training)
        print(f"dropout: {np.mean(self.mask == 0):.1%} of {x.size} are removed")
        return y


# === early_stopping.py
import warnings


class EarlyStopping(EarlyStopping):
    def update(self, val_loss, parameters):
        stop = super().update(val_loss, parameters)
        print("epoch", self.epoch, "loss", val_loss, "wait", self.wait, "STOP" if stop else "")
        if val_loss != val_loss:
            warnings.warn("the loss is not a number", stacklevel=2)
        return stop


# === splits.py
print(__name__, "imported")
