"""A class is graded and listed: what `gradus grade` and `gradus regrade` have in common."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from gradus.cli.consoles import Consoles
from gradus.cli.edits import refuse_edits
from gradus.cli.marks import open_marker, remembering
from gradus.cli.next_commands import command, judged_alike, shell
from gradus.cli.outputs import derived, made_of, write_outputs
from gradus.cli.pages import write_student_pages
from gradus.cli.progress import progress
from gradus.errors import GradusError, UsageError
from gradus.gradebook import (
    ClassRun,
    Drops,
    HandedIn,
    JudgeSource,
    PoolFactory,
    Shard,
    grade_class,
    handed_in_by,
    local_pool,
    read_handed_in,
    remove,
    with_earlier,
    write_atomically,
    write_handed_in,
    write_part,
)
from gradus.gradebook.writing import sole_writer
from gradus.gradebook.written import Written
from gradus.lms import Roster, match, registered
from gradus.marking import Marker
from gradus.reports import ClassSummary
from gradus.reports.text import counted
from gradus.results import Record
from gradus.submission import Submission, class_folder, fingerprint, look_through

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
    accepted: frozenset[str] = frozenset(),
    discard_edits: bool = False,
    shard: Shard | None = None,
    pools: PoolFactory = local_pool,
) -> tuple[ClassRun, ClassSummary, dict[str, Path]]:
    """Grade the class in `submissions` into `output`, with its tables.

    `submissions` is a folder or a platform's zip. The last of the results is where each student's
    submission lies, or lay in the zip. `accepted` are students whose marks may drop. Of a class in
    parts only the `shard` is graded. Raises GradusError: before anything is judged where an output
    was edited by hand or a rule was not understood, and where nobody on the roster has handed in,
    as it is another course's; NothingInPart where the shard is empty.
    """
    _check_apart(submissions, output)
    if sys.platform != "linux" and pools is local_pool:
        source.level()  # Says why not, before anything starts that there is on Linux only.
    with class_folder(submissions) as folder:
        options = _Options(drops, roster, left_out, accepted, discard_edits, shard, pools)
        return _run(source, folder, output, jobs, consoles, options)


@dataclass(frozen=True)
class _Options:
    """How to grade a class."""

    drops: Drops
    roster: Roster | None
    left_out: frozenset[str]
    accepted: frozenset[str]
    discard_edits: bool
    shard: Shard | None
    pools: PoolFactory


def _run(
    source: JudgeSource,
    submissions: Path,
    output: Path,
    jobs: int,
    consoles: Consoles,
    options: _Options,
) -> tuple[ClassRun, ClassSummary, dict[str, Path]]:
    assignment, roster = source.assignment, options.roster
    lying_there = look_through(submissions, assignment.modules)
    found = _part_of(lying_there.submissions, options.shard, output)
    handed_in = _handed_in(found, roster, assignment.name, output)
    known = {one.student: one for one in handed_in}
    # Before anything is judged: a rule that was not understood is mended first.
    everybody = handed_in_by(lying_there.submissions)
    marker = open_marker(assignment.course, output, assignment.name, known, roster, everybody)
    refuse_edits(output, assignment, marker, options.discard_edits, consoles)
    consoles.say(f"{assignment.name}: {counted(len(found), 'submission')}")
    for warning in (*lying_there.warnings, roster.warning if roster else ""):
        if warning:
            consoles.say(warning, "yellow")
    run = _grade(source, found, output, jobs, consoles, options, marker)
    _list_strangers(lying_there.strangers, output / STRANGERS, consoles)
    write_handed_in(output, handed_in)
    # Of a part nobody can say who is missing.
    whole = roster if options.shard is None else None
    missing = match(whole, handed_in, assignment.name).missing if whole else ()
    names = [student.name for student in missing]
    with sole_writer(output):
        summary = write_outputs(
            output, assignment, marker, Written(output), changes=run.changes, missing=names
        )
    _tell_what_waits(summary, output, consoles)
    return run, summary, {one.student: one.path for one in found}


def _handed_in(
    found: tuple[Submission, ...], roster: Roster | None, assignment: str, output: Path
) -> tuple[HandedIn, ...]:
    """Who has handed in, with what the roster tells of them, or told an earlier run."""
    handed_in = handed_in_by(found)
    if roster:
        handed_in = registered(roster, handed_in, assignment)
    else:
        handed_in = with_earlier(handed_in, _known_before(output))
    works = {one.student: fingerprint(one) for one in found}
    return tuple(replace(one, work=works[one.student]) for one in handed_in)


def _grade(
    source: JudgeSource,
    found: tuple[Submission, ...],
    output: Path,
    jobs: int,
    consoles: Consoles,
    options: _Options,
    marker: Marker,
) -> ClassRun:
    """Judge what has to be; each student's own files are noted as written by Gradus."""
    written = Written(output, forgets=True)
    marks = remembering(marker.mark)

    def derive(record: Record) -> dict[str, str]:
        mark = marks(record)
        files, of = derived(record, mark), made_of(record, mark)
        for name, text in files.items():
            place = f"students/{record.student}/{name}"
            written.note(place, text.encode("utf-8", "replace"), of)
        return files

    def then(record: Record) -> None:
        write_student_pages(output, record, marks(record))

    with progress(consoles) as watch:
        return grade_class(
            source,
            found,
            output,
            jobs=jobs,
            drops=options.drops,
            accepted=options.accepted,
            left_out=options.left_out,
            derive=derive,
            then=then,
            watch=watch,
            pools=options.pools,
        )


def _tell_what_waits(summary: ClassSummary, output: Path, consoles: Consoles) -> None:
    """Say until when students' own files leave out what rated tasks have earned."""
    until = max((row.told_after for row in summary.present), default="")
    if until:
        consoles.say(
            f"Students read the points of rated tasks after the last deadline, {until}: run "
            f"{shell('gradus', 'report', output)} then. Until then they should not get them in "
            "marks either.",
            "yellow",
        )


def _part_of(
    found: tuple[Submission, ...], shard: Shard | None, output: Path
) -> tuple[Submission, ...]:
    """The submissions to grade here; which part they are is written down beside the results."""
    if shard is None:
        return found
    part = tuple(one for one in found if shard.holds(one.student))
    write_part(output, shard, (one.student for one in found))
    if not part:
        raise NothingInPart(f"Part {shard} has nobody of the {len(found)} who have handed in.")
    return part


class NothingInPart(Exception):
    """There is nothing to grade here, and nothing wrong with that."""


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
        "If one of them is a student's work, put it into a folder with the student's name.",
        "yellow",
    )
