"""A full disk, and results of another version of the assignment: said once, nothing mixed up."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from gradebook.fake_class import FakeSource, gradings, hand_in, make_source, resume_source

from gradus.assignment import Assignment
from gradus.cli import main
from gradus.errors import CouldNotCheck, GradusError, UsageError
from gradus.gradebook import iter_records, writing
from gradus.judge import Judge

pytestmark = pytest.mark.slow

TESTS = Path(__file__).resolve().parents[1]
SCRIPT = """
import sys
from pathlib import Path
import gradebook.test_bad_results as these

folder, out = Path(sys.argv[1]), Path(sys.argv[2])
(out / "filler").write_bytes(bytes(int(sys.argv[3])))
first = these.gradus_grade(folder, out)
(out / "filler").unlink()
second = these.gradus_grade(folder, out)
print(first.exit_code, first.stderr, second.exit_code, second.stderr, sep="\\n===\\n")
"""


def gradus_grade(folder: Path, out: Path) -> Result:
    """`gradus grade` of the class in `folder`, with its fake judge."""

    def fake(
        assignment: Assignment, isolation: str | None, secret: bytes, *_options: bool
    ) -> FakeSource:
        return FakeSource(assignment, folder / "notes", isolation or "fake", secret)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("gradus.cli.grade.LocalJudge", fake)
        options = ("-o", str(out), "--course", str(folder / "course"), "--jobs", "1")
        return CliRunner().invoke(main, ["grade", "hw", str(folder / "class"), *options])


@pytest.mark.skipif(shutil.which("bwrap") is None, reason="a small disk is made with bubblewrap")
def test_a_disk_that_runs_full_keeps_what_was_graded(tmp_path: Path) -> None:
    size = 2_000_000
    make_source(tmp_path)
    hand_in(tmp_path, **{f"student{number:02}": "7" for number in range(30)})
    out = tmp_path / "out"
    out.mkdir()
    disk = ("bwrap", "--dev-bind", "/", "/", "--size", str(size), "--tmpfs", str(out))
    script = (sys.executable, "-c", SCRIPT, str(tmp_path), str(out), str(size - 150_000))
    told = subprocess.run(
        (*disk, *script),
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
    )
    if "bwrap:" in told.stderr:
        pytest.skip(f"no bubblewrap here: {told.stderr}")
    assert told.returncode == 0, told.stderr
    code, said, code_again, said_again = told.stdout.split("\n===\n")
    assert code == "1"
    assert said.count("No space left on device") == 1
    assert "What was graded before is kept; fix this and run the same command" in said
    assert "unexpected" not in said
    assert code_again == "0", said_again
    assert "had not changed since they were graded" in said_again
    assert set(gradings(resume_source(tmp_path)).values()) <= {1, 2}


def test_a_disk_that_is_full_already_is_no_wrong_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "mkdir", full)
    with (
        pytest.raises(GradusError, match="No space left on device") as caught,
        writing.sole_writer(tmp_path / "out"),
    ):
        pass
    assert not isinstance(caught.value, UsageError)


def test_no_room_for_temporary_files_is_the_machines_fault(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("tempfile.mkdtemp", full)
    with pytest.raises(CouldNotCheck, match=r"temporary files: No space left.*TMPDIR"):
        judge.calibrate()


@pytest.mark.parametrize(
    ("old", "new"),
    [("points = 10", "points = 10 # twice as hard"), ('number = "1.1"', 'number = "1.10"')],
)
def test_marks_of_another_version_are_replaced_and_that_is_said(
    tmp_path: Path, old: str, new: str
) -> None:
    source, out = make_source(tmp_path), tmp_path / "out"
    hand_in(tmp_path, ada="10", bob="7", cy="1")
    assert "another version" not in gradus_grade(tmp_path, out).stderr
    (tmp_path / "class" / "cy" / "losses.py").write_text("2")
    assert "another version" not in gradus_grade(tmp_path, out).stderr
    shutil.rmtree(tmp_path / "class" / "cy")
    toml = source.assignment.folder / "assignment.toml"
    toml.write_text(toml.read_text().replace(old, new))
    shutil.copy(
        source.assignment.folder / "tests" / "task_1_1.py",
        source.assignment.folder / "tests" / "task_1_10.py",
    )
    told = " ".join(gradus_grade(tmp_path, out).stderr.split())
    assert "Graded 2 submissions" in told
    assert "2 of them had a mark from another version of the assignment" in told
    assert "another version" not in gradus_grade(tmp_path, out).stderr
    assert gradings(source) == {"ada": 2, "bob": 2, "cy": 2}


def test_a_record_of_another_gradus_is_made_again(tmp_path: Path) -> None:
    source, out = make_source(tmp_path), tmp_path / "out"
    hand_in(tmp_path, ada="10", bob="7")
    gradus_grade(tmp_path, out)
    path = out / "students" / "ada" / "record.json"
    path.write_text(path.read_text().replace('"questions"', '"exercises"'))
    result = gradus_grade(tmp_path, out)
    assert result.exit_code == 0, result.stderr
    assert gradings(source) == {"ada": 2, "bob": 1}
    assert [record.score for record in iter_records(out)] == [10, 7]
