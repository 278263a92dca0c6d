"""The values that may cross between a test and a student's code, as plain trees and back.

A tree holds only None, bool, int, float, str, bytes and lists; every list begins with a tag. What
comes out of a tree is always an *exact* built-in or NumPy type, so no subclass with a lying
`__eq__` or `__array__` survives. Both kinds of proxies, in-process and over the wire, go through
here: that is why they cannot differ.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from gradus_checks import plain, tables
from gradus_checks.arrays import array_fields, decode_array
from gradus_checks.errors import CannotCross
from gradus_checks.weight import check_unfolded

Tree = Any
"""None, bool, int, float, str, or a list whose first item is a tag."""

NO_KEYWORDS: Tree = ["dict"]

MAX_DEPTH = 32  # far below Python's own limit of recursion
MAX_ITEMS = 100_000  # a batch of 1,000 rows of 100 as lists

_AS_IT_IS = frozenset((type(None), bool, float))
"""Types whose values are their own trees; of no subclass, which could have other methods."""

_TEXTS = (str, bytes)
_CONTAINERS = (list, tuple, dict, set, frozenset)
_IN_A_TREE = frozenset((type(None), bool, int, float, str))

MAX_HASHED = 5_000
"""Of a set or dictionary, whose keys could be chosen to collide."""


def _refuse_object(value: object) -> Tree:
    raise CannotCross(f"a {type(value).__name__} cannot be passed here")


def _claim_nothing(_value: object, _depth: int) -> Tree:
    return None


def _refuse_reference(tag: str, payload: list[Tree], _depth: int) -> object:
    raise CannotCross(f"a reference {tag!r} with {len(payload)} fields is not known here")


class Encoder:
    """Values to trees. `refer(value)` makes the tree of anything that cannot go by value.

    `claim(value, depth)` is asked first: it may turn a value the other side already has into a
    reference (or return None). Arrays, lists and tables that went by value are appended to `slots`
    in the order in which the decoder meets them, so that changes of them can be told by number.
    """

    def __init__(
        self,
        slots: list[Any],
        refer: Callable[[object], Tree] = _refuse_object,
        claim: Callable[[object, int], Tree] = _claim_nothing,
    ) -> None:
        self.slots = slots
        self.refer = refer
        self.claim = claim
        # By identity. Searching the slots for each of 100,000 lists would take hours.
        self._numbers: dict[int, int] = {}

    def encode(self, value: object, depth: int = 0) -> Tree:
        """The tree of `value`. Raises CannotCross for what is too deep, too large or unknown."""
        if depth > MAX_DEPTH:
            raise CannotCross(f"lists nested more than {MAX_DEPTH} deep")
        kind = type(value)
        if kind in _AS_IT_IS:
            return value
        if kind is tuple or kind is dict:
            return self._container(value, depth)
        claimed = self.claim(value, depth)
        if claimed is not None:
            return claimed
        # The base types' own methods: a subclass may have overridden them.
        if isinstance(value, np.ndarray):
            return self._slot(value) or ["array", *array_fields(value)]
        if isinstance(value, _TEXTS):
            return plain.text(value)
        if isinstance(value, np.generic):
            return ["scalar", *array_fields(np.asarray(value))]
        if isinstance(value, int):
            return plain.integer(int.__int__(value))
        if isinstance(value, float):
            return float.__float__(value)
        if isinstance(value, complex):
            return plain.complex_number(value)
        table = tables.tag_of(value)  # Before the containers, as one kind is a dictionary too.
        if table:
            return self._slot(value) or [table, *tables.fields_of(value)]
        if isinstance(value, _CONTAINERS):
            return self._container(value, depth)
        return self.refer(value)

    def _slot(self, value: object) -> Tree | None:
        """A back reference if `value` already has a slot, else None and a new slot."""
        for number in range(len(self._numbers), len(self.slots)):
            self._numbers[id(self.slots[number])] = number
        known = self._numbers.get(id(value))
        if known is not None:
            return ["slot", known]
        self._numbers[id(value)] = len(self.slots)
        self.slots.append(value)
        return None

    def _container(self, value: Any, depth: int) -> Tree:
        limit = MAX_ITEMS if isinstance(value, list | tuple) else MAX_HASHED
        if len(value) > limit:
            raise CannotCross(f"a {type(value).__name__} of {len(value):,} items")
        if isinstance(value, list):
            known = self._slot(value)
            return known or ["list", *[self.encode(item, depth + 1) for item in list(value)]]
        if isinstance(value, dict):
            pairs = [part for pair in value.items() for part in pair]
            return ["dict", *[self.encode(part, depth + 1) for part in pairs]]
        tag = "tuple" if isinstance(value, tuple) else "set"
        return [tag, *[self.encode(item, depth + 1) for item in value]]


class Decoder:
    """Trees to values. `resolve(tag, payload, depth)` finds what a reference stands for.

    Raises CannotCross for any tree that an Encoder cannot have made, before allocating for it.
    """

    __slots__ = ("resolve", "slots")

    def __init__(
        self,
        slots: list[Any],
        resolve: Callable[[str, list[Tree], int], object] = _refuse_reference,
    ) -> None:
        self.slots = slots
        self.resolve = resolve

    def decode(self, tree: Tree, depth: int = 0) -> Any:
        """The value of `tree`, whose lists may share parts as long as it is small without."""
        return self._decode(tree, depth) if depth else self.weighed(tree)[0]

    def keywords(self, tree: Tree) -> dict[str, Any]:
        """Those of a call: most have none."""
        return {} if tree == NO_KEYWORDS else self.trusted(tree)

    def trusted(self, tree: Tree) -> Any:
        """The value of a tree that the test's side has made, which need not be weighed."""
        return self._decode(tree, 0)

    def weighed(self, tree: Tree) -> tuple[Any, int]:
        """The value of `tree` and its weight, see `check_unfolded`."""
        value = self._decode(tree, 0)
        return value, check_unfolded(value)

    def _decode(self, tree: Tree, depth: int) -> Any:
        if type(tree) in _IN_A_TREE:
            return tree
        if depth > MAX_DEPTH or not isinstance(tree, list) or not tree:
            raise CannotCross("a malformed value")
        tag, payload = tree[0], tree[1:]
        match tag:
            case "array":
                array = decode_array(payload)
                self.slots.append(array)
                return array
            case "scalar" if len(payload) == 3 and payload[1] == []:
                return decode_array(payload)[()]
            case "slot":
                return self._known(payload)
            case "list":
                items: list[Any] = []
                self.slots.append(items)
                items.extend([self._decode(item, depth + 1) for item in payload])
                return items
            case "tuple":
                return tuple([self._decode(item, depth + 1) for item in payload])
            case "set" | "dict":
                return self._hashed(tag, payload, depth)
            case "frame" | "series" | "sparse":
                table = tables.decode_table(tag, payload)
                self.slots.append(table)
                return table
            case "bytes" | "big" | "complex":
                return plain.decode_plain(tag, payload)
        if not isinstance(tag, str):
            raise CannotCross("a malformed value")
        return self.resolve(tag, payload, depth)

    def _known(self, payload: list[Tree]) -> object:
        number = payload[0] if len(payload) == 1 else None
        if type(number) is not int or not 0 <= number < len(self.slots):
            raise CannotCross("a reference to an unknown slot")
        return self.slots[number]

    def _hashed(self, tag: str, payload: list[Tree], depth: int) -> object:
        if len(payload) > (MAX_HASHED if tag == "set" else 2 * MAX_HASHED):
            raise CannotCross(f"a malformed {tag}")
        items = [self._decode(item, depth + 1) for item in payload]
        try:
            if tag == "set":
                return set(items)
            return dict(zip(items[::2], items[1::2], strict=True))
        except (TypeError, ValueError) as error:
            raise CannotCross(f"a malformed {tag}") from error
