"""`gradus demo`: a class made from the catalogue of mistakes, graded."""

from pathlib import Path

from gradus.assignment import find_course, load_assignment
from gradus.audit import write_demo_class
from gradus.cli.consoles import open_consoles
from gradus.cli.grade import grade_command


def demo_command(
    name: str,
    *,
    output: Path | None = None,
    jobs: int | None = None,
    isolation: str | None = None,
    course: Path | None = None,
) -> int:
    """Make a class in `output`/submissions and grade it into `output`/results; the exit code."""
    root = course or find_course(Path.cwd())
    folder = output or root / "dist" / "demo"
    submissions = folder / "submissions"
    write_demo_class(load_assignment(root, name), submissions)
    open_consoles().say(
        f"A class in {submissions}: each mistake of the catalogue, and what else is handed in."
    )
    return grade_command(
        name, submissions, folder / "results", jobs=jobs, isolation=isolation, course=root
    )
