#!/usr/bin/env bash
# Otter-Grader: of two test files that give themselves one name only the last counts.
#
# Expected: two test files, q1.py and q2.py, worth 2 points each, make 4 possible points, or an error
#   that tells that both say `name = "q1"` (the second was copied from the first).
# What happens: results are kept by the name inside of the file. The first result is lost without
#   a word: possible are 2 points, and who has solved the first question and not the second has 0.
# Why it matters: copying a test file is how most are begun. The reference gets 100 %, so nothing
#   shows until students compare their points.
#
# Seen on 2026-11-29 with otter-grader 7.0.0, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check otter-grader==7.0.0 || exit 2

cd "$folder"
saw=$(venv/bin/python - <<'PROGRAM'
from pathlib import Path

from otter.nbmeta_config import NBMetadataConfig
from otter.test_files import GradingResults, create_test_file

TEST = """from otter.test_files import test_case
OK_FORMAT = False
name = "q1"
points = 2

@test_case()
def test_zero({function}):
    assert {function}([1.0], [1.0]) == 0
"""
for mae, who in ((lambda a, b: 0.0, "reference"), (lambda a, b: 1.0, "solved q1 only")):
    files = []
    for path, function in (("q1.py", "mse"), ("q2.py", "mae")):
        Path(path).write_text(TEST.format(function=function))
        files.append(create_test_file(path, NBMetadataConfig()))
        files[-1].run({"mse": lambda a, b: 0.0, "mae": mae})
    results = GradingResults(files)
    each = [f"{file.score:g} of {file.possible:g}" for file in files]
    print(f"{who}: the files {each}, together {results.total:g} of {results.possible:g}")
PROGRAM
) || true # an error is a change, too

recorded="reference: the files ['2 of 2', '2 of 2'], together 2 of 2
solved q1 only: the files ['2 of 2', '0 of 2'], together 0 of 2"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: Otter treats two test files of one name in another way now."
    exit 1
fi
echo "As recorded."
