"""What a student's code prints in its own process: ordinary streams, and no flood."""

import io
import os
import sys
from pathlib import Path

import pytest
from checks.student_folder import Folder

from gradus_checks.environment import LocalEnvironment
from gradus_checks.streams import MOST_BYTES, MOST_LINES

PRINTING = """
    import io
    import os
    import sys

    sys.stdout.reconfigure(encoding="utf-8", line_buffering=True)
    sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")

    def say(text, times):
        for _ in range(times):
            print(text)

    def say_bytes():
        sys.stderr.buffer.write("gélé\\n".encode())

    def number():
        return sys.stdout.fileno()

    def close():
        sys.stdout.close()
"""


@pytest.fixture
def printing(tmp_path: Path) -> LocalEnvironment:
    Folder(tmp_path / "hw").write("printing.py", PRINTING)
    return LocalEnvironment(tmp_path / "hw")


def test_streams_can_be_changed_wrapped_and_asked(
    printing: LocalEnvironment, capfd: pytest.CaptureFixture[str]
) -> None:
    module, before = printing.module("printing"), (sys.stdout, sys.stderr)
    module.say("\u03b1 is said", 1)
    module.say_bytes()
    assert module.number() == sys.stdout.fileno()
    assert (sys.stdout, sys.stderr) == before
    assert capfd.readouterr() == ("\u03b1 is said\n", "gélé\n")


def test_they_work_where_a_notebook_has_only_text(
    printing: LocalEnvironment, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout", text := io.StringIO())
    printing.module("printing").say("heard", 2)
    assert text.getvalue() == "heard\nheard\n"


def test_a_closed_stream_takes_nobody_elses_with_it(
    printing: LocalEnvironment, capsys: pytest.CaptureFixture[str]
) -> None:
    printing.module("printing").close()
    print("still here")
    assert capsys.readouterr().out == "still here\n"


@pytest.mark.parametrize(("text", "times"), [("x", 200_000), ("y" * 1000, 1000), ("z" * 10**6, 1)])
def test_of_a_flood_the_beginning_is_shown(
    printing: LocalEnvironment, capsys: pytest.CaptureFixture[str], text: str, times: int
) -> None:
    printing.module("printing").say(text, times)
    shown = capsys.readouterr().out
    assert shown.count("\n") <= MOST_LINES + 2
    assert len(shown) <= MOST_BYTES + 100
    assert shown.count("more was printed") == 1


def test_pytest_survives_them_and_shows_no_flood(folder: Folder) -> None:
    folder.write(
        "losses.py",
        """
        import io, sys
        sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")

        def mse(y_pred, y_true):
            for number in range(20_000):
                print(number)
            return 7.0
        """,
    )
    output = folder.pytest("-k", "task_1_1")
    assert "2 failed" in output
    assert output.count("more was printed") == 2
    assert output.count("\n") < 3 * MOST_LINES


def test_what_is_printed_below_python_is_left_alone(
    printing: LocalEnvironment, capfd: pytest.CaptureFixture[str]
) -> None:
    os.write(1, b"below\n")
    printing.module("printing").say("above", 1)
    assert capfd.readouterr().out == "below\nabove\n"
