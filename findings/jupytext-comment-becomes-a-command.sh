#!/usr/bin/env bash
# jupytext: a plain comment becomes a command of the notebook.
#
# Expected: a comment of a code cell stays a comment when a script in the percent format is made a
#   notebook; only lines such as `# %matplotlib inline` stand for commands.
# What happens: a comment whose first word is the name of a shell command that IPython knows, such as
#   cat, cd, copy, cp, ls or rm, loses its `# `. `# copy the predictions first` becomes the line
#   `copy the predictions first`, which is no Python, and the cell does not compile. Going back to
#   a script brings the `# ` back, so a round trip shows nothing.
# Why it matters: hand-outs are often kept as scripts and made notebooks by jupytext. The script runs
#   and passes its tests; students get a notebook whose cell fails.
#
# Seen on 2026-11-29 with jupytext 1.19.6, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check jupytext==1.19.6 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
import jupytext

for comment in ("# copy the predictions first", "# take the predictions first"):
    script = f"# %%\n{comment}\npredictions = [1, 2]\n"
    notebook = jupytext.reads(script, fmt="py:percent")
    cell = notebook.cells[0].source
    try:
        compile(cell, "cell", "exec")
        verdict = "compiles"
    except SyntaxError:
        verdict = "does not compile"
    same = jupytext.writes(notebook, fmt="py:percent").endswith(script)
    print(f"{cell.splitlines()[0]!r} {verdict}; the script comes back unchanged: {same}")
PROGRAM
) || true # an error is a change, too

recorded="'copy the predictions first' does not compile; the script comes back unchanged: True
'# take the predictions first' compiles; the script comes back unchanged: True"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: jupytext no longer makes this comment a command."
    exit 1
fi
echo "As recorded."
