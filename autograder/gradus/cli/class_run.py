"""A class is graded and listed: what `gradus grade` and `gradus regrade` have in common."""

import sys
from pathlib import Path

from gradus.cli.consoles import Consoles
from gradus.cli.next_commands import command, judged_alike, shell
from gradus.cli.pages import CLASS_PAGE, with_student_pages, write_page
from gradus.cli.progress import progress
from gradus.errors import GradusError, UsageError
from gradus.gradebook import (
    ClassRun,
    Drops,
    HandedIn,
    JudgeSource,
    grade_class,
    handed_in_by,
    held_records,
    iter_records,
    read_handed_in,
    remove,
    scheme_of_tasks,
    standing,
    with_earlier,
    write_atomically,
    write_handed_in,
)
from gradus.lms import Roster, match, registered
from gradus.reports import (
    ClassSummary,
    Gathering,
    class_page,
    feedback_markdown,
    grades_csv,
    summarize,
)
from gradus.reports.text import counted
from gradus.results import Record
from gradus.submission import class_folder, look_through

FEEDBACK = "feedback.md"
GRADES = "grades.csv"
STRANGERS = "not-submissions.txt"
_LISTED = 5  # fits two lines of a terminal; the file has all of them


def run_class(
    source: JudgeSource,
    submissions: Path,
    output: Path,
    jobs: int,
    consoles: Consoles,
    drops: Drops = Drops.HOLD,
    roster: Roster | None = None,
    left_out: frozenset[str] = frozenset(),
) -> tuple[ClassRun, ClassSummary, dict[str, Path]]:
    """Grade the class in `submissions` into `output`, with its tables.

    `submissions` is a folder or a platform's zip. The last of the results is where each student's
    submission lies, or lay in the zip. Raises GradusError, also where nobody on the roster has
    handed in: it is another course's, or was not understood.
    """
    _check_apart(submissions, output)
    if sys.platform != "linux":
        source.level()  # Says why not, before anything starts that there is on Linux only.
    with class_folder(submissions) as folder:
        return _run(source, folder, output, jobs, consoles, drops, roster, left_out)


def _run(
    source: JudgeSource,
    submissions: Path,
    output: Path,
    jobs: int,
    consoles: Consoles,
    drops: Drops,
    roster: Roster | None,
    left_out: frozenset[str],
) -> tuple[ClassRun, ClassSummary, dict[str, Path]]:
    lying_there = look_through(submissions, source.assignment.modules)
    found = lying_there.submissions
    handed_in = handed_in_by(found)
    if roster:
        handed_in = registered(roster, handed_in, source.assignment.name)
    else:
        handed_in = with_earlier(handed_in, _known_before(output))
    consoles.say(f"{source.assignment.name}: {counted(len(found), 'submission')}")
    for warning in (*lying_there.warnings, roster.warning if roster else ""):
        if warning:
            consoles.say(warning, "yellow")
    with progress(consoles) as watch:
        run = grade_class(
            source,
            found,
            output,
            jobs=jobs,
            drops=drops,
            left_out=left_out,
            derive=_derived,
            watch=watch,
        )
    _list_strangers(lying_there.strangers, output / STRANGERS, consoles)
    write_handed_in(output, handed_in)
    known = {one.student: one for one in handed_in}
    held = held_records(output)
    scheme = scheme_of_tasks(source.assignment)

    def stands(record: Record) -> str:
        return standing(record, held.get(record.student), scheme)

    gathering = Gathering(run.departed)
    records = with_student_pages(gathering.watch(iter_records(output)), output)
    summary = summarize(records, run.departed, known, stands)
    write_atomically(output / GRADES, grades_csv(summary).encode("utf-8", "replace"))
    missing = match(roster, handed_in, source.assignment.name).missing if roster else ()
    page = class_page(
        summary,
        gathering.details(),
        changes=run.changes,
        missing=[student.name for student in missing],
    )
    write_page(output / CLASS_PAGE, page)
    return run, summary, {one.student: one.path for one in found}


def _known_before(output: Path) -> dict[str, HandedIn]:
    """What an earlier run has learnt from a roster; nothing where that cannot be read."""
    try:
        return read_handed_in(output)
    except GradusError:
        return {}


def tell_held(
    run: ClassRun, source: JudgeSource, submissions: Path, output: Path, consoles: Consoles
) -> int:
    """Say how many marks are held back, and what can be done; how many they are."""
    held = sum(change.held for change in run.changes)
    if held:
        options: tuple[str | Path, ...] = ("-o", output, "--accept-drops", *judged_alike(source))
        for told in (
            f"{counted(held, 'mark')} would be lower, or no longer final, for work that has not "
            "changed: the old one stands. Look, then write it:",
            f"    {shell('gradus', 'diff', output)}",
            f"    {command('regrade', source.assignment, submissions, *options)}",
        ):
            consoles.say(told, "bold yellow")
    return held


def _derived(record: Record) -> dict[str, str]:
    return {FEEDBACK: feedback_markdown(record)}


def _check_apart(submissions: Path, output: Path) -> None:
    inside = output.resolve()
    if submissions.resolve() in (inside, *inside.parents):
        raise UsageError(
            f"The results would go to {output}, among the submissions in {submissions}, and be "
            "taken for one of them. Name a folder elsewhere with --output."
        )


def _list_strangers(names: tuple[str, ...], path: Path, consoles: Consoles) -> None:
    """Tell, once, which files among the submissions were graded as nobody's."""
    if not names:
        remove(path)
        return
    write_atomically(path, "".join(f"{name}\n" for name in names).encode("utf-8", "replace"))
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    consoles.say(
        f"Not taken for submissions: {', '.join(names[:_LISTED])}{more}. All are listed in {path}. "
        "Is one a student's work? Put it into a folder of the student's name.",
        "yellow",
    )
