"""`gradus audit`: do the tests see every mistake, once, and is it named?"""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

from rich.progress import Progress

from gradus.assignment import Assignment, chosen_names, find_course, load_assignment
from gradus.audit.audit import audit
from gradus.audit.findings import Findings
from gradus.cli.consoles import Consoles, open_consoles
from gradus.cli.processors import processors
from gradus.cli.scheduler import refuse_jobs, workers_for
from gradus.gradebook import check_folder, process_pool, write_atomically
from gradus.reports.audit_page import audit_page
from gradus.reports.audit_tables import print_faults, print_matrix, print_measured


def audit_command(
    names: tuple[str, ...],
    *,
    output: Path | None = None,
    jobs: int | None = None,
    course: Path | None = None,
    scheduler: str | None = None,
) -> int:
    """Audit assignments, with a page of each in `output`; 1 if a mistake gets away or costs twice.

    No names: every assignment of the course. Raises GradusError.
    """
    refuse_jobs(scheduler, jobs)
    root = course or find_course(Path.cwd())
    folder = output or root / "dist" / "audit"
    check_folder(folder)
    consoles = open_consoles()
    findings = []
    for name in chosen_names(root, names):
        assignment = load_assignment(root, name)
        with _workers(assignment, jobs or processors(), scheduler, consoles) as pool:
            found = _audit(assignment, pool, consoles)
        print_matrix(found, consoles.out)
        print_faults(found, consoles.out)
        write_atomically(folder / f"{name}.html", audit_page(found).encode("utf-8"))
        findings.append(found)
    print_measured(findings, consoles.out)
    pages = ", ".join(str(folder / f"{found.assignment}.html") for found in findings)
    consoles.say(f"Which question sees which mutant: {pages}")
    return 0 if all(found.sound for found in findings) else 1


def _audit(assignment: Assignment, pool: Executor, consoles: Consoles) -> Findings:
    with Progress(console=consoles.err, transient=True) as progress:
        bar = progress.add_task(f"auditing {assignment.name}", total=None)
        return audit(
            assignment,
            pool,
            lambda done, total: progress.update(bar, completed=done, total=total),
        )


@contextmanager
def _workers(
    assignment: Assignment, jobs: int, scheduler: str | None, consoles: Consoles
) -> Iterator[Executor]:
    """Processes of this machine, or of a cluster."""
    if scheduler:
        with workers_for(scheduler, assignment, consoles) as crew:
            yield crew
        return
    pool = process_pool(jobs)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
