"""What a run with workers of this machine leaves in the temporary folder when it is killed."""

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from gradus.cluster.scratch import scratch_folder

HOLDS = """
import sys
from pathlib import Path
from gradus.cluster.scratch import scratch_folder
with scratch_folder() as folder:
    Path(folder, "course").write_text("a secret")
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_the_next_run_removes_what_a_killed_one_has_left_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    stranger = tmp_path / "gradus-cluster-of-somebody"
    stranger.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout
        left = Path(running.stdout.readline().strip())
        with scratch_folder() as own:
            assert left.is_dir()
            assert Path(own).is_dir()
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert left.is_dir()
        with scratch_folder():
            assert not left.exists()
    assert list(tmp_path.iterdir()) == [stranger]
