"""The README's picture of the architecture is the code's."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_picture_is_the_code() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    drawn = re.findall(r"│ (\w+)  +\w", readme)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    assert [*(f"gradus.{room}" for room in drawn), "gradus_checks"] == layers
    rooms = {
        path.stem
        for path in (ROOT / "autograder" / "gradus").iterdir()
        if not path.name.startswith("__")
    }
    assert rooms == set(drawn)
