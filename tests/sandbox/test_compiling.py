"""A submission is compiled before its workers need it, and never at anyone's cost but its own."""

from contextlib import closing
from pathlib import Path

import pytest
from sandbox_helpers import LIMITS, talk_to

from gradus.sandbox import open_sandbox
from gradus_checks import StudentException


def _doubling(depth: int) -> str:
    """Python compiles the body of a `finally` twice."""
    nested = "".join(f"{' ' * each}try: pass\n{' ' * each}finally:\n" for each in range(depth))
    return f"{nested}{' ' * depth}x = {'+'.join(['f(1)'] * 200)}\n"


def test_what_needs_gigabytes_to_compile_is_left_to_its_own_worker(
    level: str, submission: Path
) -> None:
    (submission / "explorer.py").write_text(_doubling(18), "utf-8")
    with closing(open_sandbox(level, "none")) as sandbox, sandbox.enter(submission) as cell:
        talk = talk_to(cell.start(LIMITS))
        with pytest.raises(StudentException) as raised:
            talk.module.process()
        talk.worker.end()
    assert raised.value.is_a(MemoryError)


def test_what_takes_too_long_to_compile_is_not_compiled_ahead(level: str, submission: Path) -> None:
    for number in range(60):
        (submission / f"slow_{number}.py").write_text(_doubling(12), "utf-8")
    with closing(open_sandbox(level, "none")) as sandbox, sandbox.enter(submission) as cell:
        talk = talk_to(cell.start(LIMITS))
        assert talk.module.stdin() == ""
        talk.worker.end()
