"""The law of conservation over many drawn classes: every mark at whoever earned it."""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from tests.benchmarks.measure import Figure

# Test files are imported by their bare names, as pytest imports them.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from lms.drawn import DrawnClass, classes
from lms.law import holds

CLASSES = 10_000


def conservation(folder: Path, quick: bool) -> list[Figure]:
    """How many classes were drawn, laid out, graded by a stand-in, exported and imported."""
    seen: Counter[str] = Counter()
    students = 0

    @settings(
        max_examples=200 if quick else CLASSES,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(classes())
    def law(drawn: DrawnClass) -> None:
        nonlocal students
        with tempfile.TemporaryDirectory(dir=folder) as own:
            holds(drawn, Path(own))
        seen[drawn.layout] += 1
        students += len(drawn.students)

    started = time.perf_counter()
    law()
    told = f"{seen.total():,} with {students:,} students, in {time.perf_counter() - started:.0f} s"
    layouts = f"{len(seen)} layouts, the rarest {min(seen.values()):,} times"
    return [
        Figure("drawn classes whose marks all arrive", told, "all", True),
        Figure("laid out as", layouts),
    ]
