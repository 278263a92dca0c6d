"""What functions do besides: print, raise, change others' things; and how they want to be called."""

from gradebook.bad_class.entry import NOTHING, Entry, Write, ending

MSE = "losses.mse"


def doing(code: str) -> Write:
    """`mse` first does `code`, then what is right."""
    lines = "".join(f"    {line}\n" for line in code.splitlines())
    return ending(f"_mse = mse\ndef mse(y_pred, y_true):\n{lines}    return _mse(y_pred, y_true)")


def raising(error: str) -> Write:
    """`mse` raises `error`."""
    return doing(f"raise {error}")


def raising_own(body: str) -> Write:
    return ending(f"class E(Exception):\n    {body}\ndef mse(y_pred, y_true): raise E('la')")


ENTRIES = (
    Entry("prints-10-mb", doing("print('la ' * 3_500_000)"), NOTHING),
    Entry("prints-10-mb-of-lines", doing("print('la\\n' * 3_500_000)"), NOTHING),
    Entry(
        "prints-10-mb-to-stderr", doing("import sys; sys.stderr.write('la ' * 3_500_000)"), NOTHING
    ),
    Entry(
        "prints-10-mb-binary",
        doing("import os\nfor _ in range(160): os.write(1, b'\\xff\\x1b[31m\\0' * 9000)"),
        NOTHING,
    ),
    Entry(
        "prints-and-fails",
        ending("def mse(y_pred, y_true):\n    print('\\x1b[2J[red]<b>```' * 1000)\n    return 0.0"),
        MSE,
    ),
    Entry("closes-stdout", doing("import sys; sys.stdout.close()"), NOTHING),
    Entry("no-stdout", doing("import sys; sys.stdout = sys.stderr = None"), NOTHING),
    Entry(
        "hostile-stdout",
        doing(
            "import sys\nclass S:\n    def __getattr__(self, n): raise SystemExit\nsys.stdout = S()"
        ),
        NOTHING,
    ),
    Entry("raises-1-mb", raising("ValueError('la' * 500_000)"), MSE, "ValueError: lala"),
    Entry("raises-100-mb", raising("ValueError('la' * 50_000_000)"), MSE, "ValueError: lala"),
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
    Entry("raises-import", doing("import a_package_nobody_has"), MSE, "not installed"),
    Entry("raises-assert", doing("assert False, 'la'"), MSE, "AssertionError: la"),
    Entry("memory", doing("x = ' ' * 10**10"), MSE, "MemoryError"),
    Entry(
        "one-argument",
        ending("def mse(y_pred): return 0.0"),
        MSE,
        "takes 1 positional argument but 2 were given",
    ),
    Entry(
        "no-argument",
        ending("def mse(): return 0.0"),
        MSE,
        "takes 0 positional arguments but 2 were given",
    ),
    Entry(
        "three-arguments",
        ending("def mse(y_pred, y_true, n): return 0.0"),
        MSE,
        "missing 1 required positional argument: 'n'",
    ),
    Entry(
        "keywords-only",
        ending("def mse(*, y_pred, y_true): return 0.0"),
        MSE,
        "takes 0 positional arguments",
    ),
    Entry(
        "any-keywords",
        ending("def mse(**kwargs): return 0.0"),
        MSE,
        "takes 0 positional arguments but 2 were given",
    ),
    Entry(
        "any-arguments",
        ending("_mse = mse\ndef mse(*args, **kwargs): return _mse(*args, **kwargs)"),
        NOTHING,
    ),
    Entry(
        "more-with-defaults",
        ending(
            "_mse = mse\ndef mse(y_pred, y_true, reduction='mean', eps=1e-9): return _mse(y_pred, y_true)"
        ),
        NOTHING,
    ),
    Entry("other-names", ending("_mse = mse\ndef mse(a, b): return _mse(a, b)"), NOTHING),
    Entry("a-lambda", ending("_mse = mse\nmse = lambda p, t: _mse(p, t)"), NOTHING),
    Entry("a-partial", ending("import functools\nmse = functools.partial(mse)"), NOTHING),
    Entry(
        "a-callable",
        ending(
            "class Mse:\n    def __init__(self, f): self.f = f\n    def __call__(self, p, t): return self.f(p, t)\nmse = Mse(mse)"
        ),
        NOTHING,
    ),
    Entry("cached", ending("import functools\nmse = functools.cache(mse)"), MSE, "unhashable"),
    Entry(
        "a-class",
        ending("class mse:\n    def __init__(self, p, t): pass"),
        MSE,
        "object of a class",
    ),
    Entry("a-class-without-arguments", ending("class mse: pass"), MSE, "takes no arguments"),
    Entry(
        "a-method",
        ending("_mse = mse\nclass L:\n    def mse(self, p, t): return _mse(p, t)\nmse = L().mse"),
        NOTHING,
    ),
    Entry(
        "in-a-class-only",
        ending("class Losses:\n    mse = staticmethod(mse)\ndel mse"),
        MSE,
        "has no function called mse",
    ),
    Entry("in-another-case", ending("MSE = mse\ndel mse"), MSE, "has no function called mse"),
    Entry("a-number", ending("mse = 2.5"), MSE, "should be a function is something else"),
    Entry("none", ending("mse = None"), MSE, "should be a function is something else"),
    Entry("an-array", ending("mse = np.ones(3)"), MSE, "should be a function is something else"),
    Entry("a-list", ending("mse = [1, 2]"), MSE, "should be a function is something else"),
    Entry("a-text", ending("mse = 'mean'"), MSE, "should be a function is something else"),
    Entry(
        "decorated-badly",
        ending(
            "def timed(f):\n    def wrapper(*args): f(*args)\n    return wrapper\nmse = timed(mse)"
        ),
        MSE,
        "is None",
    ),
    Entry(
        "module-getattr",
        ending("del mse\ndef __getattr__(name): raise RuntimeError(name)"),
        MSE,
        "",
    ),
    Entry("breaks-np-mean", doing("np.mean = None"), MSE, "TypeError"),
    Entry("breaks-np-ndarray", doing("np.ndarray = None"), MSE, ""),
    Entry("breaks-np-all", doing("for n in list(vars(np)): setattr(np, n, None)"), MSE, ""),
    Entry(
        "breaks-builtins",
        doing("import builtins; builtins.isinstance = builtins.len = None"),
        MSE,
        "",
    ),
    Entry(
        "breaks-builtins-all",
        doing("import builtins\nfor n in list(vars(builtins)): setattr(builtins, n, None)"),
        MSE,
        "",
    ),
    Entry("breaks-modules", doing("import sys; sys.modules.clear()"), NOTHING, ""),
    Entry("breaks-host", doing("import gradus_checks.host as h; h.Encoder = None"), MSE, ""),
    Entry("breaks-recursion-limit", doing("import sys; sys.setrecursionlimit(60)"), NOTHING, ""),
    Entry(
        "breaks-path",
        doing("import os, sys; os.chdir('/'); sys.path.clear(); os.environ.clear()"),
        NOTHING,
    ),
    Entry("breaks-seed", doing("np.random.seed(0)"), NOTHING),
    Entry(
        "breaks-errstate",
        doing("np.seterr(all='raise'); import warnings; warnings.simplefilter('error')"),
        NOTHING,
    ),
    Entry(
        "breaks-print-options",
        doing("np.set_printoptions(formatter={'all': lambda x: 1/0})"),
        NOTHING,
    ),
    Entry(
        "breaks-signals",
        doing("import signal; signal.signal(signal.SIGPROF, signal.SIG_IGN)"),
        NOTHING,
    ),
    Entry("warns", doing("import warnings; warnings.warn('la' * 1000)"), NOTHING),
)
