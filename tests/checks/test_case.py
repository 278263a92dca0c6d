"""`test_case`: parameters that find themselves, with and without Otter."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

import gradus_checks
from gradus_checks import (
    CaseError,
    CheckFailed,
    LocalEnvironment,
    StudentException,
    case_generator,
    check_close,
)

define = gradus_checks.test_case

LOSSES = "def mse(a, b):\n    return float(((a - b) ** 2).mean())\n"
TASK = '''
"""Task 1.3: mean squared error."""
import numpy as np
from gradus_checks import check_close, test_case

OK_FORMAT = False
name = "task_1_3"

@test_case(name="Worked example", points=2, failure_message="Take the mean.")
def worked_example(losses):
    check_close(losses.mse(np.array([1.0, 2.0]), np.array([0.0, 4.0])), 2.5)

@test_case(name="Random", points=3)
def random_batch(losses, rng):
    a, b = rng.normal(size=(2, 4))
    check_close(losses.mse(a, b), np.mean((a - b) ** 2))
'''


@pytest.fixture
def environment(tmp_path: Path) -> LocalEnvironment:
    (tmp_path / "losses.py").write_text(LOSSES, "utf-8")
    return LocalEnvironment(tmp_path)


def run_python(source: str, folder: Path) -> list[str]:
    done = subprocess.run(
        (sys.executable, "-c", source), cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_modules_are_found_by_name(environment: LocalEnvironment) -> None:
    @define(name="x", points=1)
    def case(losses: Any) -> None:
        assert losses.mse(np.ones(2), np.zeros(2)) == 1.0

    case.call_func(environment)
    assert case.parameters() == ("losses",)
    assert (case.name, case.points, case.hidden) == ("x", 1, False)


def test_an_unknown_parameter_is_a_missing_module(environment: LocalEnvironment) -> None:
    @define(name="x", points=1)
    def case(looses: Any) -> None:
        looses.mse(1, 2)

    with pytest.raises(StudentException, match=r"there is no file looses\.py"):
        case.call_func(environment)


def test_the_reference_is_for_hidden_cases_only(environment: LocalEnvironment) -> None:
    @define(name="open", points=1)
    def public(reference: Any) -> None:
        raise AssertionError(reference)

    @define(name="closed", points=1, hidden=True)
    def hidden(reference: Any) -> None:
        raise AssertionError(reference)

    with pytest.raises(CaseError, match="case 'open' is public"):
        public.call_func(environment)
    with pytest.raises(CaseError, match="which only the grader has"):
        hidden.call_func(environment)
    assert hidden.modules() == public.modules() == ()


def test_the_generator_is_the_cases_own(environment: LocalEnvironment) -> None:
    drawn: list[float] = []

    @define(name="x", points=1)
    def case(rng: Any) -> None:
        drawn.append(rng.random())

    for _ in range(2):
        case.call_func(environment)
    assert drawn[0] == drawn[1]
    generators = [
        case_generator("t", "a"),
        case_generator("t", "b"),
        case_generator("u", "a"),
        case_generator("t", "a", b"secret"),
        case_generator("t", "a", b"another"),
    ]
    assert len({generator.random() for generator in generators}) == len(generators)


def test_what_a_case_raises_comes_out(environment: LocalEnvironment) -> None:
    @define(name="x", points=1)
    def case(losses: Any) -> None:
        gradus_checks.check_close(losses.mse(np.ones(2), np.zeros(2)), 2.0)

    with pytest.raises(CheckFailed, match="half as large"):
        case.call_func(environment)


def test_a_public_case_shows_the_call_that_failed(tmp_path: Path) -> None:
    source = """
import numpy as np

def halve_first(x):
    x[0] /= 2
    return x

class Layer:
    def forward(self, x):
        self.x = x

    def backward(self, grad, scale=1.0):
        return np.zeros(3)
"""
    (tmp_path / "layers.py").write_text(source, "utf-8")
    environment = LocalEnvironment(tmp_path)

    def in_place(layers: Any) -> None:
        check_close(layers.halve_first(np.array([2.0, 3.0])), [2.0, 3.0])

    def by_method(layers: Any) -> None:
        layers.halve_first(np.ones(1))
        layer = layers.Layer()
        layer.forward(np.zeros((9, 9)))
        check_close(layer.backward([1, 0.5], scale=2.0), [1.0, 2.0, 4.0])

    for function, shown in (
        (in_place, "call:     halve_first([2., 3.])"),
        (
            by_method,
            "call:     forward(an array of shape (9, 9))\n          backward([1, 0.5], scale=2)",
        ),
    ):
        for hidden in (False, True):
            case = define(name="case", points=1, hidden=hidden)(function)
            with pytest.raises(CheckFailed) as caught:
                case.call_func(environment)
            assert caught.value.detail.startswith(shown) is not hidden
            assert str(caught.value) == f"{caught.value.message}\n{caught.value.detail}"


def test_other_globals_decide_nothing(tmp_path: Path) -> None:
    (tmp_path / "losses.py").write_text(LOSSES, "utf-8")
    (tmp_path / "tests").mkdir()
    path = tmp_path / "tests" / "task_1_3.py"
    path.write_text(TASK, "utf-8")
    names: dict[str, Any] = {}
    exec(compile(TASK, str(path), "exec"), names)
    notebook = {"losses": max, "mse": None, "rng": None}
    for case in (names["worked_example"], names["random_batch"]):
        case.call_func(notebook)
        case.call_func(SimpleNamespace(get=notebook.get))


def test_only_numpy_is_loaded(tmp_path: Path) -> None:
    source = (
        "import sys, numpy; before = set(sys.modules); import gradus_checks; "
        "print(*{name.partition('.')[0] for name in set(sys.modules) - before"
        " if name.partition('.')[0] not in sys.stdlib_module_names})"
    )
    assert set(run_python(source, tmp_path)) <= {"gradus_checks", "numpy"}


def test_neither_otter_nor_pytest_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "losses.py").write_text(LOSSES, "utf-8")
    (tmp_path / "task_1_3.py").write_text(TASK, "utf-8")
    source = (
        "import sys, task_1_3 as t; from gradus_checks import LocalEnvironment; from pathlib "
        "import Path; e = LocalEnvironment(Path('.').resolve()); t.worked_example.call_func(e); "
        "t.random_batch.call_func(e); "
        "print(*{'otter', 'pytest', 'gradus', 'IPython', 'msgpack'} & set(sys.modules), 'none')"
    )
    assert run_python(source, tmp_path) == ["none"]


def test_with_otter_a_case_is_otters(tmp_path: Path) -> None:
    (tmp_path / "losses.py").write_text(LOSSES, "utf-8")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "task_1_3.py").write_text(TASK, "utf-8")
    source = (
        "import pickle\n"
        "from otter.test_files import ExceptionTestFile\n"
        "from otter.test_files.exception_test import test_case as otters\n"
        "from gradus_checks import Case\n"
        "file = ExceptionTestFile.from_file('tests/task_1_3.py')\n"
        "bodies = [case.body for case in file.test_cases]\n"
        "print(all(isinstance(body, otters) and isinstance(body, Case) for body in bodies))\n"
        "file.run({'losses': None})\n"
        "print([result.passed for result in file.test_case_results] == [True, True])\n"
        "again = pickle.loads(pickle.dumps(bodies[0]))\n"
        "print(type(again) is otters, again.name == 'Worked example', again.points)\n"
        "print(again.failure_message == bodies[0].failure_message, len(set(bodies)))\n"
    )
    printed = ["True", "True", "True", "True", "2", "True", "2"]
    assert run_python(source, tmp_path) == printed


def test_with_otter_a_quoted_name_keeps_its_quotes(tmp_path: Path) -> None:
    (tmp_path / "task_1_3.py").write_text(
        "from gradus_checks import CheckFailed, test_case\n"
        "OK_FORMAT, name = False, 'task_1_3'\n"
        "@test_case(name='Quoted', points=1)\n"
        "def quoted(): raise CheckFailed(\"'mea' is not 'mse'\")\n",
        "utf-8",
    )
    source = (
        "from otter.test_files import ExceptionTestFile\n"
        "file = ExceptionTestFile.from_file('task_1_3.py')\n"
        "file.run({})\n"
        "(result,) = file.test_case_results\n"
        "print(result.message.split('CheckFailed:')[1].strip())\n"
    )
    assert run_python(source, tmp_path) == ["'mea'", "is", "not", "'mse'"]


AT_THE_TOP = """
import numpy as np
from gradus_checks import test_case

ROW = np.array([1.0, 2.0])
TABLES = {"several": ([3.0], [np.array([4.0])])}
SEEN = {}

def helper(kept=np.array([5.0])):
    return kept

@test_case(name="It spoils them", points=1)
def spoils(losses):
    losses.spoil(ROW)
    losses.spoil(TABLES["several"][0])
    losses.spoil(TABLES["several"][1][0])
    losses.spoil(helper())
    SEEN["spoilt"] = ROW.tolist(), TABLES["several"][0], helper().tolist()

@test_case(name="It finds them", points=1)
def finds(losses):
    SEEN["again"] = ROW.tolist(), TABLES["several"], helper().tolist()
"""


def test_what_a_call_changes_in_place_is_there_again_for_the_next_case(tmp_path: Path) -> None:
    (tmp_path / "losses.py").write_text("def spoil(x): x[:] = [0.0] * len(x)\n", "utf-8")
    names: dict[str, Any] = {}
    exec(AT_THE_TOP, names)
    for name in ("spoils", "finds"):
        names[name].call_func(LocalEnvironment(tmp_path))
    assert names["SEEN"] == {
        "spoilt": ([0.0, 0.0], [3.0], [0.0]),
        "again": ([1.0, 2.0], ([3.0], [np.array([4.0])]), [5.0]),
    }


def test_tables_of_a_test_s_own_are_there_again_too(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    (tmp_path / "losses.py").write_text("def spoil(x): x['a'] = 0\n", "utf-8")
    source = AT_THE_TOP.replace("np.array([1.0, 2.0])", "TABLE['a']").partition("TABLES")[0]
    case = "@test_case(name='It spoils it', points=1)\ndef spoils(losses): losses.spoil(TABLE)\n"
    again = "@test_case(name='It is there', points=1)\ndef finds(losses): pass\n"
    names: dict[str, Any] = {"TABLE": pandas.DataFrame({"a": [1.0, 2.0]})}
    exec(source + case + again, names)
    names["spoils"].call_func(LocalEnvironment(tmp_path))
    assert names["TABLE"]["a"].tolist() == [0, 0]
    names["finds"].call_func(LocalEnvironment(tmp_path))
    assert names["TABLE"]["a"].tolist() == [1.0, 2.0]
