#!/usr/bin/env bash
# pytest: approx takes a number for an array, and an empty array for any number.
#
# Expected: a result of another shape than the expected value is not equal to it. Between two arrays
#   that is so: shapes (3, 1) and (3,) differ.
# What happens: a number equals an array if it equals each entry; and an array equals a number if
#   each entry does, which is true of an array without entries, whatever the number is.
# Why it matters: `assert mse(a, b) == approx(0.5)` passes a student who forgot the mean and returns
#   one 0.5 for every sample, or returns an empty array; `assert gradient == approx(np.zeros(3))`
#   passes the single number 0.0. A test with approx has to compare the shapes first.
#
# Seen on 2026-11-29 with pytest 9.2.0, NumPy 2.4.6, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check pytest==9.2.0 numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import numpy as np
from pytest import approx

for returned, expected in (
    (0.0, np.zeros(3)),
    (np.array([0.5, 0.5]), 0.5),
    (np.zeros((0, 3)), 0.5),
    (np.zeros((3, 1)), np.zeros(3)),
):
    verdict = "equal" if returned == approx(expected) else "different"
    print(f"returned {np.shape(returned)}, expected {np.shape(expected)}: {verdict}")
PROGRAM
) || true # an error is a change, too

recorded="returned (), expected (3,): equal
returned (2,), expected (): equal
returned (0, 3), expected (): equal
returned (3, 1), expected (3,): different"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: approx judges these shapes in another way now."
    exit 1
fi
echo "As recorded."
