"""The command line of the steps."""

import argparse
import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.benchmarks.mutants.drawing import Mutant, draw
from tests.benchmarks.mutants.probes import planted
from tests.benchmarks.mutants.reaching import (
    Reaching,
    not_passed,
    parts_of,
    reached,
    run_by_workers,
)
from tests.benchmarks.mutants.running import Trial, alone_in, command, run


def main() -> None:
    """Take one step."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.mutants")
    steps = parser.add_subparsers(required=True)
    drawing = steps.add_parser("draw", help="choose mutants")
    drawing.add_argument("tree", type=Path)
    drawing.add_argument("drawn", type=Path)
    drawing.add_argument("--count", type=int, default=40)
    drawing.add_argument("--seed", type=int, default=16)
    drawing.set_defaults(step=_draw)
    reaching = steps.add_parser("reach", help="find which tests reach them")
    reaching.add_argument("tree", type=Path)
    reaching.add_argument("drawn", type=Path)
    reaching.add_argument("reach", type=Path)
    reaching.add_argument("parts", nargs="*", help="folders and files of tests, else each")
    reaching.add_argument("--sample", type=int, help="how many cases of each test to follow")
    reaching.set_defaults(step=_reach)
    running = steps.add_parser("run", help="run these tests against each")
    running.add_argument("tree", type=Path)
    running.add_argument("drawn", type=Path)
    running.add_argument("results", type=Path)
    running.add_argument("reach", type=Path, help="what `reach` wrote")
    running.add_argument("--seconds", type=float, default=300.0, help="how long a mutant may live")
    running.add_argument("--only", type=int, nargs="*", help="their numbers, from 1")
    running.set_defaults(step=_run)
    table = steps.add_parser("table", help="what became of each, a column for each results.json")
    table.add_argument("drawn", type=Path)
    table.add_argument("results", type=Path, nargs="+")
    table.add_argument("--count", type=int, default=40)
    table.set_defaults(step=_table)
    options = parser.parse_args()
    # Whoever ends it gets the tree back as it was.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended from outside"))
    options.step(options)


def _draw(options: argparse.Namespace) -> None:
    mutants = list(draw(options.tree, options.count, options.seed))
    _write(options.drawn, [asdict(mutant) for mutant in mutants])
    for number, mutant in enumerate(mutants, 1):
        print(number, mutant.id)


def _reach(options: argparse.Namespace) -> None:
    mutants, tree = _drawn(options.drawn), options.tree.resolve()
    found = _read(options.reach)
    by_workers = run_by_workers(tree)
    for part in options.parts or parts_of(tree):
        if part in found:
            continue
        with tempfile.TemporaryDirectory(prefix="gradus-reach-") as name:
            folder = Path(name)
            if options.sample:
                (folder / "sample").write_text(f"{options.sample}", "utf-8")
            with alone_in(tree), planted(tree, mutants, folder):
                subprocess.run([*command(tree, folder), part], cwd=tree, check=False)
            tests = reached(mutants, folder, by_workers)
            found[part] = {name: [asdict(each) for each in tests[name]] for name in tests}
            print(f"{part}: left out as not passed with the probes: {not_passed(folder)}")
        _write(options.reach, found)


def _run(options: argparse.Namespace) -> None:
    mutants = _drawn(options.drawn)
    parts = _read(options.reach).values()
    results = _results(options.results)
    for number, mutant in enumerate(mutants, 1):
        if mutant.id in results or (options.only and number not in options.only):
            continue
        reaching = sorted(Reaching(**each) for part in parts for each in part[mutant.id])
        tests = [each.test for each in reaching]
        tree = options.tree.resolve()
        with alone_in(tree):
            trial = run(tree, mutant, tests, options.seconds)
        results[mutant.id] = trial
        _write(options.results, {name: asdict(results[name]) for name in results})
        print(_row(number, mutant, trial), flush=True)


def _table(options: argparse.Namespace) -> None:
    """In Markdown: the first `count` mutants whose statement stands in every tree."""
    columns = [_results(path) for path in options.results]
    print("|   | mutant |", " | ".join(path.stem for path in options.results), "|")
    print("|---|---|", "---|" * len(columns), sep="")
    count = 0
    for number, mutant in enumerate(_drawn(options.drawn), 1):
        trials = [column.get(mutant.id) for column in columns]
        if any(trial and trial.end == "gone" for trial in trials):
            continue
        print(f"| {number} | {_code(mutant.id)} |", " | ".join(map(_cell, trials)), "|")
        count += 1
        if count == options.count:
            return


def _cell(trial: Trial | None) -> str:
    if trial is None:
        return "not tried"
    by = _code(trial.by) if trial.by else f"{trial.tests} tests"
    return f"{trial.end} {trial.seconds:.0f} s {by}"


def _code(text: str) -> str:
    """Within a table."""
    told = text.replace("|", "\\|")
    return f"`{told}`"


def _row(number: int, mutant: Mutant, trial: Trial) -> str:
    cells = [str(number), trial.end, f"{trial.seconds:.0f} s of {trial.tests} tests"]
    return " | ".join([*cells, mutant.id, trial.by])


def _drawn(path: Path) -> Sequence[Mutant]:
    return [
        Mutant(**{**each, "before": tuple(each["before"]), "after": tuple(each["after"])})
        for each in json.loads(path.read_text("utf-8"))
    ]


def _results(path: Path) -> dict[str, Trial]:
    return {name: Trial(**each) for name, each in _read(path).items()}


def _read(path: Path) -> dict[str, Any]:
    """What a step has written so far."""
    read: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return read


def _write(path: Path, what: object) -> None:
    path.write_text(json.dumps(what, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
