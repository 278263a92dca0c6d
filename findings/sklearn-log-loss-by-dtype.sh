#!/usr/bin/env bash
# scikit-learn: what a certain and wrong prediction costs depends on the dtype of the probabilities.
#
# Expected: log_loss of the same probabilities is the same number, up to rounding, in float64,
#   float32 and float16.
# What happens: probabilities are clipped at the machine epsilon of their dtype. One certain mistake
#   costs 36.0 in float64, 15.9 in float32 and 6.9 in float16. The average over a test set with a few
#   such mistakes differs by the same factor.
# Why it matters: a model that ends in float32, as PyTorch's do, looks better than the same model in
#   float64, and a student's cross entropy, clipped at a bound that the lecture states, agrees with
#   none of them. Compare losses of one dtype only, or compute them from logits.
#
# Seen on 2026-11-30 with scikit-learn 1.9.1, NumPy 2.4.6, Python 3.11. Output: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import numpy as np
from sklearn.metrics import log_loss

labels = np.array([1, 1, 0, 0])
for dtype in ("float64", "float32", "float16"):
    certain = np.array([0.75, 0.0, 0.25, 0.25], dtype)  # the second is certain, and wrong
    careful = np.array([0.75, 0.5, 0.25, 0.25], dtype)
    print(dtype, *(f"{log_loss(labels, each):.2f}" for each in (careful, certain)))
PROGRAM
) || true # an error is a change, too

recorded="float64 0.39 9.23
float32 0.39 4.20
float16 0.39 1.95"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: log_loss cuts probabilities off elsewhere now."
    exit 1
fi
echo "As recorded."
