"""The pytest run in a tree, under that tree's own Python: `python inside.py FOLDER [OPTIONS]`.

While it runs, FOLDER/test holds the test that is being run, for probes; FOLDER/tests gets a line of
JSON for each that is done. If there is a FOLDER/chosen, only its tests are run, in its order. If
there is a FOLDER/sample, a number, no more than so many cases of each test function are run.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest


class Follower:
    """Tells what is being run, and runs the chosen tests only."""

    def __init__(self, folder: Path) -> None:
        self._test, self._tests = folder / "test", folder / "tests"
        chosen = folder / "chosen"
        self._chosen = chosen.read_text("utf-8").splitlines() if chosen.exists() else None
        sample = folder / "sample"
        self._sample = int(sample.read_text("utf-8")) if sample.exists() else None
        self._seconds = 0.0
        self._outcome = "passed"
        self._fixtures: tuple[str, ...] = ()
        os.environ["MUTANTS_PID"] = str(os.getpid())
        self._now("")

    def _now(self, name: str) -> None:
        os.environ["MUTANTS_TEST"] = name
        self._test.write_text(name, "utf-8")

    def pytest_ignore_collect(self, collection_path: Path, config: pytest.Config) -> bool | None:
        """Files of other tests. (Named as arguments the chosen ones would load every conftest.)"""
        if self._chosen is None or not collection_path.is_file():
            return None
        path = collection_path.relative_to(config.rootpath).as_posix()
        return path not in {name.split("::")[0] for name in self._chosen} or None

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Only the chosen ones, in their order."""
        if self._chosen is not None:
            by_name = {item.nodeid: item for item in items}
            items[:] = [by_name[name] for name in self._chosen if name in by_name]
        if self._sample is not None:
            self._take_a_sample(items, self._sample)

    def _take_a_sample(self, items: list[pytest.Item], size: int) -> None:
        cases: dict[str, list[pytest.Item]] = {}
        for item in items:
            cases.setdefault(function_of(item.nodeid), []).append(item)
        taken = {id(item) for each in cases.values() for item in each[:: -(-len(each) // size)]}
        with self._tests.open("a", encoding="utf-8") as file:
            for item in items:
                if id(item) not in taken:
                    file.write(json.dumps({"id": item.nodeid, "outcome": "left out"}) + "\n")
        items[:] = [item for item in items if id(item) in taken]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Follow one test."""
        self._seconds, self._outcome = 0.0, "passed"
        names: dict[str, list[pytest.FixtureDef[object]]] = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]
        self._fixtures = tuple(_name(each[-1]) for each in names.values() if _is_shared(each[-1]))
        self._now(item.nodeid)
        done = yield
        test = {
            "id": item.nodeid,
            "seconds": self._seconds,
            "outcome": self._outcome,
            "fixtures": self._fixtures,
        }
        with self._tests.open("a", encoding="utf-8") as file:
            file.write(json.dumps(test) + "\n")
        return done

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: "pytest.FixtureDef[object]") -> Iterator[object]:
        """What a fixture for many tests does is done for all of them, not for the first."""
        if not _is_shared(fixturedef):
            return (yield)
        before = os.environ["MUTANTS_TEST"]
        self._now(_name(fixturedef))
        try:
            return (yield)
        finally:
            self._now(before)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up one test's phases."""
        self._seconds += report.duration
        if not report.passed:
            self._outcome = report.outcome


def function_of(test: str) -> str:
    """What a test's name is without that of its case."""
    return test.split("[")[0]


def _is_shared(fixture: "pytest.FixtureDef[object]") -> bool:
    return fixture.scope != "function"


def _name(fixture: "pytest.FixtureDef[object]") -> str:
    return f"{fixture.argname} of {fixture.baseid}"


if __name__ == "__main__":
    # `pytest` itself is not beside its modules either.
    del sys.path[0]
    arguments = ["-p", "no:cacheprovider", "-q", *sys.argv[2:]]
    sys.exit(pytest.main(arguments, plugins=[Follower(Path(sys.argv[1]))]))
