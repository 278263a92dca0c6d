"""`otter run` in an environment that is made from an autograder.zip's own list of requirements."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from release.mini_course import prove_at_once

from gradus.assignment import load_assignment
from gradus.release import build

pytestmark = [pytest.mark.slow, pytest.mark.exhaustive]

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
