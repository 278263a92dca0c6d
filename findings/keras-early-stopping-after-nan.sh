#!/usr/bin/env bash
# Keras: one NaN in the first epoch stops a training that gets better in every epoch after it.
#
# Expected: EarlyStopping keeps the best loss there was. A NaN is never the best, as it is not in later
#   epochs.
# What happens: the loss of the first epoch becomes the best without a comparison. If that is NaN, no
#   loss is ever less than it: the training ends after `patience` epochs, though the loss falls in each,
#   and restore_best_weights goes back to the epoch of the NaN. The same NaN one epoch later is ignored.
# Why it matters: a NaN in the first epoch is common (an empty last batch, log 0 before the first
#   step), and the message is the ordinary one of early stopping.
#
# Seen on 2026-11-30 with Keras 3.15.1 on JAX 0.10.2, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check keras==3.15.1 jax==0.10.2 numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import logging
import os

os.environ["KERAS_BACKEND"] = "jax"
logging.disable(logging.WARNING)  # JAX tells which processors it found

import keras
import numpy as np


class GivenLosses(keras.callbacks.Callback):
    """Reports these losses, epoch by epoch."""

    def __init__(self, losses):
        super().__init__()
        self.losses = losses

    def on_epoch_end(self, epoch, logs=None):
        logs["val_loss"] = self.losses[epoch]


for losses in ([5.0, 4.0, 3.0, 2.0, 1.0], [float("nan"), 4.0, 3.0, 2.0, 1.0], [5.0, float("nan"), 3.0, 2.0, 1.0]):
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    model.compile(loss="mse", optimizer="sgd")
    stopping = keras.callbacks.EarlyStopping(monitor="val_loss", patience=2)
    data = np.zeros((2, 1)), np.zeros((2, 1))
    model.fit(*data, epochs=5, verbose=0, callbacks=[GivenLosses(losses), stopping])
    print(losses, f"stopped after epoch {stopping.stopped_epoch + 1}" if stopping.stopped_epoch else "went on")
PROGRAM
) || true # an error is a change, too

recorded="[5.0, 4.0, 3.0, 2.0, 1.0] went on
[nan, 4.0, 3.0, 2.0, 1.0] stopped after epoch 3
[5.0, nan, 3.0, 2.0, 1.0] went on"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: EarlyStopping treats NaN in another way now."
    exit 1
fi
echo "As recorded."
