"""`gradus grade`: a class."""

import os
import sys
from pathlib import Path

from gradus.assignment import course_secret, find_course, load_assignment
from gradus.cli.consoles import DEMO_SECRET, UNPROTECTED, Consoles, open_consoles, quoted
from gradus.cli.progress import progress
from gradus.errors import UsageError
from gradus.gradebook import (
    ClassRun,
    JudgeSource,
    LocalJudge,
    grade_class,
    iter_records,
    student_folder,
    write_atomically,
)
from gradus.reports import ClassSummary, feedback_markdown, grades_csv, print_class, summarize
from gradus.reports.text import counted
from gradus.results import Record
from gradus.submission import look_through

FEEDBACK = "feedback.md"
GRADES = "grades.csv"
STRANGERS = "not-submissions.txt"
_LISTED = 5


def grade_command(
    name: str,
    submissions: Path,
    output: Path,
    *,
    jobs: int | None = None,
    isolation: str | None = None,
    course: Path | None = None,
) -> int:
    """Grade the class in `submissions` into `output` and print it; the exit code.

    Raises GradusError, see `grade_class`.
    """
    assignment = load_assignment(course or find_course(Path.cwd()), name)
    secret = course_secret()
    source = LocalJudge(assignment, isolation, secret.value)
    consoles = open_consoles()
    if secret.demo:
        consoles.say(DEMO_SECRET, "dim")
    return grade_folder(source, submissions, output, jobs or processors(), consoles)


def grade_folder(
    source: JudgeSource, submissions: Path, output: Path, jobs: int, consoles: Consoles
) -> int:
    """Grade with any judge; the exit code: 1 where something could not be checked."""
    _check_apart(submissions, output)
    if sys.platform != "linux":
        source.level()  # Says why not, before anything starts that there is on Linux only.
    lying_there = look_through(submissions, source.assignment.modules)
    found = lying_there.submissions
    consoles.say(f"{source.assignment.name}: {counted(len(found), 'submission')}")
    with progress(consoles) as watch:
        run = grade_class(source, found, output, jobs=jobs, derive=_derived, watch=watch)
    _list_strangers(lying_there.strangers, output / STRANGERS, consoles)
    summary = summarize(iter_records(output), run.departed)
    write_atomically(output / GRADES, grades_csv(summary).encode("utf-8", "replace"))
    consoles.say(_how_it_went(run))
    print_class(summary, consoles.out)
    _print_end(summary, submissions, output, consoles)
    if run.isolation == "none":
        consoles.say(UNPROTECTED.replace(" runs ", " ran "), "bold red")
    return _exit_code(summary, consoles)


def _list_strangers(names: tuple[str, ...], path: Path, consoles: Consoles) -> None:
    """Tell, once, which files among the submissions were graded as nobody's."""
    if not names:
        path.unlink(missing_ok=True)
        return
    write_atomically(path, "".join(f"{name}\n" for name in names).encode("utf-8", "replace"))
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    consoles.say(
        f"Not taken for submissions: {', '.join(names[:_LISTED])}{more}. All are listed in {path}. "
        "Is one a student's work? Put it into a folder of the student's name.",
        "yellow",
    )


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _check_apart(submissions: Path, output: Path) -> None:
    inside = output.resolve()
    if submissions.resolve() in (inside, *inside.parents):
        raise UsageError(
            f"The results would go to {output}, among the submissions in {submissions}, and be "
            "taken for one of them. Name a folder elsewhere with --output."
        )


def _derived(record: Record) -> dict[str, str]:
    return {FEEDBACK: feedback_markdown(record)}


def _how_it_went(run: ClassRun) -> str:
    told = f"Graded {counted(run.graded, 'submission')} in {run.seconds:.0f} s."
    if run.outdated:
        told += (
            f" {run.outdated} of them had a mark from another version of the assignment, of "
            "Gradus or of their settings; the new one replaces it."
        )
    if run.already:
        told += f" {run.already} had not changed since they were graded."
    return told


def _print_end(summary: ClassSummary, submissions: Path, output: Path, consoles: Consoles) -> None:
    """Where everything is, and what to do with it. Lines to copy are never wrapped."""
    marked = (row for row in summary.present if row.score and row.score < row.possible)
    example = next(marked, summary.present[0])
    folder = student_folder(output, example.student)
    lines = (
        ("", ""),
        ("Files", "bold"),
        (f"  {output / GRADES}", ""),
        (f"  {folder.parent}/<student>/{FEEDBACK}, record.json, results.json (Gradescope)", ""),
        ("", ""),
        ("Next", "bold"),
        ("  Read what a student gets:", ""),
        (f"    less {quoted(folder / FEEDBACK)}", "cyan"),
        ("  Grade one again and look closely:", ""),
        (
            f"    gradus check {summary.assignment} {quoted(submissions / example.submitted_as)}",
            "cyan",
        ),
        ("  After changes run the same command: only what has changed is graded.", ""),
    )
    for text, style in lines:
        consoles.out.print(text, style=style, markup=False, soft_wrap=True)


def _exit_code(summary: ClassSummary, consoles: Consoles) -> int:
    still_open = sum(row.score is None for row in summary.present)
    if not still_open:
        return 0
    consoles.say(
        f"{counted(still_open, 'submission')} could not be checked to the end. Run the same "
        "command to try again.",
        "bold yellow",
    )
    return 1
