"""The folders of one run of Otter's, and the desk: the one that its kernel gets to see.

Otter starts a kernel in the folder of the submission, where a `numpy.py`, an `.OTTER_LOG` or a
notebook of the student's would run with the grader's rights. So Otter is moved to another folder,
in which there is a stub of Gradus' and nothing else.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from gradus.assignment.bundle import stub_notebook


@dataclass(frozen=True)
class Places:
    """`root` is Otter's autograder folder, with `source/` (the unpacked zip) and `submission/`."""

    root: Path

    @property
    def source(self) -> Path:
        """The unpacked autograder.zip."""
        return self.root / "source"

    @property
    def submission(self) -> Path:
        """Where Otter looks for the submission, and copies tests and support files to."""
        return self.root / "submission"

    @property
    def handed_in(self) -> Path:
        """What the student handed in, if Otter was never shown it; else Otter's `submission`."""
        apart = self.root / "handed-in"
        return apart.resolve() if apart.exists() else self.submission

    @property
    def desk(self) -> Path:
        """The folder in which Otter goes on."""
        return self.root / "desk"

    @property
    def record(self) -> Path:
        """The judge's record, for what comes after Otter."""
        return self.root / "record.json"


def lay_desk(places: Places, name: str) -> None:
    """Make the desk, with a stub called `name` where Otter expects the submission. No tests."""
    (places.desk / "tests").mkdir(parents=True)
    (places.desk / name).write_bytes(stub_notebook() if name.endswith(".ipynb") else b"")


def withdraw_support(places: Places) -> None:
    """Take out of the submission what Otter has copied there: the tests, and the reference.

    What a student called like it goes too. Nothing is followed that is a link. Raises OSError.
    """
    support = places.source / "files"
    names = [path.name for path in support.iterdir()] if support.is_dir() else []
    for name in ("tests", "__init__.py", *names):
        path = places.submission / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
