"""The package says one version everywhere; its wheel and its sdist install and run elsewhere."""

import re
import shutil
import subprocess
import sys
import sysconfig
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
@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_installed_it_runs_outside_of_the_repository(
    kind: str, built: dict[str, Path], tmp_path: Path
) -> None:
    home = tmp_path / "venv"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    run(python, "-m", "pip", "install", "-q", "--no-deps", built[kind], folder=tmp_path)
    # The libraries are this environment's, whose own Gradus is not seen: it is an editable one.
    libraries = sysconfig.get_path("purelib")
    site = run(
        python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", folder=tmp_path
    )
    (Path(site.strip()) / "libraries.pth").write_text(libraries)
    where = run(python, "-c", "import gradus; print(gradus.__file__)", folder=tmp_path)
    assert where.startswith(str(home))
    gradus = home / "bin" / "gradus"
    assert run(gradus, "--version", folder=tmp_path) == f"gradus, version {__version__}\n"
    course = tmp_path / "course"
    for part in ("assignments", "solutions", "starter"):
        shutil.copytree(ROOT / part, course / part)
    assert "hw2-backprop" in run(gradus, "build", "hw2-backprop", folder=course)
    told = run(gradus, "check", "hw2-backprop", "solutions", folder=course)
    assert "100" in told
    assert "wrong" in run(python, "-m", "gradus.show_off", folder=tmp_path)
