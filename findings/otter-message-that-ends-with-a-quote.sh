#!/usr/bin/env bash
# Otter: a quotation mark at an end of what a test says is cut off.
#
# Expected: a test that raises AssertionError("no loss is called 'mea'") has this sentence in its
#   result, whole, as every traceback has it.
# What happens: all single quotes at both ends of an exception's message are taken away, those that
#   belong to it, too: "no loss is called 'mea". A message that begins and ends with a quoted name
#   comes out as "mse' is not 'mea"; Python's own "name 'x'" endings are cut in the same way.
# Why it matters: students read of names, modes and letters in quotes; one without its second quote
#   looks as if their own text had a wrong one.
#
# Seen on 2026-11-30 with Otter-Grader 7.0.0, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check otter-grader==7.0.0 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
from pathlib import Path

Path("q1.py").write_text('''
from otter.test_files import test_case

OK_FORMAT = False
name = "q1"

@test_case(points=1)
def ends(loss):
    assert loss == "mse", f"no loss is called {loss!r}"

@test_case(points=1)
def begins_and_ends(loss):
    assert loss == "mse", f"{'mse'!r} is not {loss!r}"
''')

from otter.test_files import ExceptionTestFile

test = ExceptionTestFile.from_file("q1.py")
test.run({"loss": "mea"})
for result in test.test_case_results:
    print(result.message.strip().splitlines()[-1])
PROGRAM
) || true # an error is a change, too

recorded="AssertionError: no loss is called 'mea
AssertionError: mse' is not 'mea"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: Otter leaves quotation marks alone now."
    exit 1
fi
echo "As recorded."
