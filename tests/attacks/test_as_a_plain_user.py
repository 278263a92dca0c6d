"""The same where the grader is not root: a plain user cannot become another one."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from attacks.opened import opening, why_not

KINDS = "test_it_fails and confined and (threads or hidden-tests or the-judge-in-proc or killing-others)"
_NOBODY = "65534"


@pytest.mark.exhaustive
@pytest.mark.skipif(bool(why_not()), reason=why_not())
def test_a_plain_user_grades_as_safely(tmp_path: Path) -> None:
    here = Path(__file__).parent
    base = Path(tempfile.mkdtemp(prefix="gradus-plain-user-", dir="/tmp"))
    base.chmod(0o777)
    user = ("setpriv", "--reuid", _NOBODY, "--regid", _NOBODY, "--clear-groups", "--inh-caps=-all")
    suite = (
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "-m",
        "",
    )
    chosen = (f"--basetemp={base / 'own'}", "-k", KINDS, str(here / "test_attacks.py"))
    environment = {"PATH": os.environ["PATH"], "HOME": "/tmp", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ran = subprocess.run(
            (*opening(tmp_path), *user, *suite, *chosen),
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
