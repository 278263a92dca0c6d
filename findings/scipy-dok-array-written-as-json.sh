#!/usr/bin/env bash
# SciPy: a sparse array in the format `dok` is a dictionary to Python, and an empty one to json.
#
# Expected: json.dumps refuses a sparse array, as it refuses any other array; or writes its entries.
# What happens: dok_array is a subclass of dict that keeps its entries elsewhere. `dict(array)` has
#   them, json.dumps writes `{}` without a word, and a loop over this "dictionary" gives rows. The
#   same array in the format `csr` is refused.
# Why it matters: code that takes containers apart by isinstance(x, dict) loses a student's numbers,
#   or meets rows where it expects keys.
#
# Seen on 2026-11-29 with SciPy 1.17.1, NumPy 2.4.6, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check scipy==1.17.1 numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import json

from scipy.sparse import dok_array

counts = dok_array((2, 3))
counts[0, 1] = 5.0
print("a dictionary:", isinstance(counts, dict), "with", dict(counts) == {(0, 1): 5.0})
print("as JSON:", json.dumps(counts))
print("in a loop:", [part.shape for part in counts])
try:
    json.dumps(counts.tocsr())
except TypeError as error:
    print("csr as JSON:", type(error).__name__)
PROGRAM
) || true # an error is a change, too

recorded="a dictionary: True with True
as JSON: {}
in a loop: [(3,), (3,)]
csr as JSON: TypeError"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: a dok_array is no longer an empty dictionary to json."
    exit 1
fi
echo "As recorded."
