"""`gradus demo`: a class made from the catalogue of mistakes, graded, for each assignment."""

from pathlib import Path

from gradus.assignment import Assignment, CodecSpec, chosen_names, find_course, load_assignment
from gradus.audit import write_demo_class, write_models
from gradus.cli.consoles import open_consoles
from gradus.cli.grade import grade_assignment
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
    for name in chosen_names(root, names):
        folder = (output or root / "dist" / "demo") / name
        submissions, results = folder / "submissions", folder / "results"
        assignment = load_assignment(root, name)
        check_folder(submissions)
        write_demo_class(assignment, submissions)
        told = f"A class in {submissions}: mistakes of the catalogue, and what else there is."
        consoles.say(told)
        if assignment.rating is not None:
            consoles.say("Its rated tasks are left out here.")
        unrated = assignment.unrated()
        codes.append(
            grade_assignment(unrated, submissions, results, jobs=jobs, isolation=isolation)
        )
        codes.append(_grade_models(assignment, folder / "models", jobs, isolation))
    return max(codes, default=0)


def _grade_models(
    assignment: Assignment, folder: Path, jobs: int | None, isolation: str | None
) -> int:
    """Rate a class of models or codecs, told apart by what they do; 0 where nothing is rated."""
    submissions = folder / "submissions"
    if not write_models(assignment, submissions):
        return 0
    consoles = open_consoles()
    rated = assignment.parts()[-1]
    tried = "codecs" if isinstance(assignment.rating, CodecSpec) else "models"
    consoles.say(f"\nA class of {tried} in {submissions}: each is tried on hidden data.")
    return grade_assignment(rated, submissions, folder / "results", jobs=jobs, isolation=isolation)
