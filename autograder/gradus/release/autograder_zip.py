"""The `autograder.zip` of an assignment: `otter generate` makes it, Gradus rides in it."""

import contextlib
import io
import json
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from gradus.assignment import Assignment, Task, bundle_files
from gradus.assignment.bundle import GRADER, NO_RULES, PACKAGES, stub_notebook
from gradus.errors import ReleaseRefused
from gradus.release.completed import completed_test
from gradus.release.gradescope import image_files, package_files
from gradus.release.writing import archive_bytes, fill_folder

_PLUGIN = "gradus.otter_plugin.GradusPlugin"


def autograder_zip(
    assignment: Assignment, secret: bytes, rules: Mapping[str, bytes] = NO_RULES
) -> bytes:
    """The zip for `otter run`, `otter grade` and Gradescope: the same bytes for the same files.

    It holds the hidden tests, the reference, the course's `secret` and its `rules`: it is for staff
    only.
    Raises AssignmentError, ReleaseRefused.
    """
    with tempfile.TemporaryDirectory(prefix="gradus-generate-") as scratch:
        support = _lay_out(assignment, secret, rules, Path(scratch))
        files = _generated(Path(scratch), support)
    return archive_bytes({**files, **image_files(assignment)})


def _lay_out(
    assignment: Assignment, secret: bytes, rules: Mapping[str, bytes], folder: Path
) -> list[str]:
    """Write what `otter generate` reads; the names of what it takes for support files."""
    from gradus.judge.otter_results import SETTINGS

    grader = {
        **bundle_files(assignment, secret, rules),
        **{f"{PACKAGES}/{name}": source for name, source in package_files().items()},
    }
    stub = f"{assignment.name}.ipynb"
    config = {**SETTINGS, "plugins": [{_PLUGIN: {"assignment": assignment.name}}]}
    files = {
        **{f"{GRADER}/{name}": source for name, source in grader.items()},
        **{f"tests/{task.name}.py": _test(assignment, task) for task in assignment.tasks},
        stub: stub_notebook(),
        "otter_config.json": json.dumps(config).encode(),
    }
    fill_folder(folder, files)
    return [stub, GRADER]


def _test(assignment: Assignment, task: Task) -> bytes:
    return completed_test(assignment.test_path(task).read_text("utf-8"), task).encode()


def _generated(folder: Path, support: list[str]) -> dict[str, bytes]:
    """What `otter generate` packs, by path. Raises ReleaseRefused."""
    from otter.generate import main as generate

    target = folder / "autograder.zip"
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()) as said:
        try:
            generate(
                tests_dir="tests",
                output_path=str(target),
                config="otter_config.json",
                no_requirements=True,
                no_environment=True,
                files=support,
            )
        except Exception as error:
            raise ReleaseRefused(
                f"otter generate made no autograder.zip: {type(error).__name__}: {error} "
                f"{said.getvalue()}"
            ) from error
    with zipfile.ZipFile(target) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
