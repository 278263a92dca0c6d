"""`gradus audit --selftest`: can every case of the tests fail?"""

from pathlib import Path

from rich.text import Text

from gradus.assignment import chosen_names, find_course, load_assignment
from gradus.audit.selftest import SelfTest, selftest
from gradus.cli.consoles import open_consoles
from gradus.reports.text import counted


def selftest_command(names: tuple[str, ...], *, course: Path | None = None) -> int:
    """Try the cases of assignments on a reference that raises; 1 if one does not fail.

    No names: every assignment of the course. Raises GradusError.
    """
    root = course or find_course(Path.cwd())
    out = open_consoles().out
    tried = [load_assignment(root, name) for name in chosen_names(root, names)]
    sound = True
    for assignment in tried:
        found = selftest(assignment)
        sound &= not found.not_failed
        for each in found.not_failed:
            out.print(Text(f"{assignment.name}: {each}", style="bold red"), soft_wrap=True)
        out.print(Text(_told(found)), soft_wrap=True)
    return 0 if sound else 1


def _told(found: SelfTest) -> str:
    cases = counted(found.cases, "case")
    if found.not_failed:
        failed = found.cases - len(found.not_failed)
        return f"{found.assignment}: with every function raising only {failed} of {cases} fail."
    return f"{found.assignment}: with every function raising, all {cases} fail, as they must."
