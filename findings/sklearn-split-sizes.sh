#!/usr/bin/env bash
# scikit-learn: 7 % of a hundred samples are 8, and 7 % and 93 % together are too many.
#
# Expected: train_test_split of 100 samples with test_size=0.07 gives 7, and with train_size=0.93
#   beside it the same 7 and 93.
# What happens: the size of the test part is rounded up, and 0.07 * 100 is 7.000000000000001 in
#   floating point, so the test part has 8 samples. With both sizes given, training has 93: together
#   101 of 100, and a ValueError that says so. The same goes for 0.14, 0.28, 0.55 and 0.56 of 100,
#   and the error for 0.07, 0.14 and 0.28 (0.55 and 0.56 find their partner rounded down).
# Why it matters: students who check their own split against this one are off by one for some ratios
#   and not for others; a notebook that works for 0.1 and 0.9 stops at 0.07 and 0.93.
#
# Seen on 2026-11-29 with scikit-learn 1.9.1, NumPy 2.4.6, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check scikit-learn==1.9.1 numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
from sklearn.model_selection import train_test_split

samples = range(100)
more, refused = [], []
for percent in range(1, 100):
    share = percent / 100
    if len(train_test_split(samples, test_size=share)[1]) != percent:
        more.append(percent)
    try:
        train_test_split(samples, test_size=share, train_size=1 - share)
    except ValueError:
        refused.append(percent)
print("test_size=0.07:", [len(part) for part in train_test_split(samples, test_size=0.07)])
print("percent with one sample too many:", more)
try:
    train_test_split(samples, test_size=0.07, train_size=0.93)
except ValueError as error:
    print("0.07 and 0.93:", str(error).split(",")[0])
print("refused with the rest as train_size:", refused)
PROGRAM
) || true # an error is a change, too

recorded="test_size=0.07: [92, 8]
percent with one sample too many: [7, 14, 28, 55, 56]
0.07 and 0.93: The sum of train_size and test_size = 101
refused with the rest as train_size: [7, 14, 28]"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: train_test_split cuts other sizes now."
    exit 1
fi
echo "As recorded."
