"""The same where the grader is not root: a plain user cannot become another one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gradus.sandbox.visible import python_paths

KINDS = "test_it_fails and (reading or start-of or double-fork or killing-others)"
_NOBODY = "65534"
_TOOLS = ("unshare", "setpriv", "mount")


def _open_up(paths: tuple[Path, ...], place: Path) -> str:
    """Shell commands that let everybody pass to `paths`, in a file system tree of one's own."""
    lines = ["set -e", "mount --make-rprivate /"]
    closed = {path: _first_closed(path) for path in paths if _first_closed(path) and path.exists()}
    for number, path in enumerate(closed):
        (place / str(number)).mkdir()
        lines.append(f"mount --bind {path} {place / str(number)}")
    lines += [f"mount -t tmpfs -o mode=755 none {folder}" for folder in set(closed.values())]
    for number, path in enumerate(closed):
        lines += [f"mkdir -p {path}", f"mount --bind {place / str(number)} {path}"]
    return "\n".join(lines)


def _first_closed(path: Path) -> Path | None:
    """The uppermost folder above `path` that only its owner may pass."""
    above = [*reversed(path.parents), path]
    return next((each for each in above if each.is_dir() and not each.stat().st_mode & 1), None)


@pytest.mark.skipif(os.geteuid() != 0, reason="this whole suite is run by a plain user")
@pytest.mark.skipif(not all(map(shutil.which, _TOOLS)), reason=f"needs {', '.join(_TOOLS)}")
def test_a_plain_user_grades_as_safely(tmp_path: Path) -> None:
    here = Path(__file__).parent
    base = Path("/tmp") / f"gradus-plain-user-{os.getpid()}"
    base.mkdir(mode=0o777)
    base.chmod(0o777)
    places = tmp_path / "bound"
    places.mkdir()
    run = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist")
    options = f"--basetemp={base / 'own'} -k '{KINDS}' {here / 'test_attacks.py'}"
    user = f"setpriv --reuid {_NOBODY} --regid {_NOBODY} --clear-groups --inh-caps=-all"
    script = f"{_open_up(python_paths(), places)}\nexec {user} {' '.join(run)} {options}"
    environment = {"PATH": os.environ["PATH"], "HOME": "/tmp", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ran = subprocess.run(
            ("unshare", "--mount", "sh", "-c", script),
            capture_output=True,
            text=True,
            cwd=here,
            env=environment,
            check=False,
        )
    finally:
        shutil.rmtree(base)
    if "Operation not permitted" in ran.stderr or "permission denied" in ran.stderr.lower():
        pytest.skip(f"no file system tree of one's own here: {ran.stderr.strip()[-200:]}")
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-2000:]
    assert "passed" in ran.stdout or "%]" in ran.stdout
