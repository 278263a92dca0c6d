#!/usr/bin/env bash
# junitparser: two reports that are added become one suite where their suites have the same name.
#
# Expected: `report + report` holds the suites of both, as many as there were, or says that it cannot.
# What happens: suites of the same name and attributes are made one, and its test cases are not: the
#   same test is in it twice, once failed and once passed. `junitparser merge`, its command, does so too.
# Why it matters: an assignment is a suite, and each student's report of it has the same name. Added up
#   for a class, the reports of all students are one suite in which nobody can be told from another.
#
# Seen on 2026-11-30 with junitparser 5.0.3, Python 3.11. Output seen: `recorded` below.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check junitparser==5.0.3 || exit 2

cd "$folder"
for student in ada bob; do
    result=""
    [ "$student" = bob ] || result='<failure message="too large"/>'
    cat > "$student.xml" <<REPORT
<testsuites><testsuite name="hw1"><testcase classname="hw1" name="softmax">$result</testcase></testsuite></testsuites>
REPORT
done
saw=$(
    venv/bin/python - <<'PROGRAM'
from junitparser import JUnitXml

both = JUnitXml.fromfile("ada.xml") + JUnitXml.fromfile("bob.xml")
for suite in both:
    print("added:", suite.name, [(case.name, len(case.result)) for case in suite])
PROGRAM
    venv/bin/junitparser merge ada.xml bob.xml both.xml
    venv/bin/python - <<'PROGRAM'
from junitparser import JUnitXml

print("merged: suites", len(list(JUnitXml.fromfile("both.xml"))))
PROGRAM
) || true # an error is a change, too

recorded="added: hw1 [('softmax', 1), ('softmax', 0)]
merged: suites 1"

printf '%s\n' "$saw"
if [ "$saw" != "$recorded" ]; then
    echo "Changed: reports with suites of one name are added in another way now."
    exit 1
fi
echo "As recorded."
