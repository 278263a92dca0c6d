#!/usr/bin/env bash
# NumPy: seeds that differ by zeros at their end give the same random numbers.
#
# Expected: default_rng takes a list of whole numbers as a seed, and different lists give different
#   streams: [42, 0] is not [42].
# What happens: the list is written into a pool of four words that is filled up with zeros, so 42,
#   [42], [42, 0] and [42, 0, 0, 0] are one and the same seed; so are 0, [0] and []. From the fifth
#   word on a zero counts. [0, 42] differs from 42.
# Why it matters: a grader that seeds case number i of a course with [seed, i], counted from 0, draws
#   for case 0 just what default_rng(seed) draws in the public example; an experiment with the seeds
#   [run, fold] mixes up fold 0 with whatever is seeded by the run alone.
#
# Seen on 2026-11-29 with NumPy 2.4.6, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import numpy as np

plain = np.random.default_rng(42).random(8)
for seed in ([42], [42, 0], [42, 0, 0, 0], [42, 0, 0, 0, 0], [0, 42], [42, 1]):
    same = np.array_equal(np.random.default_rng(seed).random(8), plain)
    print(seed, "draws what 42 draws" if same else "draws something else")
nothing, zero = (np.random.default_rng(seed).random(8) for seed in ([], 0))
print("[] and 0 draw the same:", np.array_equal(nothing, zero))
PROGRAM
) || true # an error is a change, too

recorded="[42] draws what 42 draws
[42, 0] draws what 42 draws
[42, 0, 0, 0] draws what 42 draws
[42, 0, 0, 0, 0] draws something else
[0, 42] draws something else
[42, 1] draws something else
[] and 0 draw the same: True"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: seeds with zeros at their end are told apart in another way now."
    exit 1
fi
echo "As recorded."
