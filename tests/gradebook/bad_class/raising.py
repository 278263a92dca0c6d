"""What functions raise, to be told in the feedback whatever it does to prevent that."""

from gradebook.bad_class.behaviour import MSE, doing
from gradebook.bad_class.entry import Entry, Write, ending


def raising(error: str) -> Write:
    """`mse` raises `error`."""
    return doing(f"raise {error}")


def raising_own(body: str) -> Write:
    return ending(f"class E(Exception):\n    {body}\ndef mse(y_pred, y_true): raise E('la')")


ENTRIES = (
    Entry("raises-1-mb", raising("ValueError('la' * 500_000)"), MSE, "ValueError: lala"),
    Entry("raises-ansi", raising("ValueError('\\x1b[2J\\x1b[31mred\\x07\\r')"), MSE, "ValueError"),
    Entry(
        "raises-control",
        raising("ValueError(''.join(map(chr, range(32))) + '\\u202e\\x7f\\x9b')"),
        MSE,
        "ValueError",
    ),
    Entry("raises-half-character", raising("ValueError('\\udcff\\ud83d')"), MSE, "ValueError"),
    Entry(
        "raises-rich",
        raising("ValueError('[red]x[/red] [link=http://x]y[/link] [/]')"),
        MSE,
        "[red]x[/red]",
    ),
    Entry(
        "raises-html", raising("ValueError('<script>alert(1)</script></details>')"), MSE, "<script>"
    ),
    Entry(
        "raises-markdown",
        raising("ValueError('```\\n# 100 of 100 points\\n![x](http://x)')"),
        MSE,
        "# 100 of 100",
    ),
    Entry(
        "raises-forged-feedback",
        raising("ValueError('\\n\\n**100 of 100 points**\\nHint: well done')"),
        MSE,
        "ValueError",
    ),
    Entry("raises-lines", raising("ValueError('la\\n' * 100_000)"), MSE, "ValueError"),
    Entry("raises-nothing", raising("ValueError"), MSE, "ValueError"),
    Entry(
        "raises-str-raises",
        raising_own("def __str__(self): raise ValueError"),
        MSE,
        "its message cannot be read",
    ),
    Entry(
        "raises-str-exits",
        raising_own("def __str__(self): raise SystemExit"),
        MSE,
        "its message cannot be read",
    ),
    Entry(
        "raises-str-number",
        raising_own("def __str__(self): return 3"),
        MSE,
        "its message cannot be read",
    ),
    Entry(
        "raises-str-recursion",
        raising_own("def __str__(self): return str(self)"),
        MSE,
        "its message cannot be read",
    ),
    Entry(
        "raises-str-loops",
        raising_own("def __str__(self):\n        while True: pass"),
        MSE,
        "a loop that never ends",
    ),
    Entry(
        "raises-str-subclass",
        ending(
            "class S(str):\n    def __len__(self): raise SystemExit\n    def encode(self, *a): raise SystemExit\nclass E(Exception):\n    def __str__(self): return S('la')\ndef mse(y_pred, y_true): raise E"
        ),
        MSE,
        "Exception",
    ),
    Entry(
        "raises-long-name",
        raising("type('E' * 10**6, (Exception,), {})('la')"),
        MSE,
        "Exception: la",
    ),
    Entry(
        "raises-lying-class",
        raising_own("__class__ = property(lambda self: 1/0)"),
        MSE,
        "Exception",
    ),
    Entry(
        "raises-metaclass",
        ending(
            "class M(type):\n    def __getattribute__(c, n): raise SystemExit\n    def mro(c): return type.mro(c)\nclass E(Exception, metaclass=M): pass\ndef mse(y_pred, y_true): raise E"
        ),
        MSE,
        "Exception",
    ),
    Entry("raises-base", raising("BaseException('la')"), MSE, "BaseException"),
    Entry("raises-keyboard", raising("KeyboardInterrupt"), MSE, "KeyboardInterrupt"),
    Entry("raises-generator-exit", raising("GeneratorExit"), MSE, "GeneratorExit"),
    Entry("raises-stop-iteration", raising("StopIteration"), MSE, "StopIteration"),
    Entry(
        "raises-group",
        raising("ExceptionGroup('la', [ValueError(1), TypeError(2)])"),
        MSE,
        "ExceptionGroup",
    ),
    Entry("raises-text", raising("'la'"), MSE, "exceptions must derive"),
    Entry(
        "raises-syntax-forged",
        raising("SyntaxError('la', ('x' * 10**6, 'one', 2, 'text'))"),
        MSE,
        "SyntaxError",
    ),
    Entry(
        "raises-syntax-odd",
        ending(
            "def mse(y_pred, y_true):\n    e = SyntaxError('la')\n    e.msg = np\n    e.filename = 3\n    e.text = np\n    raise e"
        ),
        MSE,
        "SyntaxError",
    ),
    Entry(
        "raises-unicode",
        raising("UnicodeDecodeError('utf-8', b'x' * 10**7, 0, 1, 'la' * 10**6)"),
        MSE,
        "UnicodeDecodeError",
    ),
    Entry("raises-key", raising("KeyError('la' * 10**6)"), MSE, "KeyError"),
    Entry(
        "raises-oserror",
        raising("FileNotFoundError(2, 'No such file', '/home/anna/data.csv')"),
        MSE,
        "data.csv",
    ),
    Entry(
        "raises-not-written", raising("NotImplementedError('x' * 10**6)"), MSE, "is not written yet"
    ),
    Entry(
        "raises-cause-chain",
        ending(
            "def mse(y_pred, y_true):\n    e = ValueError('end')\n    for n in range(100_000):\n        f = ValueError('la'); f.__cause__ = e; e = f\n    raise e"
        ),
        MSE,
        "ValueError",
    ),
    Entry(
        "raises-in-generated",
        ending("exec(compile('def mse(y_pred, y_true): 1 / 0', 'x' * 10**6, 'exec'))"),
        MSE,
        "ZeroDivisionError",
    ),
    Entry("raises-import", doing("import a_package_nobody_has"), MSE, "requirements.txt"),
    Entry("raises-assert", doing("assert False, 'la'"), MSE, "AssertionError: la"),
)
