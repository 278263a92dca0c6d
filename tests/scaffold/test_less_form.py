"""What can be derived is not written; what students get has it all the same."""

import re
from difflib import ndiff
from pathlib import Path

import pytest

from gradus.assignment import Assignment, check_assignment, load_assignment
from gradus.audit import load_mistakes
from gradus.errors import AssignmentError
from gradus.release.completed import completed_test
from gradus.release.folder import student_files
from gradus.release.starter import committed_files
from gradus.scaffold import new_assignment, new_course, new_task

MOST_FORM = 25
"""Lines of a task that say nothing of what it is about."""

_CONTENT = re.compile(
    r"wice|2 \*|check_close\(|rng\.normal|expected =|tried\(|too large|3 \*|for shape"
)
"""What of a new task is there to be replaced: the example itself, in whichever file."""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    return new_course(tmp_path / "sound", tmp_path / "settings").folder


def texts(folder: Path) -> dict[Path, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path: path.read_text("utf-8") for path in files}


def handed_out(assignment: Assignment) -> dict[str, str]:
    files = student_files(assignment, check_assignment(assignment))
    return {
        name: content.decode() for name, content in files.items() if name.endswith((".py", "b"))
    }


def test_a_task_has_few_lines_of_form(course: Path) -> None:
    new_assignment(course, "hw1", "signals.energy")
    before = texts(course)
    new_task(course, "hw1", "1.2", "signals.power")
    added = [
        f"{path.name}: {line[2:]}"
        for path, text in texts(course).items()
        for line in ndiff(before.get(path, "").splitlines(), text.splitlines())
        if line.startswith("+ ") and line[2:].strip("# ")
    ]
    form = [line for line in added if "@test_case" in line or not _CONTENT.search(line)]
    assert len(form) <= MOST_FORM, sorted(form)
    assert len(form) > MOST_FORM / 2, "what is counted as content is too much"


def test_students_get_number_title_and_what_otter_asks_for(course: Path) -> None:
    new_assignment(course, "hw1", "signals.energy", points=10)
    new_task(course, "hw1", "1.2", "signals.power", title='The "power" of a signal')
    files = handed_out(load_assignment(course, "hw1"))

    assert files["tests/task_1_1.py"].startswith('"""Task 1.1: Energy."""\n\nimport numpy')
    assert '\n\nOK_FORMAT = False\nname = "task_1_1"\nhidden_cases' in files["tests/task_1_1.py"]
    assert files["tests/task_1_2.py"].startswith('"""Task 1.2: The \\"power\\" of a signal."""')
    assert '"""Task 1.2: Twice each entry.' in files["signals.py"]
    assert '## Task 1.2: The \\"power\\" of a signal' in files["hw1.ipynb"]


def test_what_is_written_stays_as_it_is(course: Path) -> None:
    new_assignment(course, "hw1", "signals.energy")
    (task,) = load_assignment(course, "hw1").tasks
    whole = '"""Task 1.1: mine."""\n\nimport math\n\nOK_FORMAT = False\nname = "task_1_1"\n'
    assert completed_test(whole, task) == whole
    assert completed_test('"""Mine."""\n\nname = "task_1_1"\n', task) == (
        '"""Task 1.1: Mine."""\n\nOK_FORMAT = False\n\nname = "task_1_1"\n'
    )


def test_a_mistake_fails_the_task_of_its_function(course: Path) -> None:
    new_assignment(course, "hw1", "signals.energy")
    new_task(course, "hw1", "1.2", "signals.power")
    assignment = load_assignment(course, "hw1")
    assert [each.fails for each in load_mistakes(assignment)] == [("task_1_1",), ("task_1_2",)]
    path = assignment.folder / "mistakes/signals.toml"
    path.write_text(path.read_text("utf-8").replace('"power"', '"helper"'), "utf-8")
    with pytest.raises(AssignmentError, match=r"no task asks for signals\.helper"):
        load_mistakes(assignment)


def test_one_function_is_a_task_of_two_assignments(course: Path) -> None:
    new_assignment(course, "hw1", "signals.energy")
    new_assignment(course, "hw2", "signals.power")
    folder = course / "assignments" / "hw2"
    toml = folder / "assignment.toml"
    again = (
        '[[tasks]]\nnumber = "3.4"\ntitle = "Again"\nfunctions = ["signals.energy"]\npoints = 10\n'
    )
    toml.write_text(toml.read_text("utf-8").replace("= 10\n", "= 20\n", 1) + again, "utf-8")
    test = (course / "assignments/hw1/tests/task_1_1.py").read_text("utf-8")
    (folder / "tests/task_3_4.py").write_text(test, "utf-8")
    handout = folder / "hw2.py"
    said = "Each entry of the result of `energy` is twice the entry of `x`."
    cell = f"\n# %% [markdown]\n# ## Task 3.4\n# {said}\n"
    handout.write_text(handout.read_text("utf-8") + cell, "utf-8")

    first, second = (load_assignment(course, name) for name in ("hw1", "hw2"))

    assert "Task 1.1: energy" in handed_out(first)["signals.py"]
    assert "def power" not in handed_out(first)["signals.py"]
    stub = handed_out(second)["signals.py"]
    assert "Task 3.4: energy" in stub
    assert "Task 1.1: power" in stub
    assert [*committed_files(first), *committed_files(second)] == [
        "hw1/signals.py",
        "hw2/signals.py",
    ]


def test_two_assignments_have_modules_of_one_name_of_their_own(course: Path) -> None:
    new_assignment(course, "hw1", "layers.dense")
    new_assignment(course, "hw2", "layers.dense", own_modules=True)
    new_task(course, "hw2", "1.2", "layers.convolution")

    first, second = (load_assignment(course, name) for name in ("hw1", "hw2"))

    assert "convolution" not in handed_out(first)["layers.py"]
    assert "Task 1.2: convolution" in handed_out(second)["layers.py"]
    assert (*committed_files(first), *committed_files(second)) == ("layers.py", "hw2/layers.py")


def test_all_that_is_wrong_is_told_at_once(course: Path) -> None:
    new_assignment(course, "hw1", "signals.energy")
    new_task(course, "hw1", "1.2", "spectra.peak")
    wrong = {
        "assignments/hw1/tests/task_1_1.py": ("points=4", "points=5"),
        "assignments/hw1/tests/task_1_2.py": ("peak(x)", "peak((x)"),
        "assignments/hw1/hw1.py": ("Task 1.1", "Task 1.7"),
        "solutions/spectra.py": ("def peak", "def peaks"),
    }
    for name, (old, new) in wrong.items():
        text = (course / name).read_text("utf-8")
        (course / name).write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(AssignmentError) as raised:
        check_assignment(load_assignment(course, "hw1"))

    assert len(raised.value.problems) == 5, raised.value.problems
    assert str(raised.value).startswith("5 things are wrong:\n- /")
