"""`grader.check` in a notebook says what `pytest` says, and where one stands."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from checks.student_folder import Folder
from IPython.core.error import UsageError

from gradus_checks import Notebook


@pytest.fixture
def grader(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Notebook:
    monkeypatch.chdir(folder.path)
    return Notebook("hw.ipynb")


def html(shown: Any) -> str:
    text = str(shown._repr_html_())
    assert "gradus_checks" not in text
    assert "Traceback" not in text
    return text.partition("</style>")[2]


def test_all_that_passes_is_a_line_each(grader: Notebook) -> None:
    shown = grader.check("task_1_1")
    assert repr(shown).splitlines() == [
        "Task 1.1: mean squared error",
        "All public tests passed: 3 of 3 points + 7.5 hidden (2 cases)",
        "✓ Worked example (2 points)",
        "✓ Zero (1 point)",
    ]
    assert "All public tests passed: 3 of 3 points" in html(shown)


def test_a_failure_is_told_as_by_pytest(folder: Folder, grader: Notebook) -> None:
    folder.mse_returns("np.sum((y_pred - y_true) ** 2)")
    shown = grader.check("task_1_1")
    output = folder.pytest("-k", "task_1_1")
    told = [line.removeprefix("    ") for line in repr(shown).splitlines()]
    assert told[1] == "1 of 3 points + 7.5 hidden (2 cases)"
    message = told[3:-1]
    assert message[0].startswith("The result is twice as large")
    assert message[-2] == "Hint: Square, then average."
    assert "\n".join(message) in output
    page = html(shown)
    assert "<details><summary>Hint</summary><pre>Square, then average.</pre></details>" in page
    assert "<summary>What your code printed</summary><pre>I was here</pre>" in page
    assert "check_close" not in page
    assert "CheckFailed" not in page


def test_what_is_not_written_is_told_once(grader: Notebook) -> None:
    shown = grader.check("task_1_2")
    assert repr(shown).count("Task 1.2: softmax is not written yet (softmax.py, line 2") == 1
    assert "✗" not in html(shown)


def test_letters_of_html_stay_letters(folder: Folder, grader: Notebook) -> None:
    folder.mse_returns("__import__('builtins').open('<b>&')")
    assert "&lt;b&gt;&amp;" in html(grader.check("task_1_1"))


def test_files_are_read_anew_whatever_the_notebook_calls_so(
    folder: Folder, grader: Notebook
) -> None:
    before = sys.modules.get("losses")
    assert "3 of 3" in repr(grader.check("task_1_1", {"losses": None}))
    folder.mse_returns("0.0")
    assert "1 of 3" in repr(grader.check("task_1_1"))
    assert sys.modules.get("losses") is before


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("1_1", 'There is no test "1_1". Write grader.check("task_1_1").'),
        ("1.1", 'There is no test "1.1". Write grader.check("task_1_1").'),
        ("task 1.2", 'There is no test "task 1.2". Write grader.check("task_1_2").'),
        ("mse", 'There is no test "mse". They are called after the tasks, from "task_1_1" to '),
        ("a" * 300, f'There is no test "{"a" * 60}". They are called after the tasks'),
        ("task_9_9", 'There is no test "task_9_9". They are called after the tasks'),
    ],
)
def test_a_wrong_name_is_one_sentence_with_the_cure(
    grader: Notebook, question: str, says: str
) -> None:
    assert repr(grader.check(question)).startswith(says)


def test_who_stops_a_check_reads_where_it_was_and_no_source(
    folder: Folder, grader: Notebook
) -> None:
    folder.mse_returns("__import__('signal').raise_signal(2)")
    with pytest.raises(KeyboardInterrupt) as stopped:
        grader.check("task_1_1")
    shown = stopped.value._render_traceback_()  # type: ignore[attr-defined]
    assert shown == ["You have stopped this check, at losses.py, line 6, in mse."]
    assert stopped.value.__suppress_context__


def test_without_its_folder_it_says_where_to_open_the_notebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for shown in (Notebook().check("task_1_1"), Notebook().check_all()):
        assert "Open the notebook in the folder that came out of the zip" in repr(shown)


def test_a_test_file_that_is_broken_is_one_message(folder: Folder, grader: Notebook) -> None:
    folder.write("tests/task_1_1.py", "x = (\n")
    assert "tests/task_1_1.py, line 1, cannot be used" in repr(grader.check("task_1_1"))
    assert "tests/task_1_1.py, line 1, cannot be used" in html(grader.check_all())
    assert "Task 1.2: softmax" in html(grader.check_all())


def test_where_one_stands_is_the_table_of_pytest(folder: Folder, grader: Notebook) -> None:
    shown = grader.check_all()
    table = folder.pytest().partition(" your points ")[2].partition("\n")[2]
    for line in repr(shown).splitlines():
        assert " ".join(line.split()) in " ".join(table.split())
    page = html(shown)
    assert "Task 1.1: mean squared error" in page
    assert "3 of 6" in page
    assert "Large numbers (2); Random batch" in page


def test_a_part_tells_of_the_whole_too(folder: Folder, grader: Notebook) -> None:
    (folder.path / "tests/task_1_2.py").rename(folder.path / "tests/task_2_1.py")
    shown = grader.progress(1)
    assert "softmax" not in repr(shown)
    assert "All parts together: 3 of 6 points, 1 of 2 tasks done." in html(shown)
    assert repr(grader.progress(7)) == "There is no part 7: the parts are 1 and 2."


def test_what_has_not_changed_is_not_run_again(folder: Folder, grader: Notebook) -> None:
    made = "__import__('tempfile').mkdtemp(prefix='run', dir='.')"
    counting = f"[{made}, np.mean((y_pred - y_true) ** 2)][1]"
    folder.mse_returns(counting)
    for _ in range(3):
        grader.check_all()
    assert len(list(folder.path.glob("run*"))) == 2
    folder.mse_returns(f"{counting} + 0")
    grader.check_all()
    assert len(list(folder.path.glob("run*"))) == 4


def test_without_otter_what_counts_is_handed_in(
    grader: Notebook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    monkeypatch.setattr("gradus_checks.submit.hand_in", lambda folder: print("made", folder.name))
    grader.export("hw.ipynb", pdf=True)
    grader.to_pdf("hw.ipynb")
    said = capsys.readouterr().out
    assert said.count("needs Otter: python -m pip install otter-grader") == 2
    assert said.count("made hw") == 1


@pytest.mark.parametrize(
    ("there", "taken", "says"),
    [
        (["hw.ipynb", "b.ipynb"], ["hw.ipynb"], ""),
        (["hw (3).ipynb"], ["hw (3).ipynb"], ""),
        (["a.ipynb", "b.ipynb"], [], 'write grader.export("a.ipynb") or grader.export("b.ipynb").'),
        ([], [], "There is no hw.ipynb in this folder."),
    ],
)
def test_a_renamed_notebook_is_found_or_asked_for(
    folder: Folder,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    there: list[str],
    taken: list[str],
    says: str,
) -> None:
    monkeypatch.chdir(folder.path)
    for name in there:
        folder.write(name, "{}")
    exported: list[str] = []
    otter = SimpleNamespace(export=lambda path, **_: exported.append(path))
    monkeypatch.setattr("gradus_checks.home.grader._otters", lambda _path: otter)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: object())
    Notebook("hw.ipynb").export(pdf=False)
    assert exported == taken
    assert capsys.readouterr().out.strip().endswith(says)


def test_it_needs_no_otter(folder: Folder) -> None:
    program = (
        "import sys; from gradus_checks import Notebook; shown = Notebook().check_all(); "
        "shown._repr_html_(); print({'otter', 'IPython', 'matplotlib'} & {*sys.modules})"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=folder.path, capture_output=True, text=True, timeout=60
    )
    assert ran.stdout.splitlines()[-1] == "set()", ran.stderr


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (OSError("xelatex not found on PATH"), "A PDF needs xelatex, which this computer"),
        (RuntimeError("Pandoc wasn't found."), r"Without one: grader\.export\(pdf=False\)"),
    ],
)
def test_what_makes_a_pdf_and_is_missing_is_named(
    raised: Exception, told: str, folder: Folder, grader: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise raised

    folder.write("hw.ipynb", "{}")
    otter = SimpleNamespace(Notebook=lambda _: SimpleNamespace(export=fail, to_pdf=fail))
    monkeypatch.setitem(sys.modules, "otter", otter)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: True)
    for call in (grader.export, grader.to_pdf):
        with pytest.raises(UsageError, match=told):
            call()
