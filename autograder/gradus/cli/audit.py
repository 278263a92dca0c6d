"""`gradus audit`: do the tests see every mistake, once, and is it named?"""

from pathlib import Path

from rich.progress import Progress

from gradus.assignment import chosen_names, find_course, load_assignment
from gradus.audit.audit import audit
from gradus.audit.findings import Findings
from gradus.cli.consoles import Consoles, open_consoles
from gradus.cli.grade import processors
from gradus.gradebook import check_folder, process_pool, write_atomically
from gradus.reports.audit_page import audit_page
from gradus.reports.audit_tables import print_faults, print_matrix, print_measured


def audit_command(
    names: tuple[str, ...],
    *,
    output: Path | None = None,
    jobs: int | None = None,
    course: Path | None = None,
) -> int:
    """Audit assignments, with a page of each in `output`; 1 if a mistake gets away or costs twice.

    No names: every assignment of the course. Raises GradusError.
    """
    root = course or find_course(Path.cwd())
    folder = output or root / "dist" / "audit"
    check_folder(folder)
    consoles = open_consoles()
    findings = []
    for name in chosen_names(root, names):
        found = _audit(root, name, jobs or processors(), consoles)
        print_matrix(found, consoles.out)
        print_faults(found, consoles.out)
        write_atomically(folder / f"{name}.html", audit_page(found).encode("utf-8"))
        findings.append(found)
    print_measured(findings, consoles.out)
    pages = ", ".join(str(folder / f"{found.assignment}.html") for found in findings)
    consoles.say(f"Which question sees which mutant: {pages}")
    return 0 if all(found.sound for found in findings) else 1


def _audit(root: Path, name: str, jobs: int, consoles: Consoles) -> Findings:
    pool = process_pool(jobs)
    try:
        with Progress(console=consoles.err, transient=True) as progress:
            bar = progress.add_task(f"auditing {name}", total=None)
            assignment = load_assignment(root, name)
            return audit(
                assignment,
                pool,
                lambda done, total: progress.update(bar, completed=done, total=total),
            )
    finally:
        pool.shutdown(cancel_futures=True)
