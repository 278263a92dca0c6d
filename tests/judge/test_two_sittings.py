"""Public cases of all questions before hidden ones; what is not passed is judged alone."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from functools import cache
from pathlib import Path

import pytest
from judge.sat_course import COURSE, ONE, TWO, Bench, Graded, write_sat_course

from gradus.judge import open_judge
from gradus.results import Status
from gradus.sandbox import Worker
from gradus.sandbox.template import SubmissionTemplate
from gradus.submission import one_submission
from gradus.worker.limits import ProcessLimits


@pytest.fixture(scope="module")
def judge_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[bool], Bench]]:
    """A judge, strict or not."""
    sat = write_sat_course(tmp_path_factory.mktemp("sat"))
    with ExitStack() as judges:

        @cache
        def opened(strict: bool) -> Bench:
            judge = open_judge(sat, isolation="none", strict=strict)
            judges.enter_context(closing(judge))
            return judge, judge.calibrate()

        yield opened


Grade = Callable[..., Graded]


@pytest.fixture
def grade(judge_of: Callable[[bool], Bench], tmp_path: Path) -> Grade:
    def graded(one: str = ONE, two: str = TWO, *, strict: bool = False) -> Graded:
        return Graded(judge_of(strict), tmp_path, one, two)

    return graded


PUBLIC = ["f1.0", "f2.0", "g1.0", "g2.0", "h1.0", "h2.0"]
HIDDEN = ["f8.0", "g8.0", "h8.0"]


def test_what_is_right_needs_two_workers(grade: Grade) -> None:
    graded = grade()
    assert graded.processes() == [PUBLIC, HIDDEN]
    assert graded.scores() == [6, 6, 6]


def test_strictly_every_question_has_its_own_in_the_same_order(grade: Grade) -> None:
    graded = grade(strict=True)
    alone = [PUBLIC[:2], PUBLIC[2:4], PUBLIC[4:]]
    assert graded.processes() == [*alone, *([each] for each in HIDDEN)]
    assert graded.scores() == [6, 6, 6]


def test_what_is_not_passed_is_judged_again_before_anything_hidden(grade: Grade) -> None:
    graded = grade(two=TWO.replace("1.0 * x\ndef h", "5.0 * x\ndef h"))
    # What fails by the same mistake again is charged in part.
    assert graded.scores() == [6, 3, 6]
    sitting = [each for each in PUBLIC if each != "g2.0"]
    assert graded.processes() == [sitting, ["g1.0", "g2.0"], HIDDEN, ["g8.0"]]


def test_nobody_suffers_by_anothers_patch(grade: Grade) -> None:
    """What `f` does to `g` where they share a worker is none of g's business."""
    graded = grade(one="import two\ndef f(x):\n    two.g = None\n    return 2.0 * x\n")
    assert graded.scores() == [6, 6, 6]


def test_nobody_suffers_by_anothers_crash(grade: Grade) -> None:
    graded = grade(one="def f(x):\n    os._exit(3)\n")
    assert graded.scores() == [0, 6, 6]
    assert "ended the Python process" in graded.case(0, "First").message
    assert "had to be stopped twice" in graded.case(0, "Hidden").message
    assert graded.record.attention == ()


@pytest.mark.slow
def test_a_stop_among_others_is_nobodys(grade: Grade) -> None:
    """Only with other questions in the same worker does `g` never end: alone it is right."""
    endless = "import sys\ndef g(x):\n    while 'one' in sys.modules:\n        pass\n    return x\n"
    graded = grade(two=TWO + endless)
    assert graded.scores() == [6, 6, 6]
    assert graded.record.cpu_seconds > 1


def test_a_module_that_stops_only_among_others_is_nobodys(grade: Grade) -> None:
    graded = grade(two=TWO + "import sys\nif 'one' in sys.modules:\n    os._exit(1)\n")
    assert graded.scores() == [6, 6, 6]


def test_a_module_that_never_imports_is_tried_alone_once(grade: Grade) -> None:
    graded = grade(two="note('two')\nos._exit(1)\n" + TWO)
    assert graded.scores() == [6, 0, 0]
    tried = [each for each in graded.processes() if "two" in each]
    assert tried == [["f1.0", "f2.0", "two"], ["two"]]
    for question in graded.questions[1:]:
        assert {"While importing two.py" in case.message for case in question.cases} == {True}


def test_a_stub_is_final_at_once(grade: Grade) -> None:
    stub = "def {0}(x):\n    note('{0}', x)\n    raise NotImplementedError('Task: {0}')\n"
    graded = grade(one=stub.format("f"), two=stub.format("g") + stub.format("h"))
    assert graded.processes() == [PUBLIC, HIDDEN]
    assert graded.case(0, "First").message.startswith("Task: f is not written yet (one.py, line ")
    assert graded.case(0, "Hidden").message.startswith("This function is not written yet (one.py")


def test_a_module_that_does_not_compile_is_final_at_once(grade: Grade) -> None:
    graded = grade(one="def f(x)\n    return 1\n")
    assert graded.processes() == [PUBLIC[2:], HIDDEN[1:]]
    messages = {case.message for case in graded.questions[0].cases}
    assert len(messages) == 1
    assert "raised SyntaxError" in messages.pop()


def test_why_an_import_fails_is_told_of_hidden_cases_as_of_public_ones(grade: Grade) -> None:
    graded = grade(one="import nothing_of_that_name\n" + ONE)
    messages = {case.message for case in graded.questions[0].cases}
    assert len(messages) == 1
    assert "nothing_of_that_name" in messages.pop()


def test_what_an_import_says_later_is_not_told(grade: Grade) -> None:
    """By then it may have heard of hidden inputs; here, since two.py tells it."""
    graded = grade(one="raise ValueError('heard: ' + Path(LOG).read_text())\n")
    assert "heard: " in graded.case(0, "First").message
    for name in ("First", "Second", "Hidden"):
        assert "8.0" not in graded.case(0, name).message
    assert "raised ValueError" in graded.case(0, "Hidden").message


def test_what_is_printed_is_kept_of_the_run_that_counts(grade: Grade) -> None:
    two = (
        "CALLS = []\n"
        "def said(value):\n    CALLS.append(1)\n    print(len(CALLS))\n    return value\n"
        "def g(x):\n    return said(x)\n"
        "def h(x):\n    return said(7.0 if x > 1 else -x)\n"
    )
    graded = grade(two=two)
    assert [graded.case(1, name).output for name in ("First", "Second")] == ["1\n", "2\n"]
    # Its second case failed in the sitting: its output is that of the worker that it had alone.
    assert [graded.case(2, name).output for name in ("First", "Second")] == ["1\n", "2\n"]


def test_what_hidden_cases_print_is_not_kept(grade: Grade) -> None:
    graded = grade(one="def f(x):\n    print('heard', x)\n    return 2.0 * x\n")
    assert graded.case(0, "First").output == "heard 1.0\n"
    assert graded.case(0, "Hidden").output == ""
    assert "heard 8" not in json.dumps(graded.record.gradescope)


def test_who_ends_worker_after_worker_is_judged_question_by_question(grade: Grade) -> None:
    ends = "def {0}(x):\n    note('{0}', x)\n    os._exit(1)\n"
    right = "def h(x):\n    note('h', x)\n    return -1.0 * x\n"
    graded = grade(one=ends.format("f"), two=ends.format("g") + right)
    assert graded.scores() == [0, 0, 6]
    # Two stops in the sitting, then each alone: twice stopped, not asked about anything hidden.
    assert graded.processes() == [
        *(["f1.0"], ["g1.0"]),
        *(["f1.0"], ["f2.0"], ["g1.0"], ["g2.0"], ["h1.0", "h2.0"]),
        ["h8.0"],
    ]


def test_statuses_and_messages_are_the_same_in_both(
    judge_of: Callable[[bool], Bench], tmp_path: Path
) -> None:
    wrong = TWO.replace("-1.0 * x", "-1.0 * x if x < 3 else 0.0")
    graded = []
    for strict in (False, True):
        folder = tmp_path / str(strict)
        folder.mkdir()
        graded.append(Graded(judge_of(strict), folder, ONE, wrong))
    assert graded[0].questions == graded[1].questions
    assert graded[0].scores() == [6, 6, 4]
    assert graded[0].case(2, "Hidden").status is Status.FAILED


def test_what_keeps_nothing_is_not_judged_again(
    judge_of: Callable[[bool], Bench], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is left in its worker that could make the difference, and right work stays there."""
    started = []
    start = SubmissionTemplate.start

    def counted(template: SubmissionTemplate, limits: ProcessLimits) -> Worker:
        started.append(limits)
        return start(template, limits)

    monkeypatch.setattr(SubmissionTemplate, "start", counted)
    right = {"one": "def f(x): return 2.0 * x\n", "two": COURSE["solutions/two.py"]}
    wrong = right["two"].replace("-1.0", "-3.0")
    graded = {}
    for name, two, workers in (
        ("right", right["two"], 1),
        ("right, may keep", f"CACHE = {{}}\n{right['two']}", 2),
        ("plain", wrong, 2),
        ("may keep", f"CACHE = {{}}\n{wrong}", 4),
        ("prints", f"print('here')\n{wrong}", 4),
    ):
        folder = tmp_path / name
        folder.mkdir()
        for module, text in {**right, "two": two}.items():
            (folder / f"{module}.py").write_text(text, "utf-8")
        judge, calibration = judge_of(False)
        started.clear()
        graded[name] = judge.grade(one_submission(folder, ("one", "two")), calibration).questions
        assert len(started) == workers, name
    assert graded["right"] == graded["right, may keep"]
    assert graded["plain"] == graded["may keep"]
    assert [question.score for question in graded["plain"]] == [6, 6, 3]
    assert graded["prints"][2].cases[1].output == "here\n"
