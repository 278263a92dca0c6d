"""`python -m tests.benchmarks.side_by_side [TURNS]`: what side by side saves, by the clock.

As in `gradus check hw3-generalization`, the reference is calibrated and then graded as a
submission, by a judge opened for it: with one training at a time, and with as many as there are
processors, in turns. It needs a quiet machine with two of them, and namespaces.
"""

import json
import sys
import time
from contextlib import closing
from statistics import median

from rich.console import Console
from tests.benchmarks.bench_course import COURSE
from tests.benchmarks.measure import Figure, table_of

from gradus.assignment import load_assignment
from gradus.cli.processors import processors
from gradus.judge import open_judge
from gradus.results import Record
from gradus.submission import one_submission

NAME = "hw3-generalization"
MOST = 0.9  # of the wall time: one training of about five is in another's time


def checked(trainings: int) -> tuple[float, Record]:
    """The seconds that it takes, and the record."""
    assignment = load_assignment(COURSE, NAME)
    submission = one_submission(assignment.solutions, assignment.modules)
    started = time.perf_counter()
    with closing(open_judge(assignment, gradescope=False, trainings=trainings)) as judge:
        record = judge.grade(submission, judge.calibrate())
    return time.perf_counter() - started, record


def main() -> int:
    """Print the ratio; 1 where it is too large, or another record comes of it."""
    turns = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    row, beside, same = [], [], True
    for _ in range(turns):
        (first, expected), (second, found) = checked(1), checked(processors())
        row.append(first)
        beside.append(second)
        same &= points_and_words(found) == points_and_words(expected)
        print(json.dumps([round(first, 2), round(second, 2)]), file=sys.stderr, flush=True)
    ratio = median(beside) / median(row)
    told = f"{median(beside):.1f} s ({median(row):.1f} s): {ratio:.2f} times"
    figures = [
        Figure("gradus check of the reference", told, f"at most {MOST} times", ratio <= MOST),
        Figure("the record", "the same" if same else "another one", "the same", same),
    ]
    Console(width=120).print(table_of(figures, "Trainings side by side, against one at a time"))
    return 0 if all(figure.holds for figure in figures) else 1


def points_and_words(record: Record) -> object:
    """What a student and staff read of it."""
    cases = [case for question in record.questions for case in question.cases]
    return (
        record.score,
        record.attention,
        record.board,
        [(case.name, case.status, case.points, case.message, case.detail) for case in cases],
    )


if __name__ == "__main__":
    sys.exit(main())
