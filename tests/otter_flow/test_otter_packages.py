"""Otter where an autograder.zip's own list of requirements is met, and where it is not."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from broken_environment import broken_environment
from otter_flow.otter_helpers import questions, run_autograder, text_of, unpack_autograder
from release.mini_course import prove_at_once

from gradus.assignment import load_assignment
from gradus.release import build

pytestmark = pytest.mark.slow

COURSES = Path(__file__).resolve().parents[1] / "courses"
SECRET = b"a secret of the course, 16 or more"


def environment(autograder: Path, root: Path) -> Path:
    """The Python of an environment set up as an image on Gradescope is. Skips without packages."""
    with zipfile.ZipFile(autograder) as archive:
        archive.extractall(root / "source")
    subprocess.run([sys.executable, "-m", "venv", str(root / "env")], check=True)
    python = root / "env" / "bin" / "python"
    requirements = root / "source" / "requirements.txt"
    installed = subprocess.run(
        [str(python), "-m", "pip", "install", "--quiet", "-r", str(requirements)],
        capture_output=True,
        text=True,
        check=False,
    )
    if installed.returncode:
        pytest.skip(f"pip cannot install here: {installed.stderr.strip().splitlines()[-1]}")
    asked = "import sysconfig; print(sysconfig.get_path('purelib'))"
    found = subprocess.run([str(python), "-c", asked], capture_output=True, text=True, check=True)
    packages = root / "source" / "files" / "gradus-grader" / "packages"
    Path(found.stdout.strip(), "gradus.pth").write_text(f"{packages}\n", "utf-8")
    return python


@pytest.mark.exhaustive
@pytest.mark.parametrize(("course", "name"), [("tables", "songs"), ("signals", "graphs")])
def test_otter_gives_every_point_with_what_the_zip_lists(
    course: str, name: str, tmp_path: Path
) -> None:
    if course == "signals":
        pytest.importorskip("scipy", reason="SciPy is not installed: pip install -e '.[dev]'")
    root = tmp_path / "course"
    for source in sorted((COURSES / course).rglob("*.*")):
        if source.is_file() and "__pycache__" not in source.parts:
            target = root / source.relative_to(COURSES / course)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    assignment = load_assignment(root, name)
    report = build(assignment, tmp_path / "dist", prove_at_once, secret=SECRET)
    python = environment(report.autograder, tmp_path / "image")
    (module,) = assignment.modules
    submission = tmp_path / "submission.zip"
    with zipfile.ZipFile(submission, "w") as archive:
        archive.write(assignment.solutions / f"{module}.py", f"{module}.py")
    out = tmp_path / "out"
    out.mkdir()
    options = ("-a", report.autograder, submission, "-o", out, "--no-logo")
    done = subprocess.run(
        [str(python), "-m", "otter", "run", *map(str, options)],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads((out / "results.json").read_text("utf-8"))
    assert sum(test["score"] for test in results["tests"] if "score" in test) == 100


@pytest.mark.parametrize(
    ("package", "why"),
    [
        pytest.param(
            "no-such-package>=2",
            "no-such-package>=2 (not installed). Install it:",
            marks=pytest.mark.exhaustive,
        ),
        ("gone", "`import gone` fails: ImportError: libgone.so.2: cannot open shared object file"),
    ],
)
def test_a_package_that_the_image_lacks_is_no_zero(
    package: str, why: str, autograder: Path, solution: dict[str, str | bytes], tmp_path: Path
) -> None:
    """As where an image was made before the list grew, or a system's library has gone since."""
    root = unpack_autograder(autograder, tmp_path / "autograder")
    (settings,) = (root / "source" / "files").rglob("hw1-losses/assignment.toml")
    text = settings.read_text("utf-8")
    settings.write_text(f'packages = ["numpy", "{package}"]\n{text}', "utf-8")
    for name, source in solution.items():
        (root / "submission" / name).write_bytes(text_of(source).encode())
    python = broken_environment(tmp_path / "python")
    ran = run_autograder(root, str(python))
    assert ran.code == 0, ran.said
    assert ran.results is not None, ran.said
    told = "The grader could not run this submission; a person will look at it."
    assert told in ran.results["output"]
    assert questions(ran.results)
    tests = ran.results["tests"]
    assert all(told in test["output"] for test in tests if "score" in test)
    (staff,) = [test for test in tests if test["visibility"] == "hidden"]
    assert "could not be checked: hw1-losses cannot be graded here" in staff["output"]
    assert why in staff["output"]
    assert ran.results["extra_data"]["gradus"]["counts"] is False
