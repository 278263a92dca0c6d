"""Submissions that do not run, or run away, made from any reference."""

Sources = dict[str, str]
"""Module name to source text."""


def broken_submissions(reference: Sources, module: str, function: str) -> dict[str, Sources]:
    """By name: the reference with its `module`, or the `function` in it, broken in some way."""
    endings = {**_broken_modules(), **_broken_functions(function)}
    return {
        "broken-missing-file": {name: text for name, text in reference.items() if name != module},
        "broken-empty-module": {**reference, module: ""},
        **{name: {**reference, module: reference[module] + end} for name, end in endings.items()},
    }


def _broken_modules() -> dict[str, str]:
    """What makes a module fail as a whole, to be written at its end."""
    return {
        "broken-syntax-error": "\n\ndef unfinished(:\n",
        "broken-import-error": "\n\nimport a_package_nobody_has\n",
        "broken-endless-import": "\n\nwhile True:\n    pass\n",
        "broken-asks-for-input": "\n\ninput('Which key? ')\n",
        "broken-sys-exit": "\n\nimport sys\nsys.exit()\n",
        "broken-huge-array": _everything("np.ones((1_000, 1_000_000))"),
        "broken-returns-none": _everything("None"),
        "broken-returns-list": _everything("[0.5, 0.5]"),
        "broken-returns-objects": _everything("np.array([1, 'two', None], dtype=object)"),
        "broken-returns-nan": _everything("float('nan')"),
    }


def _everything(value: str) -> str:
    """Every public function and class gives `value`."""
    return f"""

import numpy as np

for _name, _value in list(globals().items()):
    if callable(_value) and not _name.startswith('_'):
        globals()[_name] = lambda *inputs, **options: {value}
"""


def _broken_functions(function: str) -> dict[str, str]:
    """What makes one function of a module fail, to be written at its end."""
    start = f"\n\ndef {function}(*inputs, **options):\n    "
    return {
        "broken-endless-loop": f"{start}while True:\n        pass\n",
        "broken-os-exit": f"{start}import os\n    os._exit(0)\n",
        "broken-crash": f"{start}import ctypes\n    ctypes.string_at(0)\n",
        "broken-recursion": f"{start}return {function}(*inputs, **options)\n",
        "broken-huge-output": f"{start}for _ in range(100):\n        print('la' * 50_000)\n",
    }
