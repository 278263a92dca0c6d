"""Classes: layers of hw2 that are made, called or answered in other ways than was asked."""

from gradebook.bad_class.entry import NOTHING, Entry, Write, fine, reference, write_files

TASKS = ("4.3", "4.4", "4.5", "4.6")
RELU, FORWARD, LINEAR = "backprop.ReLU", "backprop.Linear.forward", "backprop.Linear"


def layers(source: str) -> Write:
    """The work of hw2 with `source` at the end of backprop.py."""
    end = f"\n\n{source}\n".encode()
    files = {"gradient_descent.py": reference("gradient_descent")}
    return lambda path: write_files(path, {**files, "backprop.py": reference("backprop") + end})


def child(kind: str, methods: str) -> Write:
    """The layer `kind` with some methods of its own; `super()` has the right ones."""
    lines = "".join(f"    {line}\n" for line in methods.splitlines())
    return layers(f"class {kind}({kind}):\n{lines}")


def forward(code: str) -> Write:
    """A ReLU whose `forward` makes something of the right output `y`."""
    start = "def forward(self, x, training=False):\n    y = super().forward(x, training)\n"
    return child("ReLU", f"{start}    {code}")


ENTRIES = (
    Entry(
        "init-of-one-argument",
        child("Linear", "def __init__(self, n_out): pass"),
        LINEAR,
        "takes 2 positional arguments but 4 were given",
    ),
    Entry("init-of-none", layers("class Linear: pass"), LINEAR, "Linear() takes no arguments"),
    Entry(
        "init-of-keywords",
        child("Linear", "def __init__(self, **options): pass"),
        LINEAR,
        "takes 1 positional argument but 4 were given",
    ),
    Entry(
        "init-that-returns",
        child("Linear", "def __init__(self, *sizes): return 3"),
        LINEAR,
        "__init__() should return None",
    ),
    fine(
        "init-of-anything",
        child("Linear", "def __init__(self, *args, **more): super().__init__(*args, **more)"),
    ),
    fine(
        "init-with-more",
        child(
            "Linear",
            "def __init__(self, n_in, n_out, rng, scale=1.0): super().__init__(n_in, n_out, rng)",
        ),
    ),
    fine(
        "init-prints-10-mb",
        child(
            "Linear",
            "def __init__(self, *args):\n    print('la ' * 3_500_000)\n    super().__init__(*args)",
        ),
    ),
    fine("forward-prints-10-mb", forward("print('la ' * 3_500_000); return y")),
    fine("forward-gives-a-view", forward("self.y = y; return self.y[:]")),
    fine("forward-gives-fortran-order", forward("return np.asfortranarray(y)")),
    Entry("forward-gives-its-input", forward("return x[:]"), RELU),
    Entry(
        "forward-writes-its-input",
        forward("view = x[:]; view *= view > 0; return view"),
        RELU,
        "changed",
    ),
    Entry("forward-gives-a-generator", forward("return (row for row in y)"), RELU, "a generator"),
    Entry("forward-gives-a-list", forward("return y.tolist()"), RELU, "a list"),
    Entry("forward-gives-nothing", forward("self.y = y"), RELU, "is None"),
    Entry("forward-gives-complex", forward("return y + 0j"), RELU, "complex numbers"),
    Entry("forward-gives-float16", forward("return (y / 3).astype(np.float16)"), RELU),
    Entry("forward-gives-itself", forward("return self"), RELU, "object of a class"),
    Entry(
        "forward-without-self",
        layers("class ReLU(ReLU):\n    def forward(x): return x"),
        RELU,
        "takes 1 positional argument but 2 were given",
    ),
    Entry("forward-is-missing", layers("class ReLU: pass"), RELU, "no attribute 'forward'"),
    Entry(
        "forward-recurses",
        child("ReLU", "def forward(self, x, training=False): return self.forward(x)"),
        RELU,
        "RecursionError",
    ),
    Entry("an-object-not-a-class", layers("ReLU = ReLU()"), RELU, "not callable"),
    Entry("another-name", layers("Relu = ReLU\ndel ReLU"), RELU, "Did you mean Relu?"),
    Entry(
        "getattr-recurses",
        layers("class ReLU:\n    def __getattr__(self, name): return getattr(self, name + 'x')"),
        RELU,
        "RecursionError",
    ),
    fine(
        "hostile-to-everybody",
        child(
            "ReLU",
            "def __repr__(self): raise SystemExit\n"
            "def __eq__(self, other): raise SystemExit\n"
            "def __bool__(self): raise SystemExit\n"
            "def __len__(self): raise SystemExit\n"
            "def __del__(self): raise ValueError",
        ),
    ),
    Entry("works", layers(""), NOTHING),
)
