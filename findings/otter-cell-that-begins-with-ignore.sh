#!/usr/bin/env bash
# Otter: a cell that begins with a sentence about ignoring something is gone from both notebooks.
#
# Expected: `otter assign` leaves out the cells that begin with the marker "# IGNORE", a line that
#   says nothing else, as its documentation shows.
# What happens: it is enough that a cell's first line *begins* with a #, and the word in any case, with
#   anything behind it. A code cell whose comment is "# Ignored by the loss: the padding" and a text
#   cell with the heading "# Ignored outliers" are left out whole, without a word, for students and
#   for the autograder.
# Why it matters: missing code breaks what comes after, on both sides alike; a missing text is an
#   explanation, or a question, that nobody is asked any more.
#
# Seen on 2026-11-30 with Otter-Grader 7.0.0, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check otter-grader==7.0.0 || exit 2

cd "$folder"
venv/bin/python - <<'PROGRAM'
import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

cells = [
    new_raw_cell("# ASSIGNMENT CONFIG\nname: losses\nsolutions_pdf: false\nexport_cell: false\n"
                 "run_tests: false\ninit_cell: false\ncheck_all_cell: false"),
    new_markdown_cell("# Losses"),
    new_code_cell("# IGNORE\nprint('for the instructor')"),
    new_code_cell("# Ignored by the loss: the padding\npadding = 0"),
    new_markdown_cell("# Ignored outliers\nWhich loss does that?"),
    new_code_cell("# The padding is ignored\nprint(padding)"),
]
nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": {
    "name": "python3", "display_name": "Python 3", "language": "python"}}), "losses.ipynb")
PROGRAM
PATH="$folder/venv/bin:$PATH" venv/bin/otter assign losses.ipynb dist >assign.log 2>&1 || cat assign.log
saw=$(venv/bin/python - <<'PROGRAM'
import nbformat

for side in ("student", "autograder"):
    for cell in nbformat.read(f"dist/{side}/losses.ipynb", as_version=4).cells:
        print(f"{side}:", cell.source.splitlines()[0])
PROGRAM
) || true # an error is a change, too

recorded="student: # Losses
student: # The padding is ignored
autograder: # Losses
autograder: # The padding is ignored"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: Otter leaves out other cells now."
    exit 1
fi
echo "As recorded."
