#!/usr/bin/env bash
# pandas: a column of categories says that it holds objects, also where it becomes numbers.
#
# Expected: `dtype.kind` tells what values a column becomes as an array, as it does for NumPy's own
#   types and for pandas' Int64 ("i").
# What happens: CategoricalDtype.kind is "O" whatever the categories are. Categories 1 and 2 become an
#   array of int64, of which the kind is "i".
# Why it matters: code that sorts columns into numbers and text by `dtype.kind`, as is usual with
#   NumPy, puts coded labels (0 and 1, read as categories to save memory) with the text, without a word:
#   they are left out of a table of features, or encoded as words.
#
# Seen on 2026-11-30 with pandas 3.1.1, NumPy 2.4.6, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check pandas==3.1.1 numpy==2.4.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import numpy as np
import pandas as pd

columns = {
    "whole numbers": pd.Series([1, 2]),
    "Int64": pd.Series([1, 2], dtype="Int64"),
    "categories of numbers": pd.Series([1, 2], dtype="category"),
    "categories of text": pd.Series(["a", "b"], dtype="category"),
}
for name, column in columns.items():
    print(f"{name}: kind {column.dtype.kind}, as an array {np.asarray(column).dtype.kind}")
PROGRAM
) || true # an error is a change, too

recorded="whole numbers: kind i, as an array i
Int64: kind i, as an array i
categories of numbers: kind O, as an array i
categories of text: kind O, as an array O"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: the kind of a categorical dtype is another one now."
    exit 1
fi
echo "As recorded."
