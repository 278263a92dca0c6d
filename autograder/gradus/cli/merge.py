"""`gradus merge`: a class that was graded in parts made one."""

from collections.abc import Sequence
from pathlib import Path

from gradus.assignment import find_course, load_assignment
from gradus.cli.consoles import open_consoles
from gradus.cli.marks import open_marker
from gradus.cli.missing import tell_missing
from gradus.cli.outputs import write_outputs
from gradus.cli.pages import CLASS_PAGE
from gradus.cli.report import tell_page
from gradus.gradebook import merge, read_handed_in
from gradus.gradebook.writing import sole_writer
from gradus.gradebook.written import Written
from gradus.lms import match, read_roster
from gradus.reports import print_class
from gradus.reports.text import counted


def merge_command(
    folders: Sequence[Path],
    output: Path,
    *,
    roster: Path | None = None,
    course: Path | None = None,
) -> int:
    """Bring the results in `folders` together in `output`; the exit code: 1 where some are missing.

    Raises GradusError where they do not fit together; nothing is written then.
    """
    root = course or find_course(Path.cwd())
    students = read_roster(roster) if roster else None
    consoles = open_consoles()
    merged = merge(folders, output)
    assignment = load_assignment(root, merged.assignment)
    handed_in = read_handed_in(output)
    missing = match(students, handed_in.values(), assignment.name).missing if students else ()
    marker = open_marker(root, output, assignment.name, handed_in, students)
    with sole_writer(output):
        summary = write_outputs(
            output,
            assignment,
            marker,
            Written(output),
            missing=[student.name for student in missing],
        )
    consoles.say(f"{counted(merged.students, 'record')} of {len(folders)} folders, in {output}.")
    print_class(summary, consoles.out)
    tell_page(output / CLASS_PAGE, consoles)
    if students:
        tell_missing(students, output, assignment.name, consoles)
    for told in merged.missing:
        consoles.say(f"Not complete: {told}.", "bold yellow")
    return 1 if merged.missing else 0
