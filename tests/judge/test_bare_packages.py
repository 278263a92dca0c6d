"""Modules of a package without the package: the same results, and nothing left where it fails."""

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from gradus.judge.bare_packages import import_from_bare
from gradus.judge.record import with_gradescope
from gradus.processes import fresh_processes, judge_only, judges_only
from gradus.results import CaseResult, QuestionResult, Record, Status

_FILES = {
    "large/__init__.py": "import large.heavy",
    "large/heavy.py": "LOADED = True",
    "large/small.py": "from large.beside import NUMBER",
    "large/beside.py": "NUMBER = 5",
    "large/needy.py": "import large.beside\nfrom large import heavy_name",
}


@pytest.fixture(autouse=True)
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, text in _FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield
    for name in [each for each in sys.modules if each.partition(".")[0] == "large"]:
        del sys.modules[name]


def test_a_module_comes_without_what_its_package_imports() -> None:
    assert import_from_bare(["large"], ["large.small"])
    assert sys.modules["large.small"].NUMBER == 5
    assert not {"large", "large.heavy"} & set(sys.modules)


def test_one_that_needs_its_package_is_left_to_python() -> None:
    assert not import_from_bare(["large"], ["large.needy"])
    assert not [each for each in sys.modules if each.startswith("large")]


def test_what_is_imported_already_stays_as_it_is() -> None:
    import large  # type: ignore[import-not-found]

    assert not import_from_bare(["large"], ["large.small"])
    assert sys.modules["large"] is large
    assert not import_from_bare(["no_such_package"], ["no_such_package.part"])


def _record() -> Record:
    cases = (
        CaseResult("Sum", 2.0, False, Status.PASSED),
        CaseResult("Mean", 1.0, True, Status.FAILED, message="Too large."),
    )
    return Record(
        student="anna",
        assignment="hw1",
        fingerprint="",
        submitted_as="anna.zip",
        isolation="none",
        questions=(QuestionResult("task_1", "A sum", "1", False, cases),),
        notes=("A note.",),
    )


def _judged_apart(record: Record) -> tuple[Record, bool]:
    judged = with_gradescope(record)
    return judged, "pandas" in sys.modules or "nbconvert" in sys.modules


def test_a_process_that_judges_writes_the_same_results_with_a_part_of_otter() -> None:
    record = _record()
    context = fresh_processes()
    with ProcessPoolExecutor(1, mp_context=context, initializer=judge_only) as pool:
        judged, whole = pool.submit(_judged_apart, record).result()
    from gradus.judge.otter_results import to_gradescope  # The whole of it, and so not above.

    assert judged.gradescope == to_gradescope(record.questions, record.notes)
    assert not whole
    assert not judges_only()
