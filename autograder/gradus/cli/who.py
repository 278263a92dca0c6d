"""`gradus who`: who has handed in what, and where each file goes, before anything is graded."""

from collections.abc import Iterator
from pathlib import Path

from rich.table import Table
from rich.text import Text

from gradus.assignment import find_course, load_assignment
from gradus.cli.consoles import Consoles, open_consoles
from gradus.errors import UsageError
from gradus.gradebook import HandedIn, handed_in_by
from gradus.lms import Matches, Roster, match, not_understood, read_roster, registered
from gradus.reports.text import counted, printable
from gradus.submission import ClassFolder, Outline, Submission, class_folder, look_through, outline


def who_command(
    name: str, submissions: Path, *, roster: Path | None = None, course: Path | None = None
) -> int:
    """Print the table; the exit code: 1 where a person must act.

    Raises UsageError where there are no submissions, or nobody on the roster has handed in.
    """
    assignment = load_assignment(course or find_course(Path.cwd()), name)
    students = read_roster(roster) if roster else None
    with class_folder(submissions) as folder:
        lying_there = look_through(folder, assignment.modules)
        found = lying_there.submissions
        outlines = {one.student: outline(one, assignment.modules) for one in found}
    handed_in = handed_in_by(found)
    matches = match(students, handed_in, name) if students else None
    if students and matches:
        if not matches.is_understood:
            raise UsageError(not_understood(students, matches))
        handed_in = registered(students, handed_in, name)
    consoles = open_consoles()
    consoles.out.print(_table(found, handed_in, outlines, matches))
    return _tell(lying_there, outlines, students, matches, consoles)


def _table(
    found: tuple[Submission, ...],
    handed_in: tuple[HandedIn, ...],
    outlines: dict[str, Outline],
    matches: Matches | None,
) -> Table:
    table = Table(box=None, padding=(0, 1), pad_edge=False, header_style="dim")
    for heading in ("Submission", "Student", "Found by", "Handed in", "Files"):
        table.add_column(heading, overflow="fold")
    for submission, one in zip(found, handed_in, strict=True):
        people = "; ".join(printable(person.name) for person in one.people)
        way = matches.ways.get(one.student, "") if matches and people else ""
        late = " late" if one.origin.late else ""
        when = f"{one.origin.time} ({one.origin.source})" if one.origin.time else ""
        files = "\n".join(_files(submission, outlines[one.student]))
        style = "" if people or not matches else "yellow"
        cells = (printable(one.student), people or "-", way, f"{when}{late}".strip(), files)
        table.add_row(*(Text(cell) for cell in cells), style=style)
    return table


def _files(submission: Submission, found: Outline) -> Iterator[str]:
    """Where each file goes, a line each."""
    single = bool(submission.names)
    start = "" if single else f"{printable(submission.path.name)}: "
    start = f"{printable(found.inside)}: " if found.inside else start
    if found.problem:
        yield f"{start}{printable(found.problem)}"
    else:
        same = [name for module, name in found.modules.items() if name == f"{module}.py"]
        if same:
            yield f"{start}{', '.join(same)}"
        for module, name in found.modules.items():
            if name not in same:
                yield f"{start}{printable(name)} -> {module}.py"
        if found.missing:
            yield f"missing: {', '.join(f'{module}.py' for module in found.missing)}"
    if found.beside:
        yield f"beside them: {', '.join(map(printable, found.beside))}"
    if submission.superseded:
        yield f"does not count: {', '.join(map(printable, submission.superseded))}"


def _tell(
    lying_there: ClassFolder,
    outlines: dict[str, Outline],
    roster: Roster | None,
    matches: Matches | None,
    consoles: Consoles,
) -> int:
    """Say what is not in the table; the exit code."""
    act = [*lying_there.warnings, *([roster.warning] if roster and roster.warning else [])]
    notes = [f"{name}: not taken for a submission" for name in lying_there.strangers]
    for student, found in outlines.items():
        if found.problem:
            act.append(f"{printable(student)}: nothing can be graded")
        notes += [
            f"{printable(student)}: {found.modules[module]} counts as {module}.py"
            for module in found.guessed
        ]
        notes += [f"{printable(student)}: {told}" for told in found.told]
    for submission in lying_there.submissions:
        for remark in submission.remarks:
            told = f"{printable(submission.student)}: {printable(remark.text)}"
            (act if remark.act else notes).append(told)
    if roster and matches:
        doubts = (*matches.unknown.items(), *matches.doubtful.items())
        act += [f"{printable(student)} {why}" for student, why in doubts]
        notes += [f"{printable(one.name)} has handed in nothing" for one in matches.missing]
        act += [
            f"{printable(one.name)} may have handed in, which is not clear"
            for one in matches.unclear
        ]
        fine = len(matches.people)
        consoles.say(f"{counted(fine, 'submission')} of {len(outlines)} found on the roster")
    for line in notes:
        consoles.say(f"  {line}")
    for line in act:
        consoles.say(f"  {line}", "yellow")
    return 1 if act else 0
