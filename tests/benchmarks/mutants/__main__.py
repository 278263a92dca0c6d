"""The command line of the three steps."""

import argparse
import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks.mutants.drawing import Mutant, draw
from tests.benchmarks.mutants.probes import Reaching, planted, reached, run_by_workers
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
    reaching.add_argument("tests", nargs="*", help="folders and files; all of them by default")
    reaching.set_defaults(step=_reach)
    running = steps.add_parser("run", help="run these tests against each")
    running.add_argument("tree", type=Path)
    running.add_argument("drawn", type=Path)
    running.add_argument("results", type=Path)
    running.add_argument("reach", type=Path, nargs="+", help="what `reach` wrote, in any pieces")
    running.add_argument("--seconds", type=float, default=300.0, help="how long a mutant may live")
    running.add_argument("--only", type=int, nargs="*", help="their numbers, from 1")
    running.set_defaults(step=_run)
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
        with planted(tree, mutants, folder):
            command = [tree / ".venv/bin/python", INSIDE, folder, *options.tests]
            status = subprocess.run(command, cwd=tree, check=False).returncode
        print(f"pytest ended with status {status}: what did not pass with the probes is left out.")
        tests = reached(mutants, folder, run_by_workers(tree))
    _write(options.reach, {name: [asdict(each) for each in tests[name]] for name in tests})
    for number, mutant in enumerate(mutants, 1):
        print(number, len(tests[mutant.id]), mutant.id)


def _run(options: argparse.Namespace) -> None:
    mutants = _drawn(options.drawn)
    pieces = [json.loads(path.read_text("utf-8")) for path in options.reach]
    results = json.loads(options.results.read_text("utf-8")) if options.results.exists() else {}
    for number, mutant in enumerate(mutants, 1):
        if mutant.id in results or (options.only and number not in options.only):
            continue
        reaching = sorted(Reaching(**each) for piece in pieces for each in piece[mutant.id])
        tests = [each.test for each in reaching]
        trial = run(options.tree.resolve(), mutant, tests, options.seconds)
        results[mutant.id] = asdict(trial)
        _write(options.results, results)
        print(_row(number, mutant, trial), flush=True)


def _row(number: int, mutant: Mutant, trial: Trial) -> str:
    cells = [str(number), trial.end, f"{trial.seconds:.0f} s of {trial.tests} tests"]
    return " | ".join([*cells, mutant.id, trial.by])


def _drawn(path: Path) -> Sequence[Mutant]:
    return [
        Mutant(**{**each, "before": tuple(each["before"]), "after": tuple(each["after"])})
        for each in json.loads(path.read_text("utf-8"))
    ]


def _write(path: Path, what: object) -> None:
    path.write_text(json.dumps(what, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
