"""All attacks, by kind."""

from importlib import import_module

from attacks.arsenal.attack import Attack

KINDS = (
    *("reading", "patching", "memory", "frames", "lying", "borrowing", "processes", "children"),
    *("objects", "loops", "floods", "lasting", "network", "kernel", "files", "archives"),
    *("templates", "across", "channels", "amplifiers", "waiting", "scratch"),
)

ALL: dict[str, tuple[Attack, ...]] = {
    kind: import_module(f"{__name__}.{kind}").attacks for kind in KINDS
}

__all__ = ["ALL", "Attack"]
