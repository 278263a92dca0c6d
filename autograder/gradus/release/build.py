"""`gradus build`: prove an assignment, then write what students get."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gradus.assignment import Assignment
from gradus.assignment.bundle import NO_RULES
from gradus.assignment.cases import TestSource
from gradus.release.autograder_zip import autograder_zip
from gradus.release.checked import check_parts
from gradus.release.coincidences import refuse_coincidences
from gradus.release.folder import student_files
from gradus.release.leaks import refuse_leaks
from gradus.release.proof import Prove, begin_proof, refuse_unproven
from gradus.release.starter import committed_files
from gradus.release.worst_case import gradescope_seconds
from gradus.release.writing import write_file, write_folder, zip_bytes
from gradus.sandbox import refuse_unusable


@dataclass(frozen=True)
class BuildReport:
    """What was written, and how many cases and points it holds.

    `starter` are the files in there that have changed. `worst_seconds` is how long the slowest
    submission is graded on Gradescope.
    """

    folder: Path
    archive: Path
    autograder: Path
    starter: tuple[Path, ...]
    public_cases: int
    hidden_cases: int
    public_points: float
    hidden_points: float
    worst_seconds: float


def build(
    assignment: Assignment,
    dist: Path,
    prove: Prove,
    *,
    secret: bytes = b"",
    rules: Mapping[str, bytes] = NO_RULES,
) -> BuildReport:
    """Write `starter/`, `dist/<name>/`, and its two zips, once everything is proven.

    `dist/<name>.zip` is for students; `dist/<name>-autograder.zip` grades, in Otter's own flow,
    with the `secret` in it, and the course's `rules` on dates.

    The reference earns every point and passes the public tests as they are written; the starter
    earns none and fails each public case; no two mistakes give the same in a public example; and no
    hidden case, solution or `secret` is in what students get. Raises AssignmentError or
    ReleaseRefused before anything is written, CouldNotCheck where packages of the assignment are
    not there, GradusError where writing fails.
    """
    refuse_unusable(assignment)
    sources = check_parts(assignment)
    refuse_coincidences(assignment)
    begun = begin_proof(assignment, prove)
    files = student_files(assignment, sources)
    refuse_leaks(assignment, sources, files, secret)
    grader = autograder_zip(assignment, secret, rules)
    reference_seconds = refuse_unproven(assignment, files, begun, prove)
    worst = gradescope_seconds(assignment, reference_seconds)
    return _write(assignment, sources, files, grader, dist, worst)


def _write(
    assignment: Assignment,
    sources: Sequence[TestSource],
    files: Mapping[str, bytes],
    grader: bytes,
    dist: Path,
    worst_seconds: float,
) -> BuildReport:
    folder, archive = dist / assignment.name, dist / f"{assignment.name}.zip"
    autograder = dist / f"{assignment.name}-autograder.zip"
    starter = []
    write_folder(folder, files)
    write_file(archive, zip_bytes(files, assignment.name))
    write_file(autograder, grader)
    for name, text in committed_files(assignment).items():
        path = assignment.starter / name
        if not path.is_file() or path.read_bytes() != text.encode():
            write_file(path, text.encode())
            starter.append(path)
    cases = [case for source in sources for case in source.cases]
    hidden = [case.points for case in cases if case.hidden]
    return BuildReport(
        folder=folder,
        archive=archive,
        autograder=autograder,
        starter=tuple(starter),
        public_cases=len(cases) - len(hidden),
        hidden_cases=len(hidden),
        public_points=sum(case.points for case in cases) - sum(hidden),
        hidden_points=sum(hidden),
        worst_seconds=worst_seconds,
    )
