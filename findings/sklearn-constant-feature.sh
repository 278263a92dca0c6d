#!/usr/bin/env bash
# scikit-learn: whether a feature counts as constant depends on how many samples there are.
#
# Expected: StandardScaler divides a feature that varies by its standard deviation, and a constant
#   one by 1, whatever the number of samples.
# What happens: constant is what has a variance below a bound for rounding errors that grows with the
#   number of samples and with the size of the values. Points in time that spread 0.1 s around a day
#   of 2026 (in seconds since 1970, so about 1.8e9, where float64 still tells 0.24 microseconds
#   apart) are scaled for 100,000 samples and only shifted for a million, without a warning.
# Why it matters: more data of the same kind, and a feature silently arrives ten times smaller than
#   the others. A student's standardize that is right differs from the library it is compared with.
#
# Seen on 2026-11-29 with scikit-learn 1.9.1, NumPy 2.4.6, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import numpy as np
from sklearn.preprocessing import StandardScaler

for samples in (10_000, 100_000, 1_000_000):
    spread = 0.1 * np.sqrt(12)  # of a uniform distribution with a standard deviation of 0.1
    times = 1.7959e9 + np.random.default_rng(0).uniform(0, spread, (samples, 1))
    scaler = StandardScaler().fit(times)
    scaled = scaler.transform(times)
    print(f"{samples}: np.std {np.std(times):.2f}, divided by {scaler.scale_[0]:.2f},", end=" ")
    print(f"np.std afterwards {np.std(scaled):.2f}")
PROGRAM
) || true # an error is a change, too

recorded="10000: np.std 0.10, divided by 0.10, np.std afterwards 1.00
100000: np.std 0.10, divided by 0.10, np.std afterwards 1.00
1000000: np.std 0.10, divided by 1.00, np.std afterwards 0.10"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: StandardScaler takes another feature for constant now."
    exit 1
fi
echo "As recorded."
