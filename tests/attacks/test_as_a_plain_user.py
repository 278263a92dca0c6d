"""The same where the grader is not root: a plain user cannot become another one."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from attacks.opened import opening, why_not

HERE = Path(__file__).parent
KINDS = "threads or hidden-tests or the-judge-in-proc or killing-others"
SUITES = {
    "attacks": (HERE / "test_attacks.py", f"test_it_fails and ({KINDS})"),
    "namespaces": (HERE.parent / "sandbox" / "test_own_namespaces.py", "test"),
}
_NOBODY = "65534"


@pytest.mark.exhaustive
@pytest.mark.skipif(bool(why_not()), reason=why_not())
@pytest.mark.parametrize(("file", "kinds"), SUITES.values(), ids=SUITES)
def test_a_plain_user_grades_as_safely(file: Path, kinds: str, tmp_path: Path) -> None:
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
    chosen = (f"--basetemp={base / 'own'}", "-k", kinds, str(file))
    environment = {"PATH": os.environ["PATH"], "HOME": "/tmp", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ran = subprocess.run(
            (*opening(tmp_path), *user, *suite, *chosen),
            capture_output=True,
            text=True,
            cwd=HERE,
            env=environment,
            check=False,
        )
    finally:
        shutil.rmtree(base)
    if "Operation not permitted" in ran.stderr or "permission denied" in ran.stderr.lower():
        pytest.skip(f"no file system tree of one's own here: {ran.stderr.strip()[-200:]}")
    assert ran.returncode == 0, ran.stdout[-3000:] + ran.stderr[-2000:]
    assert "passed" in ran.stdout or "%]" in ran.stdout
