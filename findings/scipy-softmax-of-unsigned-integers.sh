#!/usr/bin/env bash
# SciPy: softmax of unsigned whole numbers is wrong.
#
# Expected: scipy.special.softmax of the logits (1, 3) is (0.119, 0.881) whatever the dtype, as it is
#   for int64; at worst an error for whole numbers.
# What happens: the maximum is subtracted in the dtype of the logits. In uint8, 1 - 3 wraps around to
#   254, whose exponential overflows: (nan, 0), with a RuntimeWarning that speaks of overflow. The other
#   unsigned types do the same, and int8 where logits are far apart: (100, -100) gives (0, nan).
# Why it matters: data sets are kept as uint8, and a student who tries SciPy's softmax on a row of
#   them as a check of their own gets NaN for what is right. A test that compares the two is wrong.
#
# Seen on 2026-11-29 with SciPy 1.17.1, NumPy 2.4.6, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check scipy==1.17.1 numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import warnings

import numpy as np
from scipy.special import softmax

warnings.simplefilter("ignore", RuntimeWarning)
for dtype, logits in (("int64", (1, 3)), ("uint8", (1, 3)), ("uint64", (1, 3)), ("int8", (100, -100))):
    print(dtype, logits, np.round(softmax(np.array(logits, dtype)).astype(float), 3))
PROGRAM
) || true # an error is a change, too

recorded="int64 (1, 3) [0.119 0.881]
uint8 (1, 3) [nan  0.]
uint64 (1, 3) [nan  0.]
int8 (100, -100) [ 0. nan]"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: softmax of unsigned integers gives something else now."
    exit 1
fi
echo "As recorded."
