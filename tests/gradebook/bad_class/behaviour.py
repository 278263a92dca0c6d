"""What functions do besides: print, raise, change others' things; and how they want to be called."""

from gradebook.bad_class.entry import Entry, Write, ending, fine

MSE = "losses.mse"


def doing(code: str) -> Write:
    """`mse` first does `code`, then what is right."""
    lines = "".join(f"    {line}\n" for line in code.splitlines())
    return ending(f"_mse = mse\ndef mse(y_pred, y_true):\n{lines}    return _mse(y_pred, y_true)")


ENTRIES = (
    fine("prints-10-mb", doing("print('la ' * 3_500_000)")),
    fine("prints-10-mb-of-lines", doing("print('la\\n' * 3_500_000)")),
    fine("prints-10-mb-to-stderr", doing("import sys; sys.stderr.write('la ' * 3_500_000)")),
    fine(
        "prints-10-mb-binary",
        doing("import os\nfor _ in range(160): os.write(1, b'\\xff\\x1b[31m\\0' * 9000)"),
    ),
    Entry(
        "prints-and-fails",
        ending("def mse(y_pred, y_true):\n    print('\\x1b[2J[red]<b>```' * 1000)\n    return 0.0"),
        MSE,
    ),
    fine("closes-stdout", doing("import sys; sys.stdout.close()")),
    fine("no-stdout", doing("import sys; sys.stdout = sys.stderr = None")),
    fine(
        "hostile-stdout",
        doing(
            "import sys\nclass S:\n    def __getattr__(self, n): raise SystemExit\nsys.stdout = S()"
        ),
    ),
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
    fine(
        "any-arguments",
        ending("_mse = mse\ndef mse(*args, **kwargs): return _mse(*args, **kwargs)"),
    ),
    fine(
        "more-with-defaults",
        ending(
            "_mse = mse\ndef mse(y_pred, y_true, reduction='mean', eps=1e-9): return _mse(y_pred, y_true)"
        ),
    ),
    fine("other-names", ending("_mse = mse\ndef mse(a, b): return _mse(a, b)")),
    fine("a-lambda", ending("_mse = mse\nmse = lambda p, t: _mse(p, t)")),
    fine("a-partial", ending("import functools\nmse = functools.partial(mse)")),
    fine(
        "a-callable",
        ending(
            "class Mse:\n    def __init__(self, f): self.f = f\n    def __call__(self, p, t): return self.f(p, t)\nmse = Mse(mse)"
        ),
    ),
    Entry("cached", ending("import functools\nmse = functools.cache(mse)"), MSE, "unhashable"),
    Entry(
        "a-class",
        ending("class mse:\n    def __init__(self, p, t): pass"),
        MSE,
        "object of a class",
    ),
    Entry("a-class-without-arguments", ending("class mse: pass"), MSE, "takes no arguments"),
    fine(
        "a-method",
        ending("_mse = mse\nclass L:\n    def mse(self, p, t): return _mse(p, t)\nmse = L().mse"),
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
        "module-getattr", ending("del mse\ndef __getattr__(name): raise RuntimeError(name)"), MSE
    ),
    Entry("breaks-np-mean", doing("np.mean = None"), MSE, "TypeError"),
    Entry("breaks-np-ndarray", doing("np.ndarray = None"), MSE),
    Entry("breaks-np-all", doing("for n in list(vars(np)): setattr(np, n, None)"), MSE),
    Entry(
        "breaks-builtins", doing("import builtins; builtins.isinstance = builtins.len = None"), MSE
    ),
    Entry(
        "breaks-builtins-all",
        doing("import builtins\nfor n in list(vars(builtins)): setattr(builtins, n, None)"),
        MSE,
    ),
    fine("breaks-modules", doing("import sys; sys.modules.clear()")),
    Entry("breaks-host", doing("import gradus_checks.host as h; h.Encoder = None"), MSE),
    fine("breaks-recursion-limit", doing("import sys; sys.setrecursionlimit(60)")),
    fine(
        "breaks-path", doing("import os, sys; os.chdir('/'); sys.path.clear(); os.environ.clear()")
    ),
    fine("breaks-seed", doing("np.random.seed(0)")),
    fine(
        "breaks-errstate",
        doing("np.seterr(all='raise'); import warnings; warnings.simplefilter('error')"),
    ),
    fine("breaks-print-options", doing("np.set_printoptions(formatter={'all': lambda x: 1/0})")),
    fine("breaks-signals", doing("import signal; signal.signal(signal.SIGPROF, signal.SIG_IGN)")),
    fine("warns", doing("import warnings; warnings.warn('la' * 1000)")),
)
