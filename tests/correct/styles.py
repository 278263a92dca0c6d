"""Correct solutions in other styles, each a small file that rewrites part of an assignment.

After its docstring, a line `# === losses.py` begins what is added to the reference's losses.py,
where a later definition of a name replaces an earlier one. `# === losses.py alone` replaces the
whole file, and a name that is no module of the assignment makes one more file.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from gradus.assignment import Assignment

FOLDER = Path(__file__).parent
_SECTION = re.compile(r"^# === (\w+)\.py( alone)?\n", re.MULTILINE)


@dataclass(frozen=True)
class Style:
    """One file of this folder. `assignment` is the full name of its assignment."""

    name: str
    assignment: str
    path: Path

    def sections(self) -> dict[str, tuple[str, bool]]:
        """What the file writes, by module, and whether it stands alone."""
        parts = _SECTION.split(self.path.read_text("utf-8"))[1:]
        sections = zip(parts[::3], parts[1::3], parts[2::3], strict=True)
        return {module: (text, bool(alone)) for module, alone, text in sections}

    def write(self, assignment: Assignment, folder: Path) -> None:
        """Write the whole submission into `folder`."""
        sections = self.sections()
        for module in (*assignment.modules, *sections):
            text, alone = sections.get(module, ("", False))
            if module in assignment.modules and not alone:
                text = (assignment.solutions / f"{module}.py").read_text("utf-8") + text
            (folder / f"{module}.py").write_text(text, "utf-8")


def styles_of(assignment: str) -> list[Style]:
    """The styles of an assignment, such as "hw1-losses"."""
    folder = FOLDER / assignment.partition("-")[0]
    return [Style(path.stem, assignment, path) for path in sorted(folder.glob("*.py"))]
