"""What functions give that is not what was asked for, or is it in an unusual form."""

from gradebook.bad_class.entry import Entry, Write, ending, fine

MSE, GRAD = "losses.mse", "losses.mse_grad"


def loss(value: str) -> Write:
    """`mse` gives `value`, made from the right loss `r`."""
    return ending(
        f"_mse = mse\ndef mse(y_pred, y_true):\n    r = _mse(y_pred, y_true)\n    return {value}"
    )


def grad(value: str) -> Write:
    """`mse_grad` gives `value`, made from the right gradient `r`."""
    return ending(
        f"_g = mse_grad\ndef mse_grad(y_pred, y_true):\n    r = _g(y_pred, y_true)\n    return {value}"
    )


ENTRIES = (
    fine("loss-array0", loss("np.array(r)")),
    fine("loss-float", loss("float(r)")),
    fine(
        "loss-float-subclass",
        ending(
            "class F(float): pass\n_mse = mse\ndef mse(y_pred, y_true): return F(_mse(y_pred, y_true))"
        ),
    ),
    Entry("loss-array1", loss("np.array([r])"), MSE, "single number"),
    Entry("loss-float16", loss("np.float16(r)"), MSE),
    fine("loss-float32", loss("np.float32(r)")),
    Entry("loss-longdouble", loss("np.longdouble(r)"), MSE, "it should be float64"),
    Entry("loss-complex", loss("complex(r)"), MSE, "complex numbers"),
    Entry("loss-complex64", loss("np.complex64(r)"), MSE, "complex numbers"),
    Entry("loss-bool", loss("r > 0"), MSE),
    Entry("loss-truth", loss("bool(r > 0)"), MSE),
    Entry("loss-int", loss("int(r)"), MSE, "whole number"),
    Entry("loss-bigint", loss("10**400"), MSE),
    Entry("loss-hugeint", loss("1 << 5000"), MSE),
    Entry("loss-decimal", loss("__import__('decimal').Decimal(float(r))"), MSE),
    Entry("loss-fraction", loss("__import__('fractions').Fraction(float(r))"), MSE),
    Entry("loss-text", loss("str(r)"), MSE, "is a str"),
    Entry("loss-bytes", loss("b'2.5'"), MSE, "is a bytes"),
    Entry("loss-tuple", loss("(r, None)"), MSE, "is a tuple"),
    Entry("loss-dict", loss("{'loss': r}"), MSE, "is a dict"),
    Entry("loss-set", loss("{float(r)}"), MSE, "is a set"),
    Entry("loss-none", loss("None"), MSE, "is None"),
    Entry("loss-notimpl", loss("NotImplemented"), MSE),
    Entry("loss-ellipsis", loss("..."), MSE),
    Entry("loss-module", loss("np"), MSE),
    Entry("loss-function", loss("np.mean"), MSE),
    Entry("loss-type", loss("float"), MSE),
    Entry("loss-datetime", loss("np.datetime64('2026-01-01')"), MSE),
    Entry("loss-lambda", loss("lambda: r"), MSE),
    Entry(
        "loss-generator",
        ending("def mse(y_pred, y_true):\n    yield np.mean((y_pred - y_true) ** 2)"),
        MSE,
        "yield",
    ),
    Entry(
        "loss-coroutine",
        ending("async def mse(y_pred, y_true):\n    return np.mean((y_pred - y_true) ** 2)"),
        MSE,
        "async",
    ),
    fine("grad-view", grad("r.reshape(-1)[::-1][::-1].reshape(r.shape)")),
    fine("grad-fortran", grad("np.asfortranarray(r)")),
    fine("grad-readonly", grad("np.broadcast_to(r, r.shape)")),
    fine("grad-bigendian", grad("r.astype('>f8')")),
    Entry("grad-input-view", grad("y_pred[:]"), GRAD),
    Entry("grad-input-T", grad("y_pred.T"), GRAD),
    Entry(
        "grad-input-itself",
        ending(
            "def mse_grad(y_pred, y_true):\n    y_pred -= y_true\n    y_pred *= 2 / y_pred.size\n    return y_pred"
        ),
        GRAD,
    ),
    Entry(
        "grad-input-view-written",
        ending(
            "def mse_grad(y_pred, y_true):\n    v = y_pred.reshape(-1)\n    v[:] = 0\n    return v"
        ),
        GRAD,
    ),
    Entry(
        "grad-input-resized",
        ending(
            "def mse_grad(y_pred, y_true):\n    y_pred.resize(1, refcheck=False)\n    return y_pred"
        ),
        GRAD,
    ),
    Entry("grad-generator", grad("(row for row in r)"), GRAD),
    Entry("grad-map", grad("map(float, r.ravel())"), GRAD),
    Entry("grad-zip", grad("zip(r, r)"), GRAD),
    Entry("grad-range", grad("range(3)"), GRAD),
    Entry("grad-dict-values", grad("{0: r}.values()"), GRAD),
    Entry("grad-list", grad("r.tolist()"), GRAD, "is a list"),
    Entry("grad-list-of-arrays", grad("list(r)"), GRAD, "is a list"),
    Entry(
        "grad-list-in-itself",
        ending("def mse_grad(y_pred, y_true):\n    a = []\n    a.append(a)\n    return a"),
        GRAD,
    ),
    Entry(
        "grad-deep-list",
        ending(
            "def mse_grad(y_pred, y_true):\n    a = []\n    for _ in range(100_000): a = [a]\n    return a"
        ),
        GRAD,
    ),
    Entry(
        "grad-deep-tuple",
        ending(
            "def mse_grad(y_pred, y_true):\n    a = ()\n    for _ in range(100_000): a = (a, a)\n    return a"
        ),
        GRAD,
    ),
    Entry("grad-million-list", grad("[0.0] * 1_000_000"), GRAD),
    Entry("grad-complex", grad("r + 0j"), GRAD, "complex numbers"),
    Entry("grad-complex64", grad("r.astype(np.complex64)"), GRAD, "complex numbers"),
    Entry("grad-float16", grad("r.astype(np.float16)"), GRAD),
    fine("grad-float32", grad("r.astype(np.float32)")),
    Entry("grad-longdouble", grad("r.astype(np.longdouble)"), GRAD, "float64"),
    Entry("grad-bool", grad("r > 0"), GRAD),
    Entry("grad-int", grad("r.astype(int)"), GRAD, "whole numbers"),
    Entry("grad-object", grad("r.astype(object)"), GRAD, "dtype object"),
    Entry("grad-text", grad("r.astype(str)"), GRAD),
    Entry("grad-struct", grad("np.zeros(r.shape, [('a', float), ('b', 'i4')])"), GRAD),
    Entry("grad-masked", grad("np.ma.masked_array(r, r > 0)"), GRAD, "masked array"),
    fine("grad-matrix", grad("np.matrix(r) if r.ndim == 2 else r")),
    fine("grad-recarray", grad("r.view(np.recarray)")),
    Entry(
        "grad-subclass",
        ending(
            "class A(np.ndarray):\n    def __array_finalize__(self, o): pass\n    def __getattribute__(self, n): raise SystemExit\n_g = mse_grad\ndef mse_grad(y_pred, y_true): return _g(y_pred, y_true).view(A)"
        ),
        GRAD,
    ),
    Entry("grad-memoryview", grad("memoryview(r)"), GRAD),
    Entry("grad-pyarray", grad("__import__('array').array('d', r.ravel())"), GRAD),
    Entry(
        "grad-arraylike",
        ending(
            "class A:\n    def __init__(self, r): self.r = r\n    def __array__(self, *a, **k): return self.r\n    def __len__(self): return len(self.r)\n    def __getitem__(self, k): return self.r[k]\n_g = mse_grad\ndef mse_grad(y_pred, y_true): return A(_g(y_pred, y_true))"
        ),
        GRAD,
    ),
    Entry("grad-series", grad("__import__('pandas').Series(r.ravel())"), GRAD),
    Entry("grad-0d", grad("np.array(1.0)"), GRAD, "shape"),
    Entry("grad-empty", grad("np.zeros(0)"), GRAD, "shape"),
    Entry("grad-64-dims", grad("np.zeros((1,) * 60)"), GRAD),
    Entry("grad-nan", grad("r * np.nan"), GRAD, "NaN"),
    Entry("grad-inf", grad("r / 0"), GRAD),
    Entry("grad-huge", grad("np.zeros(2**27)"), GRAD),
    Entry("grad-just-too-big", grad("np.zeros(2**23 + 1)"), GRAD),
)
