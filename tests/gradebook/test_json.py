"""JSON that Gradus writes: every value comes back, but for what no file can hold."""

import json
import math

from hypothesis import given
from hypothesis import strategies as st

from gradus.gradebook import as_json

CHARACTERS = st.characters(codec=None)  # Half characters too, as broken file names hold them.
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(CHARACTERS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def readable(value: object) -> object:
    """The value as it can be written."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [readable(item) for item in value]
    if isinstance(value, dict):
        return {readable(key): readable(item) for key, item in value.items()}
    return value


@given(VALUES)
def test_what_is_written_is_read_again(value: object) -> None:
    assert json.loads(as_json(value).decode("utf-8")) == readable(value)


def test_what_is_no_number_stays_what_it_is() -> None:
    (read,) = json.loads(as_json([math.nan]))
    assert math.isnan(read)
    assert json.loads(as_json([math.inf, -math.inf])) == [math.inf, -math.inf]


def test_a_line_has_one_value() -> None:
    assert as_json({"ä": [1, 0.5]}) == '{\n "ä": [\n  1,\n  0.5\n ]\n}\n'.encode()
