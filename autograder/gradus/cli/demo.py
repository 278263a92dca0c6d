"""`gradus demo`: a class made from the catalogue of mistakes, graded, for each assignment."""

from pathlib import Path

from gradus.assignment import assignment_names, find_course, load_assignment
from gradus.audit import write_demo_class
from gradus.cli.consoles import open_consoles
from gradus.cli.grade import grade_assignment
from gradus.cli.next_commands import command
from gradus.gradebook import check_folder


def demo_command(
    names: tuple[str, ...],
    *,
    output: Path | None = None,
    jobs: int | None = None,
    isolation: str | None = None,
    course: Path | None = None,
) -> int:
    """For each assignment, make a class in `output`/NAME/submissions and grade it; the exit code.

    No names: every assignment of the course.
    """
    root = course or find_course(Path.cwd())
    consoles = open_consoles()
    codes = []
    for name in names or assignment_names(root):
        folder = (output or root / "dist" / "demo") / name
        submissions, results = folder / "submissions", folder / "results"
        assignment = load_assignment(root, name)
        check_folder(submissions)
        write_demo_class(assignment, submissions)
        told = f"A class in {submissions}: mistakes of the catalogue, and what else there is."
        consoles.say(told)
        if assignment.rating is not None:
            consoles.say(
                f"The rated tasks of {name} are left out here, as they train each of these several "
                f"times. This shows them: {command('check', assignment, assignment.solutions)}"
            )
        unrated = assignment.unrated()
        codes.append(
            grade_assignment(unrated, submissions, results, jobs=jobs, isolation=isolation)
        )
    return max(codes, default=0)
