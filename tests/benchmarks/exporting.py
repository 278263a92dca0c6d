"""How long the export of a large class takes, with records as large as those of hw1."""

import csv
import sys
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.measure import Figure, run_seconds

from gradus.gradebook import handed_in_by, student_folder, write_handed_in
from gradus.gradebook.records import RECORD, record_json
from gradus.results import CaseResult, QuestionResult, Record, Status
from gradus.submission import Submission
from gradus.submission.platforms import NOWHERE, read_upload

SIZE = 5000
SECONDS = 5.0
# As many as hw1 has.
_TASKS = 21
_CASES = 4
_NAMES = {
    "canvas": "s{0}_{0}_9{0}_hw.zip",
    "moodle": "Student S{0}_{0}_assignsubmission_file_hw.zip",
}


def exporting(folder: Path, quick: bool) -> list[Figure]:
    """`gradus export` of 5,000 submissions, everything included: starting, reading, writing."""
    size = 500 if quick else SIZE
    figures = []
    for platform in _NAMES:
        results = folder / platform
        _write_results(results, platform, size)
        roster = folder / f"{platform}.csv"
        _write_roster(roster, platform, size)
        gradus = Path(sys.executable).with_name("gradus")
        command = (gradus, "export", platform, results, "--roster", roster)
        seconds = run_seconds(command, folder)
        table = results / "export" / f"{platform}-grades.csv"
        with table.open(encoding="utf-8", newline="") as file:
            marks = sum("hw" not in row[-1] for row in csv.reader(file))
        if marks < size:
            raise RuntimeError(f"only {marks} marks were written for {size} students")
        name = f"`gradus export {platform}` of {size:,}"
        asked = f"under {SECONDS:.0f} s"
        figures.append(Figure(name, f"{seconds:.1f} s", asked, seconds < SECONDS))
    return figures


def _write_results(results: Path, platform: str, size: int) -> None:
    submissions = []
    for number in range(1, size + 1):
        name = _NAMES[platform].format(number)
        upload = read_upload(name, is_folder=False)
        origin = upload.origin if upload else NOWHERE
        student = f"s_{number}"
        path = Path(name)
        submissions.append(Submission(student, path, (path,), (), origin))
        folder = student_folder(results, student)
        folder.mkdir(parents=True)
        (folder / RECORD).write_bytes(record_json(_record(student, number)))
        (folder / "feedback.md").write_text(f"# {student}\n" + "What was asked.\n" * 100)
    write_handed_in(results, handed_in_by(submissions))


def _record(student: str, number: int) -> Record:
    """With a sentence of feedback, some lines of output, and Otter's results beside it."""
    case = CaseResult("Case", 1.25, True, Status.FAILED, "m" * 120, "d" * 60, "o" * 60)
    passed = replace(case, status=Status.PASSED)
    questions = tuple(
        QuestionResult(
            f"task_1_{task}",
            "A task",
            f"1.{task}",
            False,
            tuple(
                replace(passed if task < number % _TASKS else case, name=f"Case {place}")
                for place in range(_CASES)
            ),
        )
        for task in range(_TASKS)
    )
    tests = [{"name": one.name, "score": one.score, "output": "m" * 150} for one in questions]
    return Record(
        student, "hw1-losses", "f", f"{student}.zip", "none", questions, gradescope={"tests": tests}
    )


def _write_roster(path: Path, platform: str, size: int) -> None:
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "hw1-losses (7)"]]
    rows += [["    Points Possible", "", "", "", "", "100"]]
    rows += [[f"S{n}, Student", str(n), f"S{n}", f"s{n}", "A", ""] for n in range(1, size + 1)]
    if platform == "moodle":
        rows = [["Identifier", "Full name", "Email address", "Grade", "Maximum grade"]]
        rows += [
            [f"Participant {n}", f"Student S{n}", f"s{n}@x", "", "100.00"]
            for n in range(1, size + 1)
        ]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
