#!/usr/bin/env bash
# NumPy: the mean of a float32 column depends on how many columns there are.
#
# Expected: the mean of a million times 0.1 is 0.1, to the precision of float32, whether it stands in
#   a table of one column or of two.
# What happens: one column is added up pairwise, and is exact to float32's seven digits. Two or more
#   are added up row by row in float32: the mean is 0.10096, and the standard deviation of a constant
#   column 0.00095 in place of 0. Of 20 million ones the mean is 0.839, as 2^24 + 1 is no float32.
# Why it matters: audio features and embeddings are float32 tables with many rows. Standardizing one
#   with its own mean leaves a shift, a "constant" column becomes a feature, and a check against the
#   mean of single columns fails code that is right. mean(axis=0, dtype=float) is exact.
#
# Seen on 2026-11-30 with NumPy 2.4.6, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import numpy as np

for rows, columns, value in ((1_000_000, 1, 0.1), (1_000_000, 2, 0.1), (20_000_000, 2, 1.0)):
    table = np.full((rows, columns), value, np.float32)
    means = table.mean(axis=0), table.mean(axis=0, dtype=float)
    print(f"{rows} x {columns} of {value}: mean", *(f"{mean[0]:.5f}" for mean in means))
table = np.full((1_000_000, 2), 0.1, np.float32)
print(f"deviation of a constant column: {table.std(axis=0)[0]:.5f}, alone {table[:, 0].std():.5f}")
PROGRAM
) || true # an error is a change, too

recorded="1000000 x 1 of 0.1: mean 0.10000 0.10000
1000000 x 2 of 0.1: mean 0.10096 0.10000
20000000 x 2 of 1.0: mean 0.83886 1.00000
deviation of a constant column: 0.00095, alone 0.00000"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: the mean of float32 columns is another one now."
    exit 1
fi
echo "As recorded."
