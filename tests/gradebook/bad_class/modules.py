"""Modules that are no Python, hardly Python, or Python that asks for too much."""

from importlib.util import find_spec

from gradebook.bad_class.entry import (
    EVERYTHING,
    NOTHING,
    Entry,
    Write,
    ending,
    fine,
    folder,
    losses,
    noted,
    reference,
    refused,
    work,
)

_UNREADABLE = (
    "Error: "  # ValueError before Python 3.11.4 where there are null bytes, else SyntaxError
)
_PLOTS = NOTHING if find_spec("matplotlib") else "losses"
_SOURCE = reference("losses").decode()
_NOTEBOOK = b'{\n "cells": [\n  {"cell_type": "code", "execution_count": null, "source": ["x"]}\n ],\n "metadata": {},\n "nbformat": 4\n}\n'


def starting(source: str) -> Write:
    """The work with `source` at the top of losses.py."""
    return losses(f"{source}\n{_SOURCE}".encode())


ENTRIES = (
    fine("bom", losses(b"\xef\xbb\xbf" + _SOURCE.encode())),
    fine("crlf", losses(_SOURCE.replace("\n", "\r\n").encode())),
    fine("cr", losses(_SOURCE.replace("\n", "\r").encode())),
    fine(
        "latin-declared",
        losses(
            b"# -*- coding: latin-1 -*-\nNAME = 'J\xf6rg'\n" + _SOURCE.encode("latin-1", "ignore")
        ),
    ),
    fine("no-newline-at-end", losses(_SOURCE.rstrip().encode())),
    fine("form-feeds", losses(_SOURCE.replace("\n\n\n", "\n\n\f\n").encode())),
    Entry("utf-16", losses(_SOURCE.encode("utf-16")), "losses", "UTF-8"),
    Entry("utf-16-no-bom", losses(_SOURCE.encode("utf-16-le")), "losses", "null bytes"),
    Entry("utf-32", losses(_SOURCE.encode("utf-32")), "losses", _UNREADABLE),
    Entry("latin-undeclared", losses(b"NAME = 'J\xf6rg'\n" + _SOURCE.encode()), "losses", "UTF-8"),
    Entry(
        "unknown-encoding",
        losses(b"# -*- coding: klingon -*-\n" + _SOURCE.encode()),
        "losses",
        "klingon",
    ),
    Entry("binary", losses(bytes(range(256)) * 10), "losses", _UNREADABLE),
    Entry("png", losses(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(100)), "losses", _UNREADABLE),
    Entry("zip-called-py", losses(b"PK\3\4" + bytes(100)), "losses", _UNREADABLE),
    Entry("null-bytes", losses(_SOURCE.encode() + b"\0\0\0"), "losses", "null bytes"),
    Entry("tabs-and-spaces", ending("def f():\n        x = 1\n\ty = 2"), "losses", "TabError"),
    Entry("bad-indent", ending("def f():\n    x = 1\n  y = 2"), "losses", "IndentationError"),
    Entry("smart-quotes", ending("x = “la”"), "losses", "SyntaxError"),
    Entry("nbsp", ending("x\u00a0= 1"), "losses", "SyntaxError"),
    Entry(
        "merge-conflict",
        ending("<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> other"),
        "losses",
        "SyntaxError",
    ),
    Entry("python-2", ending("print 'la'"), "losses", "Missing parentheses"),
    Entry("prompt", ending(">>> mse(1, 2)"), "losses", "SyntaxError"),
    Entry("web-page", losses(b"<!DOCTYPE html>\n<p>Please log in</p>"), "losses", "SyntaxError"),
    noted("notebook-called-py", losses(_NOTEBOOK), "is a notebook under another"),
    Entry("magic", starting("%matplotlib inline"), "losses", "notebook"),
    Entry("shell", starting("!pip install numpy"), "losses", "notebook"),
    Entry("cell-magic", starting("%%time"), "losses", "notebook"),
    Entry("question-mark", ending("mse?"), "losses", "SyntaxError"),
    Entry(
        "plt-show", ending("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"), _PLOTS
    ),
    Entry("not-installed", starting("import a_package_nobody_has"), "losses", "requirements.txt"),
    Entry(
        "colab",
        starting("from google.colab import drive\ndrive.mount('/content/drive')"),
        "losses",
        "google",
    ),
    Entry("not-handed-in", starting("from my_helpers import clip"), "losses", "my_helpers"),
    Entry("relative", starting("from .softmax import softmax"), "losses", "Leave out the dot"),
    Entry("relative-star", starting("from . import softmax"), "losses", "Leave out the dot"),
    Entry(
        "circular",
        folder(
            {
                **work(),
                "losses.py": b"from softmax import softmax\n" + reference("losses"),
                "softmax.py": b"from losses import mse\n" + reference("softmax"),
            }
        ),
        EVERYTHING,
        "circular import",
    ),
    fine("imports-the-tests", starting("import gradus_checks, gradus.worker")),
    Entry(
        "ipython",
        ending("get_ipython().run_line_magic('matplotlib', 'inline')"),
        "losses",
        "get_ipython",
    ),
    Entry("display", ending("display(mse(1.0, 2.0))"), "losses", "display"),
    Entry(
        "trains-at-import",
        ending("import numpy as np\nW = np.ones((200, 200))\nwhile True:\n    W = W @ W / 200"),
        "losses",
        "if __name__",
    ),
    fine("main-guarded", ending("if __name__ == '__main__':\n    while True:\n        pass")),
    Entry("reads-a-file", ending("data = open('data.csv').read()"), "losses", "data.csv"),
    Entry(
        "writes-a-file", ending("open('/nowhere/out.txt', 'w').write('la')"), "losses", "out.txt"
    ),
    Entry("asserts", ending("assert mse(1.0, 2.0) == 4"), "losses", "AssertionError"),
    fine(
        "warnings-as-errors",
        starting(
            "import warnings\nwarnings.simplefilter('error')\nimport numpy\nnumpy.seterr(all='raise')"
        ),
    ),
    fine("ten-thousand-lines", losses(_SOURCE.encode() + b"x = 1\n" * 10_000)),
    refused(
        "a-hundred-thousand-lines",
        losses(_SOURCE.encode() + b"x = 1\n" * 100_000),
        "at most 96 kB of Python source",
    ),
    refused(
        "a-million-lines",
        losses(_SOURCE.encode() + b"x = 1\n" * 1_000_000),
        "losses.py is too large",
    ),
    Entry("deep-brackets", ending("x = " + "[" * 10_000 + "]" * 10_000), "losses", "SyntaxError"),
    Entry("deep-sum", ending("x = " + "1+" * 40_000 + "1"), "losses"),
    Entry("deep-minus", ending("x = " + "-" * 80_000 + "1"), "losses"),
    Entry("deep-attributes", ending("x = x" + ".x" * 40_000), "losses"),
    Entry("deep-lambda", ending("x = " + "lambda:" * 11_000 + "1"), "losses"),
    fine("deep-ifs", ending("".join(" " * n + "if 1:\n" for n in range(99)) + " " * 99 + "pass")),
    Entry(
        "deep-ifs-101",
        ending("".join(" " * n + "if 1:\n" for n in range(101)) + " " * 101 + "pass"),
        "losses",
        "IndentationError",
    ),
    Entry("recursion-at-import", ending("def f(): f()\nf()"), "losses", "RecursionError"),
    Entry(
        "fork-bomb",
        ending("import os\nwhile True: os.getpid() if os.environ.get('X') else os._exit(9)"),
        "losses",
        "os._exit",
    ),
    fine("shadows-numpy", folder({**work(), "numpy.py": b"mean = None\n"})),
    fine("shadows-math", folder({**work(), "random.py": b"1/0\n", "string.py": b"1/0\n"})),
)
