"""Reads what the probes and the tests told: which tests reach which mutant."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.mutants.drawing import ROOM, Mutant
from tests.benchmarks.mutants.inside import function_of
from tests.benchmarks.mutants.probes import WORKER

_IMPORTS = "import gradus.worker.lean, gradus.worker.template, sys; print(*sys.modules)"


def parts_of(tree: Path) -> Sequence[str]:
    """The folders and files directly in tests/ that hold tests, as pytest takes them."""
    tests = tree / "tests"
    files = {path.relative_to(tests).parts[0] for path in tests.rglob("test_*.py")}
    return [f"tests/{name}" for name in sorted(files)]


def not_passed(folder: Path) -> Sequence[str]:
    """The tests that failed; skipped ones are none."""
    told = map(json.loads, (folder / "tests").read_text("utf-8").splitlines())
    return [test["id"] for test in told if test["outcome"] == "failed"]


def run_by_workers(tree: Path) -> frozenset[str]:
    """The files, as mutants name them, that a confined worker may run."""
    python = tree / ".venv/bin/python"
    modules = subprocess.run([python, "-c", _IMPORTS], check=True, capture_output=True, text=True)
    return frozenset(
        f"{ROOM}/{module.replace('.', '/')}{end}"
        for module in modules.stdout.split()
        if module.startswith("gradus")
        for end in (".py", "/__init__.py")
    )


@dataclass(frozen=True, order=True)
class Reaching:
    """A test that reaches a mutant; the likeliest and quickest to tell come first.

    One is `far` where only a worker that it talks to may run the mutant's line. Its `distance` is 0
    in a file about the mutant's file, 1 in its room, else 2: wire/test_frames.py is in the room of
    gradus/wire.py, and so is wire/test_wire.py, which is about it. The order decides nothing but
    how soon a mutant is killed.
    """

    far: bool
    distance: int
    seconds: float
    test: str


def reached(
    mutants: Sequence[Mutant], folder: Path, by_workers: frozenset[str]
) -> Mapping[str, Sequence[Reaching]]:
    """By a mutant's id: the tests that reach it.

    What did not pass with the probes is left out. What one test of a file reaches, all of the file
    that were left out of the sample are taken to reach, in the time of others of their function.
    """
    told = [json.loads(line) for line in (folder / "tests").read_text("utf-8").splitlines()]
    passed = [test for test in told if test["outcome"] == "passed"]
    seconds = {test["id"]: test["seconds"] for test in passed}
    of_function = {function_of(test["id"]): test["seconds"] for test in passed}
    in_file: dict[str, set[str]] = {}
    for name in (test["id"] for test in told if test["outcome"] == "left out"):
        if function_of(name) in of_function:
            seconds[name] = of_function[function_of(name)]
            in_file.setdefault(_file_of(name), set()).add(name)
    users: dict[str, set[str]] = {}
    for test in passed:
        for name in (test["id"], *test["fixtures"]):
            these = {test["id"], *in_file.get(_file_of(test["id"]), ())}
            users.setdefault(name, set()).update(these)
    found: dict[int, set[str]] = {}
    for line in (folder / "hits").read_text("utf-8").splitlines():
        site, name = line.split("\t")
        found.setdefault(int(site), set()).update(users.get(name, ()))
    reaching = {}
    for number, mutant in enumerate(mutants):
        near = found.get(number, set())
        far = found.get(WORKER, set()) - near if mutant.file in by_workers else set()
        reaching[mutant.id] = sorted(
            Reaching(test in far, _distance(test, mutant.file), seconds[test], test)
            for test in seconds.keys() & (near | far)
        )
    return reaching


def _distance(test: str, file: str) -> int:
    room, _, name = _file_of(test).removeprefix("tests/").rpartition("/")
    if Path(file).stem in name:
        return 0
    return 1 if room and room in file else 2


def _file_of(test: str) -> str:
    return test.split("::")[0]
