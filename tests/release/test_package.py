"""The package says one version everywhere; its wheel and its sdist install and run elsewhere."""

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

from gradus import __version__

ROOT = Path(__file__).resolve().parents[2]
_TYPED = {"gradus/py.typed", "gradus_checks/py.typed"}


def test_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    cited = re.search(r"^version: (.*)$", (ROOT / "CITATION.cff").read_text("utf-8"), re.MULTILINE)
    told = re.findall(r"^## \[(\d.*?)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert {project["version"], cited and cited[1], told[0]} == {__version__}


def test_what_is_no_python_is_packed_too() -> None:
    """Templates and scripts of the pages; without a wheel being made."""
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    globs = [
        (ROOT / "autograder" / package.replace(".", "/")).rglob(pattern)
        if package != "*"
        else (ROOT / "autograder").rglob(pattern)
        for package, patterns in tools["package-data"].items()
        for pattern in patterns
    ]
    packed = {path for found in globs for path in found}
    known = run("git", "ls-files", "autograder", folder=ROOT).splitlines()
    others = {ROOT / name for name in known if Path(name).suffix not in (".py", ".md")}
    assert others <= packed
    modules = [ROOT / name for name in known if name.endswith(".py")]
    assert all((path.parent / "__init__.py").is_file() for path in modules)


def run(*command: str | Path, folder: Path) -> str:
    """What a command prints; the test fails with all of it where the command does."""
    done = subprocess.run(
        command, cwd=folder, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sdist of the sources that git knows, and the wheel that is made from it."""
    folder = tmp_path_factory.mktemp("package")
    listed = run("git", "ls-files", "-z", folder=ROOT).split("\0")
    for name in filter(None, listed):
        (folder / "source" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / "source" / name)
    run(sys.executable, "-m", "build", "--outdir", folder / "made", "source", folder=folder)
    (sdist,) = (folder / "made").glob("*.tar.gz")
    (wheel,) = (folder / "made").glob("*.whl")
    return {"sdist": sdist, "wheel": wheel}


@pytest.mark.exhaustive
def test_what_is_packed(built: dict[str, Path]) -> None:
    with zipfile.ZipFile(built["wheel"]) as wheel:
        packed = set(wheel.namelist())
    tops = {name.split("/")[0] for name in packed if ".dist-info/" not in name}
    assert tops == {"gradus", "gradus_checks"}
    assert packed >= _TYPED
    with tarfile.open(built["sdist"]) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert names >= {"README.md", "LICENSE", "pyproject.toml"}


@pytest.mark.exhaustive
def test_the_wheel_builds_and_grades_outside_of_the_repository(
    built: dict[str, Path], tmp_path: Path
) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    run(python, "-m", "pip", "install", "-q", built["wheel"], folder=tmp_path)
    told = run(tmp_path / "venv" / "bin" / "gradus", "--version", folder=tmp_path)
    assert told == f"gradus, version {__version__}\n"
    # It builds an assignment, runs pytest in the student's folder, and grades a class.
    run(python, "-m", "pip", "install", "-q", "pytest", folder=tmp_path)
    assert "anna 20, ben 100" in run(python, "-m", "gradus.show_off", folder=tmp_path)


@pytest.mark.exhaustive
def test_the_sdist_installs(built: dict[str, Path], tmp_path: Path) -> None:
    command = ("-m", "pip", "install", "-q", "--no-deps", "--target", "here", built["sdist"])
    run(sys.executable, *command, folder=tmp_path)
    assert {path.name for path in (tmp_path / "here").glob("gradus*")} >= {
        "gradus",
        "gradus_checks",
    }
    imported = "import gradus, sys; print(gradus.__version__, gradus.__file__)"
    told = run(sys.executable, "-c", imported, folder=tmp_path / "here")
    assert told == f"{__version__} {tmp_path / 'here' / 'gradus' / '__init__.py'}\n"
