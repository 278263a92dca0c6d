"""The reference modules are imported as students import theirs: by their bare names."""

import sys
from pathlib import Path

SOLUTIONS = Path(__file__).resolve().parents[2] / "solutions"
sys.path[:0] = [str(SOLUTIONS), str(SOLUTIONS / "data")]
