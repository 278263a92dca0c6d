"""The command line of the steps."""

import argparse
import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.mutants.drawing import Mutant, draw
from tests.benchmarks.mutants.probes import planted
from tests.benchmarks.mutants.reaching import Reaching, reached, run_by_workers
from tests.benchmarks.mutants.running import INSIDE, Trial, run


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
    reaching.add_argument("--without", nargs="*", default=[], help="folders and files to leave out")
    reaching.add_argument("--sample", type=int, help="how many cases of each test to follow")
    reaching.set_defaults(step=_reach)
    running = steps.add_parser("run", help="run these tests against each")
    running.add_argument("tree", type=Path)
    running.add_argument("drawn", type=Path)
    running.add_argument("results", type=Path)
    running.add_argument("reach", type=Path, nargs="+", help="what `reach` wrote, in any pieces")
    running.add_argument("--seconds", type=float, default=300.0, help="how long a mutant may live")
    running.add_argument("--only", type=int, nargs="*", help="their numbers, from 1")
    running.set_defaults(step=_run)
    table = steps.add_parser("table", help="what became of each, a column for each results.json")
    table.add_argument("drawn", type=Path)
    table.add_argument("results", type=Path, nargs="+")
    table.add_argument("--count", type=int, default=40)
    table.set_defaults(step=_table)
    options = parser.parse_args()
    options.step(options)


def _draw(options: argparse.Namespace) -> None:
    mutants = list(draw(options.tree, options.count, options.seed))
    _write(options.drawn, [asdict(mutant) for mutant in mutants])
    for number, mutant in enumerate(mutants, 1):
        print(number, mutant.id)


def _reach(options: argparse.Namespace) -> None:
    mutants, tree = _drawn(options.drawn), options.tree.resolve()
    with tempfile.TemporaryDirectory(prefix="gradus-reach-") as name:
        folder = Path(name)
        if options.sample:
            (folder / "sample").write_text(f"{options.sample}", "utf-8")
        with planted(tree, mutants, folder):
            ignored = (f"--ignore={each}" for each in options.without)
            command = [tree / ".venv/bin/python", INSIDE, folder, *ignored]
            status = subprocess.run(command, cwd=tree, check=False).returncode
        print(f"pytest ended with status {status}: what did not pass with the probes is left out.")
        tests = reached(mutants, folder, run_by_workers(tree))
    _write(options.reach, {name: [asdict(each) for each in tests[name]] for name in tests})
    for number, mutant in enumerate(mutants, 1):
        print(number, len(tests[mutant.id]), mutant.id)


def _run(options: argparse.Namespace) -> None:
    mutants = _drawn(options.drawn)
    pieces = [json.loads(path.read_text("utf-8")) for path in options.reach]
    results = _results(options.results)
    for number, mutant in enumerate(mutants, 1):
        if mutant.id in results or (options.only and number not in options.only):
            continue
        reaching = sorted(Reaching(**each) for piece in pieces for each in piece[mutant.id])
        tests = [each.test for each in reaching]
        trial = run(options.tree.resolve(), mutant, tests, options.seconds)
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
        trials = [column[mutant.id] for column in columns if mutant.id in column]
        if len(trials) < len(columns) or any(trial.end == "gone" for trial in trials):
            continue
        told = mutant.id.replace("|", "\\|")
        cells = (f"{trial.end} {trial.seconds:.0f} s {trial.by}".strip() for trial in trials)
        print(f"| {number} | `{told}` |", " | ".join(cells), "|")
        count += 1
        if count == options.count:
            return


def _row(number: int, mutant: Mutant, trial: Trial) -> str:
    cells = [str(number), trial.end, f"{trial.seconds:.0f} s of {trial.tests} tests"]
    return " | ".join([*cells, mutant.id, trial.by])


def _drawn(path: Path) -> Sequence[Mutant]:
    return [
        Mutant(**{**each, "before": tuple(each["before"]), "after": tuple(each["after"])})
        for each in json.loads(path.read_text("utf-8"))
    ]


def _results(path: Path) -> dict[str, Trial]:
    if not path.exists():
        return {}
    return {name: Trial(**each) for name, each in json.loads(path.read_text("utf-8")).items()}


def _write(path: Path, what: object) -> None:
    path.write_text(json.dumps(what, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
