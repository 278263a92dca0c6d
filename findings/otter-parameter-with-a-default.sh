#!/usr/bin/env bash
# Otter: a parameter of a test function loses its default value.
#
# Expected: def tolerance(mean, close=0.01) gets `mean` from the student's notebook, and keeps 0.01 for
#   `close`, which nobody has defined there, as a call in Python does.
# What happens: every parameter is looked up among the student's names, and gets None if it is not
#   there. The default is not used. The case fails for everybody with a TypeError of the test's own
#   line; if the student has a variable of that name, its value is used.
# Why it matters: a helper's default is an ordinary way to write a tolerance. The points are lost in
#   silence, and a student who defines close = 1000 passes. Constants belong into the test file.
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
def tolerance(mean, close=0.01):
    assert abs(mean([1.0, 2.0]) - 1.5) < close, f"close is {close}"
''')

from otter.test_files import ExceptionTestFile


def right(values):
    return sum(values) / len(values)


def wrong(values):
    return sum(values)


for names in ({"mean": right}, {"mean": right, "close": 0.01}, {"mean": wrong, "close": 1000}):
    test = ExceptionTestFile.from_file("q1.py")
    test.run(names)
    (result,) = test.test_case_results
    said = [] if result.passed else result.message.strip().splitlines()
    print(names["mean"].__name__, names.get("close"), result.passed, *said[-1:])
PROGRAM
) || true # an error is a change, too

recorded="right None False TypeError: <' not supported between instances of 'float' and 'NoneType
right 0.01 True
wrong 1000 True"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: Otter leaves a default value alone now."
    exit 1
fi
echo "As recorded."
