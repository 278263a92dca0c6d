#!/usr/bin/env bash
# Hypothesis: a drawn array of floats is mostly one value.
#
# Expected: arrays(float, (10, 10), elements=floats(-10, 10)) draws a hundred numbers, of which few
#   agree by chance.
# What happens: a few entries are drawn, and all others are filled with one value. Half of the arrays
#   hold some 4 different numbers. This is documented (`fill`), and makes drawing fast; it also
#   applies where nothing but a shape and elements is given. With fill=nothing() they hold some 90.
# Why it matters: in an array of one value a mean over the wrong axis, a missing permutation or a
#   transposed result is right. Of the tables below two or three in ten do not tell a softmax whose rows sum to 1 from
#   one whose columns do, up to 0.01. A law that was tried on 100 tables was really tried on fewer.
#
# Seen on 2026-11-30 with Hypothesis 6.170.17, NumPy 2.4.6, Python 3.11. Output: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check hypothesis==6.170.17 numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import numpy as np
from hypothesis import given, settings, strategies as st
from hypothesis.extra.numpy import arrays


def softmax(logits, axis):
    e = np.exp(logits - logits.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def looked_at(**options):
    different, same = [], []

    @settings(max_examples=500, database=None, derandomize=True)
    @given(arrays(float, (10, 10), elements=st.floats(-10, 10), **options))
    def look(logits):
        different.append(len(np.unique(logits)))
        same.append(np.allclose(softmax(logits, 0), softmax(logits, 1), atol=0.01))

    look()
    few, often = np.median(different) <= 10, np.mean(same) > 0.1
    return f"half have at most 10 different entries: {few}; either axis will do, in a tenth: {often}"


print("as it comes:", looked_at())
print("fill=nothing():", looked_at(fill=st.nothing()))
PROGRAM
) || true # an error is a change, too

recorded="as it comes: half have at most 10 different entries: True; either axis will do, in a tenth: True
fill=nothing(): half have at most 10 different entries: False; either axis will do, in a tenth: False"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: Hypothesis draws other arrays now."
    exit 1
fi
echo "As recorded."
