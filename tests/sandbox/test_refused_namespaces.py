"""Where Gradus may make no namespaces it is told why, and what comes next is taken."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gradus.sandbox import available_levels, probe

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(probe().namespaces), reason=probe().namespaces),
    pytest.mark.skipif(shutil.which("unshare") is None, reason="needs the program unshare"),
]

IN_A_SYSTEM_OF_ONES_OWN = ("unshare", "--user", "--map-root-user", "--mount", "sh", "-c")
REFUSALS = {
    "user namespaces are off": (
        "echo 0 > /proc/sys/user/max_user_namespaces",
        "making a namespace of users: no more are allowed (user.max_user_namespaces)",
    ),
    "/proc is hidden in part": (
        "mount -t tmpfs none /proc/sys",
        "mounting /proc: Operation not permitted",
    ),
}
FINDS = """
from gradus.sandbox import probe, strongest_level
print(probe().namespaces, probe().why_not("namespaces"), strongest_level(), sep="\\n")
"""


def run_where(arranged: str, program: str) -> list[str]:
    """The lines that a Python program prints where a shell has arranged the system."""
    command = (*IN_A_SYSTEM_OF_ONES_OWN, f'{arranged} && exec "$@"', "sh", sys.executable, "-c")
    ran = subprocess.run((*command, program), capture_output=True, text=True, check=False)
    if "unshare:" in ran.stderr or "mount:" in ran.stderr:
        pytest.skip(f"such a system cannot be made here: {ran.stderr.strip()}")
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


@pytest.mark.parametrize(("arranged", "why"), REFUSALS.values(), ids=REFUSALS)
def test_the_next_is_taken(arranged: str, why: str) -> None:
    refused, missing, strongest = run_where(arranged, FINDS)
    assert refused.startswith("Gradus may make no namespaces here (")
    assert why in refused
    if missing:
        # Bubblewrap may not either, and says what it has to say itself.
        assert missing.startswith(f"{refused}; bubblewrap ")
        assert strongest == next(
            level for level in ("confined", "uid", "none") if level in available_levels()
        )
    else:
        assert strongest == "namespaces"


def test_without_proc_nothing_can_be_graded() -> None:
    program = "from gradus.cli import main; main(['doctor'])"
    command = (*IN_A_SYSTEM_OF_ONES_OWN, 'mount -t tmpfs none /proc && exec "$@"', "sh")
    ran = subprocess.run(
        (*command, sys.executable, "-c", program), capture_output=True, text=True, check=False
    )
    if ran.returncode == 32:
        pytest.skip(f"nothing may be mounted here: {ran.stderr.strip()}")
    assert ran.returncode == 1, ran.stderr
    assert "there is no /proc here" in ran.stdout
    assert "Nothing can be graded on this machine." in ran.stdout


FULL = """
import os, tempfile
from pathlib import Path
from gradus.cli.trial import try_level

full = os.environ["FULL"]
try:
    Path(full, "more").write_bytes(bytes(10_000))
except OSError as error:
    print(error.strerror)
os.environ["TMPDIR"] = full
print(try_level("namespaces") > 0, tempfile.gettempdir() != full)
"""


def test_a_full_folder_for_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python takes another one then, and nothing of the namespaces lies on a disk."""
    monkeypatch.setenv("FULL", str(tmp_path))
    size = os.sysconf("SC_PAGE_SIZE")
    arranged = f"mount -t tmpfs -o size={size} none {tmp_path} && echo full > {tmp_path}/file"
    assert run_where(arranged, FULL) == ["No space left on device", "True True"]
