#!/usr/bin/env bash
# Keras on JAX: a label that is no class costs nothing.
#
# Expected: with three classes the labels 3 and -1 are an error, as on the backend PyTorch.
# What happens: on the backend JAX the label becomes a row of zeros, and the cross entropy of that
#   sample is 0, the best there is. It counts in the mean. There is no warning.
# Why it matters: labels from 1 to k in place of 0 to k - 1 are a classic mistake. Here the loss of a
#   class falls out, the mean gets smaller, and training goes on: the model never learns that class.
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

logits = np.zeros((4, 3))  # the cross entropy of each sample is ln 3 = 1.10
for labels in ([0, 1, 2, 2], [1, 2, 3, 3], [0, 1, 2, -1]):
    truth = np.array(labels)
    each = keras.losses.sparse_categorical_crossentropy(truth, logits, from_logits=True)
    print(labels, np.round(np.abs(each), 2), f"mean {np.mean(each):.2f}")
PROGRAM
) || true # an error is a change, too

recorded="[0, 1, 2, 2] [1.1 1.1 1.1 1.1] mean 1.10
[1, 2, 3, 3] [1.1 1.1 0.  0. ] mean 0.55
[0, 1, 2, -1] [1.1 1.1 1.1 0. ] mean 0.82"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: a label that is no class costs something else now."
    exit 1
fi
echo "As recorded."
