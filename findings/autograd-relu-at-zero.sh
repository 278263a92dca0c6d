#!/usr/bin/env bash
# autograd: the slope of ReLU at 0 depends on how ReLU is written.
#
# Expected: two ways to write the same function, max(x, 0), have the same slope everywhere; at 0 the
#   0 of most courses.
# What happens: np.maximum(x, 0) shares its slope between equal arguments, so its slope at 0 is 0.5;
#   written with np.where, or as x * (x > 0), it is 0. The mean of x and |x|, the same function once
#   more, gives 0.5.
# Why it matters: zeros are frequent (ReLU of ReLU, padding, silence), and a student's backward with
#   0 at 0 is right by the lecture and wrong by a reference differentiated with np.maximum. A test
#   against autograd must keep off the kinks, or write ReLU with where.
#
# Seen on 2026-11-29 with autograd 1.9.1, NumPy 2.4.6, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check autograd==1.9.1 numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import autograd.numpy as np
from autograd import grad

ways = {
    "np.maximum(x, 0)": lambda x: np.maximum(x, 0.0),
    "np.where(x > 0, x, 0)": lambda x: np.where(x > 0, x, 0.0),
    "x * (x > 0)": lambda x: x * (x > 0),
    "(x + np.abs(x)) / 2": lambda x: (x + np.abs(x)) / 2,
}
for way, relu in ways.items():
    print(f"{way}: slopes at -1, 0, 1:", *(float(grad(relu)(x)) for x in (-1.0, 0.0, 1.0)))
PROGRAM
) || true # an error is a change, too

recorded="np.maximum(x, 0): slopes at -1, 0, 1: 0.0 0.5 1.0
np.where(x > 0, x, 0): slopes at -1, 0, 1: 0.0 0.0 1.0
x * (x > 0): slopes at -1, 0, 1: 0.0 0.0 1.0
(x + np.abs(x)) / 2: slopes at -1, 0, 1: 0.0 0.5 1.0"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: autograd gives ReLU another slope at 0 now."
    exit 1
fi
echo "As recorded."
