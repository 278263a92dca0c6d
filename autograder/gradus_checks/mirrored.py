"""Objects of the student's, of which the reference's process has some attributes for one call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np

from gradus_checks.arrays import MAX_ARRAY_BYTES
from gradus_checks.copied import DRAWS, set_state, state_of
from gradus_checks.crossing import Encoder, Tree
from gradus_checks.errors import CannotCross
from gradus_checks.proxy import ObjectProxy, number_of


@dataclass
class Mirror:
    """What is here of an object: attributes that it has, or the copy of a generator."""

    attributes: dict[str, Any] | None = None
    written: dict[str, Any] = field(default_factory=dict)
    generator: np.random.Generator | None = None
    has_drawn: bool = False


class MirroredProxy(ObjectProxy):
    """Answers by its mirror as long as it has one: that is where it is written then, too."""

    def __getattr__(self, name: str) -> Any:
        mirror = mirror_of(self)
        if mirror is not None:
            if mirror.attributes is not None and name in mirror.attributes:
                return mirror.attributes[name]
            if mirror.generator is not None and name in DRAWS:
                return partial(_draw, self, name)
        return super().__getattr__(name)

    def __setattr__(self, name: str, value: object) -> None:
        mirror = mirror_of(self)
        if mirror is None or mirror.attributes is None:
            super().__setattr__(name, value)
        else:
            mirror.attributes[name] = mirror.written[name] = value


def _bytes_in(value: object) -> int:
    """Those of the arrays in lists, tuples and dictionaries."""
    if isinstance(value, np.ndarray):
        return int(value.nbytes)
    if isinstance(value, dict):
        return _bytes_in([*value.values()])
    return sum(map(_bytes_in, value)) if isinstance(value, list | tuple) else 0


def mirror_of(proxy: ObjectProxy) -> Mirror | None:
    """Its mirror, while it has one."""
    mirror: Mirror | None = proxy.__dict__.get("_mirror")
    return mirror


def _draw(proxy: MirroredProxy, name: str, *args: Any, **kwargs: Any) -> Any:
    mirror = mirror_of(proxy)
    if mirror is not None and mirror.generator is not None:
        mirror.has_drawn = True
        try:
            return getattr(mirror.generator, name)(*args, **kwargs)
        except (TypeError, ValueError):
            # Nothing was drawn. What the student's own generator says to this is the student's.
            pass
    return ObjectProxy.__getattr__(proxy, name)(*args, **kwargs)


class Mirrors:
    """Those of one call."""

    def __init__(self) -> None:
        self._proxies: list[MirroredProxy] = []
        self._spare: list[np.random.Generator] = []

    def put_up(
        self, proxies: dict[int, ObjectProxy], told: Tree, decode: Callable[[Tree], Any]
    ) -> None:
        """Make those that were `told`, see `along`. Raises CannotCross."""
        match told:
            case [list(objects), list(generators)]:
                for number, *pairs in objects:
                    attributes = {name: decode(tree) for name, tree in pairs}
                    self._put_up(proxies.get(number), Mirror(attributes))
                for number, state in generators:
                    generator = self._spare.pop() if self._spare else np.random.default_rng(0)
                    set_state(generator, state)
                    self._put_up(proxies.get(number), Mirror(generator=generator))
                return
        raise CannotCross("malformed attributes")

    def _put_up(self, proxy: ObjectProxy | None, mirror: Mirror) -> None:
        if not isinstance(proxy, MirroredProxy):
            raise CannotCross("attributes of an unknown object")
        proxy.__dict__["_mirror"] = mirror
        self._proxies.append(proxy)

    def _take_down(self) -> list[tuple[MirroredProxy, Mirror]]:
        """Let the objects be asked again. Gives what the mirrors have been."""
        down, self._proxies = self._proxies, []
        return [(proxy, proxy.__dict__.pop("_mirror")) for proxy in down]

    def given_back(self, value: object, encoder: Encoder) -> Tree:
        """What was written in objects, and the states of generators, as they were told.

        Where a frame could not hold it beside the `value` of the call, there is nothing left to.
        """
        mirrors = (proxy.__dict__["_mirror"] for proxy in self._proxies)
        written = [part for mirror in mirrors for part in mirror.written.values()]
        if written and _bytes_in([*written, value]) > MAX_ARRAY_BYTES:
            self.settle()
        objects, generators = [], []
        for proxy, mirror in self._take_down():
            if mirror.written:
                pairs = [[name, encoder.encode(value)] for name, value in mirror.written.items()]
                objects.append([number_of(proxy), *pairs])
            if mirror.generator is not None:
                self._spare.append(mirror.generator)
                if mirror.has_drawn:
                    generators.append([number_of(proxy), state_of(mirror.generator)])
        return [objects, generators]

    def settle(self) -> None:
        """Write all in the student's objects themselves, which may be looked at meanwhile."""
        for proxy, mirror in self._take_down():
            for name, value in mirror.written.items():
                setattr(proxy, name, value)
            if mirror.generator is not None and mirror.has_drawn:
                proxy.bit_generator.state = dict(mirror.generator.bit_generator.state)
