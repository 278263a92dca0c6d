"""No mark is lost, none goes to somebody else: over classes drawn at random, on every platform."""

import tempfile
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lms.drawn import LAYOUTS, DrawnClass, classes
from lms.importers import Refused
from lms.law import holds

pytestmark = pytest.mark.slow

# Some 75 classes in all, and 300 more in `make test-all`; for 10,000 there is
# `python -m tests.benchmarks conservation`.
EACH = (5, pytest.param(20, marks=pytest.mark.exhaustive))
# A mistake shows in every tenth class at least.
UNTIL_SEEN = 300


def law(layout: str, size: int, *, phases: tuple[Phase, ...] = tuple(Phase)) -> None:
    """Try so many classes of one layout."""

    @settings(
        max_examples=size,
        deadline=None,
        phases=phases,
        suppress_health_check=[HealthCheck.too_slow],
        report_multiple_bugs=False,
    )
    @given(classes((layout,)))
    def tried(drawn: DrawnClass) -> None:
        with tempfile.TemporaryDirectory() as folder:
            holds(drawn, Path(folder))

    tried()


@pytest.mark.parametrize("size", EACH)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_mark_arrives(layout: str, size: int) -> None:
    law(layout, size)


@pytest.mark.parametrize(
    ("layout", "module", "name", "instead"),
    [
        ("canvas", "lms.canvas", "is_excused", lambda _cell: False),
        ("canvas", "lms.canvas", "points", lambda _value: ""),
        ("canvas", "lms.canvas", "left_out", lambda *_: []),
        ("moodle", "lms.moodle", "_SEPARATOR", ";"),
        ("moodle", "lms.moodle", "says_no", lambda _cell: True),
        ("moodle teams", "lms.feedback_zip", "_is_own", lambda *_: True),
        ("moodle teams", "lms.finding", "_is_short_for", lambda *_: True),
        ("brightspace", "submission.find", "in_order", lambda found, _modules: (found[::-1], ())),
    ],
)
def test_the_law_sees_what_is_broken(
    layout: str, module: str, name: str, instead: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module(f"gradus.{module}"), name, instead)
    with pytest.raises((AssertionError, Refused)):
        law(layout, UNTIL_SEEN, phases=(Phase.generate,))
