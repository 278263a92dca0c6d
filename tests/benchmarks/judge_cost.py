"""`python -m tests.benchmarks.judge_cost [KIND…]`: what attacks make the judge pay, one a line.

Each attack of the arsenal, or of these kinds only, is graded on the strongest level there is, by a
judge as patient as a real one. 1 if the judge's memory grows by more than 150 MB, or if it computes
for longer than twice what grading the reference takes it and ten times what the submission took.
"""

import gc
import os
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

from gradus.assignment import load_assignment
from gradus.judge import Calibration, Judge, open_judge
from gradus.sandbox import strongest_level
from gradus.submission import one_submission

_TESTS = Path(__file__).resolve().parents[1]
MOST_MB = 150.0
REFERENCE_RATIO, SUBMISSION_RATIO = 2.0, 10.0


def main(kinds: list[str]) -> int:
    """Measure and print; the exit code."""
    sys.path.insert(0, str(_TESTS))
    from attacks.arsenal import ALL
    from attacks.world import open_world

    unknown = set(kinds) - set(ALL)
    if unknown:
        print(f"There is no {', '.join(unknown)}: choose from {', '.join(ALL)}.", file=sys.stderr)
        return 2
    os.environ["OMP_NUM_THREADS"] = "1"
    table = Table("attack", "judge MB", "judge s", "allowed s", "submission s", "wall s", "")
    level, misses = strongest_level(), 0
    with tempfile.TemporaryDirectory(prefix="gradus-cost-", dir="/tmp") as scratch:
        Path(scratch).chmod(0o755)
        with open_world(Path(scratch)) as world:
            benches = {}
            for kind in kinds or ALL:
                for attack in ALL[kind]:
                    if attack.target not in benches:
                        benches[attack.target] = _Bench(world, attack.target, level)
                    row, holds = benches[attack.target].measure(attack)
                    misses += not holds
                    print(*row, file=sys.stderr, flush=True)
                    table.add_row(f"{kind}: {row[0]}", *row[1:])
            for bench in benches.values():
                bench.close()
    Console(width=120).print(table)
    return int(misses > 0)


class _Bench:
    """A judge of one target, and what grading its reference costs it."""

    def __init__(self, world, target: str, level: str) -> None:
        assignment = load_assignment(world.root, target)
        self._world = world
        self._judge: Judge = open_judge(
            assignment, isolation=level, secret=b"of the benchmark " * 2
        )
        self._calibration: Calibration = self._judge.calibrate()
        self._solution = world.root / "solutions"
        self._grade(self._solution)
        self._reference_seconds = self._grade(self._solution)[1]

    def close(self) -> None:
        self._judge.close()

    def measure(self, attack) -> tuple[tuple[str, ...], bool]:
        """A row of the table, and whether it holds."""
        from attacks.battle import submit

        grown, seconds, used, wall = self._grade(submit(attack, self._world))
        allowed = REFERENCE_RATIO * self._reference_seconds + SUBMISSION_RATIO * used
        holds = grown <= MOST_MB and seconds <= allowed
        figures = (grown, seconds, allowed, used, wall)
        told = tuple(f"{each:.2f}" for each in figures)
        return (attack.name, *told, "" if holds else "MISSED"), holds

    def _grade(self, path: Path) -> tuple[float, float, float, float]:
        """MB by which memory grew at most, the judge's CPU, the submission's, and wall seconds."""
        submission = one_submission(path, self._judge.assignment.modules)
        gc.collect()
        Path("/proc/self/clear_refs").write_text("5")
        before, started, wall = _memory("VmRSS"), time.process_time(), time.monotonic()
        record = self._judge.grade(submission, self._calibration)
        seconds, wall = time.process_time() - started, time.monotonic() - wall
        return _memory("VmHWM") - before, seconds, record.cpu_seconds, wall


def _memory(name: str) -> float:
    """In MB, as the kernel tells it."""
    lines = Path("/proc/self/status").read_text("ascii", "replace").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
