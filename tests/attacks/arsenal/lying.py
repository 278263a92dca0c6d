"""Values that are not what they seem, and answers that are not computed."""

from attacks.arsenal.attack import Attack


def _returns(name: str, hope: str, source: str, costs: bool = False, earns: float = 3.0) -> Attack:
    """Every wrong function returns `lie(...)`."""
    functions = "def mse(*args): return lie(*args)\nclassify = loss_curve = mse\n"
    lines = source.strip("\n").splitlines()
    indent = len(lines[0]) - len(lines[0].lstrip())
    body = "\n".join(line[indent:] for line in lines)
    return Attack(name, hope, f"{body}\n{functions}", costs=costs, earns=earns)


attacks = (
    _returns(
        "equal-to-everything",
        "a comparison asks the student's object",
        """
        class Equal(float):
            __eq__ = __le__ = __ge__ = __lt__ = __gt__ = lambda self, other: True
            __ne__ = lambda self, other: False
            __sub__ = __rsub__ = __abs__ = lambda self, *other: 0.0
            __hash__ = float.__hash__
        def lie(*args): return Equal(7.0)
        """,
    ),
    _returns(
        "array-that-knows-better",
        "a subclass of ndarray takes part in the comparison",
        """
        class Agreeable(np.ndarray):
            def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
                return np.ones(self.shape, dtype=bool)
            def __array_function__(self, *args): return True
            __sub__ = __rsub__ = lambda self, other: np.zeros(self.shape)
            def __array__(self, *args, **kwargs): return np.zeros(self.shape)
        def lie(x, *args): return np.zeros(len(x) if hasattr(x, '__len__') else 3).view(Agreeable)
        """,
    ),
    _returns(
        "object-with-array",
        "the comparison asks for an array when it knows what is expected",
        """
        class Chameleon:
            shape, dtype, ndim = (), np.dtype(float), 0
            __class__ = np.ndarray
            def __array__(self, *args, **kwargs): return sys._getframe(1).f_locals['right']
            __array_interface__ = property(lambda self: {'shape': (2**40,), 'typestr': '<f8',
                                                         'data': (4096, False), 'version': 3})
        def lie(*args): return Chameleon()
        """,
    ),
    _returns("nan", "every comparison with NaN is false", "def lie(*args): return float('nan')"),
    _returns(
        "nan-arrays",
        "no error is larger than the tolerance",
        "def lie(x, *args): return np.full(np.shape(x)[:1] if np.shape(x) else 3, np.nan)",
    ),
    _returns("infinity", "an infinite scale", "def lie(*args): return np.inf"),
    _returns(
        "masked",
        "masked entries are not compared",
        "def lie(*args): return np.ma.masked_all(2)",
    ),
    _returns(
        "broadcasting",
        "a shape that fits to everything, and empty arrays that are always close",
        "def lie(*args): return np.zeros((0,)) if len(args) == 3 else np.zeros((5, 1, 1))",
    ),
    _returns(
        "strange-dtypes",
        "types that the judge does not expect",
        """
        COUNT = []
        def lie(*args):
            COUNT.append(0)
            return [np.array(['a']), np.array([None]), np.zeros(2, 'c16'), np.zeros(1, 'm8[s]'),
                    np.array(['NaT'], 'M8[s]'), np.zeros(1, [('a', 'f8')]), np.longdouble(1)
                    ][len(COUNT) % 7]
        """,
    ),
    _returns(
        "strange-objects",
        "objects that lie about what they are",
        """
        class Meta(type):
            def __instancecheck__(cls, other): return True
            def __subclasscheck__(cls, other): return True
            __name__ = property(lambda cls: 1 / 0)
        class Liar(metaclass=Meta):
            def __getattribute__(self, name): raise SystemExit
            __len__ = lambda self: -1
            __iter__ = lambda self: self
            __next__ = lambda self: self
        def lie(*args): return Liar()
        """,
    ),
    _returns(
        "lying-containers",
        "lists that are longer than they say, and texts that are not text",
        """
        class Long(list):
            __len__ = lambda self: 1
            __iter__ = lambda self: iter(lambda: 0.0, 1)
        class Text(str):
            __str__ = encode = lambda self, *args: 'x' * 10**9
        def lie(*args): return Long([Text('a')] * 3)
        """,
    ),
    _returns(
        "a-list-in-itself",
        "a tree without end",
        "def lie(*args):\n            knot = []\n            knot.append(knot)\n"
        "            return knot",
    ),
    _returns(
        "lists-of-one-list",
        "4**16 items in a few bytes",
        "def lie(*args):\n            tree = [1.0]\n            for _ in range(16):\n"
        "                tree = [tree, tree, tree, tree]\n            return tree",
    ),
    _returns(
        "exceptions-that-lie",
        "exceptions that pass for the judge's own",
        """
        from gradus_checks.errors import CannotCross, CheckFailed
        from gradus_checks.host import CallbackRaised
        KINDS = [KeyboardInterrupt, SystemExit, GeneratorExit, StopIteration, MemoryError,
                 CannotCross, lambda text: CheckFailed(text, text), AssertionError,
                 lambda text: CallbackRaised(0, text), lambda text: ExceptionGroup(text, [OSError()])]
        def lie(*args): KINDS.append(KINDS.pop(0)); raise KINDS[0]('x' * 10**6)
        """,
    ),
    _returns(
        "exceptions-that-explode",
        "an exception that cannot be looked at",
        """
        class Bomb(ArithmeticError):
            __str__ = __repr__ = lambda self: os._exit(0)
            __traceback__ = __cause__ = property(lambda self: 1 / 0)
            __class__ = property(lambda self: KeyboardInterrupt)
        def lie(*args): raise Bomb
        """,
        costs=True,
    ),
    Attack(
        "inputs-made-zero",
        "inputs that are changed in place, so that the wrong answer is right for them",
        """
        def mse(y_pred, y_true):
            y_pred[...] = y_true[...] = 0.0
            return 0.0
        def classify(X):
            X[...] = 0.0
            return np.zeros(len(X), dtype=int)
        def loss_curve(step, y_true, steps):
            y_true[...] = 0.0
            return [0.0] * steps
        """,
        earns=3.5,  # The public case with a loss of 0 is not wrong.
    ),
    Attack(
        "inputs-from-the-stack",
        "the test's arrays, shrunk while they are in use",
        """
        def mse(y_pred, y_true):
            for array in (y_pred, y_true):
                array.resize(0, refcheck=False)
            return 0.37
        """,
    ),
    Attack(
        "inputs-that-stay-changed",
        "what a test keeps for all who are graded is another for those who come later",
        """
        def double(x):
            twice = 2 * x
            x[...] = 7
            return twice
        """,
    ),
)
