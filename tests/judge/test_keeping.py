"""A question that fails is judged again only where something could be left of what came before."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from gradus.worker.keeping import keeps_nothing

FUNCTIONS = """
    import math
    from typing import Optional

    import numpy as np

    EPS = 1e-12
    NAMES = ("a", "b")

    def loss(y_pred, y_true, factor=2.0):
        y_pred = np.array(y_pred)
        y_pred[0] += EPS
        y_pred.shape = (-1,)
        return factor * np.mean(np.where(y_pred > 0, y_pred, y_true)) / math.sqrt(len(y_pred))

    def outer(f):
        calls = 0
        def inner(x):
            nonlocal calls
            calls += 1
            return f(x)
        return inner
"""
CLASSES = """
    import numpy as np

    class Layer:
        '''With what it keeps in itself.'''
        size: int = 3

        def forward(self, x, training=False):
            self.x = x
            self.count += 1
            return x

        @property
        def shape(self):
            return self.x.shape

        @staticmethod
        def of(x):
            return x

    class Sigmoid(Layer):
        def forward(self, x, training=False):
            self.y = 1 / (1 + np.exp(-x))
            return self.y
"""
KEEPS_NOTHING = {
    "functions": FUNCTIONS,
    "classes": CLASSES,
    "a module that uses another": "from other import helper\ndef f(x): return helper(x)",
    "generators that begin anew": "import numpy as np\ndef f(): return np.random.rand(3)",
    "a main part": "def f(x): return x\nif __name__ == '__main__':\n    print(f(1))",
}
CAN_KEEP = {
    "a cache": "CACHE = {}\ndef f(x): return CACHE.setdefault(x, 1)",
    "an array": "import numpy as np\nTABLE = np.zeros(3)\ndef f(x): return TABLE",
    "in a tuple": "TABLES = (1, [2])",
    "a global variable": "COUNT = 0\ndef f(x):\n    global COUNT\n    COUNT += 1",
    "a default": "def f(x, seen=[]): return seen",
    "a default by name": "def f(x, *, seen=[]): return seen",
    "an attribute of a function": "def f(x): f.x = x\nf.x = 0",
    "one that comes later": "def f(x): f.x = x\nf(0)",
    "a closure": "def made(seen):\n    return lambda x: seen.append(x)\nf = made([])",
    "a wrapper": "from functools import cache\n@cache\ndef f(x): return x",
    "a class's list": "class A:\n    made = []",
    "a class's number": "class A:\n    made = 0\n    def f(self): A.made += 1",
    "a class method": "class A:\n    @classmethod\n    def f(cls): cls.x = 1",
    "a base": "def base():\n    class B:\n        made = []\n    return B\nclass A(base()): pass",
    "an object": "class A: pass\nTHE = A()",
    "another's function": "import other\ndef f(x): other.helper = f",
    "a number of another module": "import other\ndef f(x): other.SIZE = x",
    "another module by another name": "import other\ndef f(x):\n    m = other\n    m.SIZE = x",
    "another module": "import other_cache\ndef f(x): return other_cache.CACHE",
    "a function of NumPy's": "import numpy as np\ndef f(x): np.sum = f",
    "settings": "import numpy as np\nnp.seterr(all='ignore')",
    "settings of a part": "import numpy as np\ndef f(x): np.set_printoptions(precision=2)",
    "the system": "import os\ndef f(x): return x",
    "in a function": "def f(x):\n    import warnings\n    warnings.simplefilter('error')",
    "a part of the system": "from warnings import simplefilter",
    "files": "def f(x): open('x', 'w').write(x)",
    "names made up": "def f(x): globals()['x'] = x",
    "memory as it was": "import numpy as np\ndef f(x): return np.empty(3)",
    "in part": "import numpy as np\ndef f(x): return np.log(x, where=x > 0)",
    "a method of a list": "keep = [].append",
    "generators of its own": "import numpy as np\nrng = np.random.default_rng(0)",
}
OTHERS = {"other": "SIZE = 3\ndef helper(x): return x", "other_cache": "CACHE = {}"}


Told = Callable[..., bool]


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """What is said of a module with this text, imported from a folder with others beside it."""
    before = {*sys.modules}
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def told_of(text: str, *beside: str) -> bool:
        for name, source in {**OTHERS, "work": text}.items():
            (tmp_path / f"{name}.py").write_text(dedent(source), "utf-8")
        for name in (*beside, "work"):
            importlib.import_module(name)
        return keeps_nothing(str(tmp_path))

    yield told_of
    for name in {*sys.modules} - before:
        if name in (*OTHERS, "work"):
            del sys.modules[name]


@pytest.mark.parametrize("text", KEEPS_NOTHING.values(), ids=KEEPS_NOTHING)
def test_what_holds_nothing_that_can_change_keeps_nothing(told: Told, text: str) -> None:
    assert told(text)


@pytest.mark.parametrize("text", CAN_KEEP.values(), ids=CAN_KEEP)
def test_what_holds_something_that_can_change_may_keep_it(told: Told, text: str) -> None:
    assert not told(text)


_SETS = "class A:\n    def f(self, x): self.SIZE = x"


def test_a_name_of_a_module_that_nobody_imports_may_be_an_attribute_s_too(told: Told) -> None:
    assert told(_SETS, "other")


def test_who_imports_that_module_could_set_it(told: Told) -> None:
    assert not told(
        "from other import helper\nclass A:\n    def f(self, x): self.SIZE = x", "other"
    )
