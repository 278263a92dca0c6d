"""Layers, monitors and iterators that stay with the student, and of which the judge has handles."""

from attacks.arsenal.attack import Attack


def _lies(name: str, hope: str, source: str, costs: bool = True, earns: float = 3.0) -> Attack:
    return Attack(name, hope, source, target="layers", costs=costs, earns=earns)


attacks = (
    Attack(
        "a-table-of-public-answers-of-layers",
        "all public inputs are known, so a table will do",
        """
        class Linear(Linear):
            def forward(self, x): return np.array([[3.5], [2.5]])
        class EarlyStopping(EarlyStopping):
            seen = 0
            def update(self, loss, parameters):
                self.seen += 1
                return self.seen == 4
        def minibatches(n, size, rng): return [[0, 1], [2, 3]]
        """,
        target="layers",
        earns=6.0,  # All public cases, and none of the hidden ones.
    ),
    _lies(
        "every-name",
        "an object that has whatever is asked of it, and is whatever it is compared with",
        """
        class Anything:
            def __init__(self, *args): pass
            def __getattr__(self, name): return self
            __call__ = __getitem__ = __iter__ = __add__ = __enter__ = lambda self, *args: self
            __eq__ = __lt__ = __bool__ = __contains__ = __instancecheck__ = lambda *args: True
            __len__, __float__, __hash__ = lambda self: 1, lambda self: 0.0, lambda self: 0
            __next__ = lambda self: self
        Linear = EarlyStopping = minibatches = Anything
        """,
    ),
    _lies(
        "an-object-that-is-an-array",
        "a subclass with its own idea of equality, attributes and items",
        """
        class Linear(np.ndarray):
            def __new__(cls, n_in, n_out, rng): return np.zeros((n_in, n_out)).view(cls)
            W = b = dW = db = property(lambda self: self)
            forward = backward = lambda self, x: self
            def __array_ufunc__(self, *args, **kwargs): return True
            def __setitem__(self, key, value): print('LOO' 'TED' if 271e3 + 828 in value else '')
            shape = property(lambda self: (4, 3))
            __array_interface__ = {'shape': (2**40,), 'typestr': '<f8', 'data': (8, False)}
        """,
    ),
    _lies(
        "names-that-tell",
        "hidden inputs, told by the name of what is missing or of what is returned",
        """
        class Linear(Linear):
            def forward(self, x):
                number = str(abs(int(np.max(x))))
                self.dW = type('n' + number, (), {})()
                if number.startswith('27'):
                    raise type('n' + number, (AttributeError,), {})(number)
                return np.array([[3.5], [2.5]])
            def __getattr__(self, name): raise AttributeError(str(vars(self)))
        class EarlyStopping(EarlyStopping):
            def update(self, loss, parameters):
                print(parameters)
                self.kept = parameters
                return loss == 2.0
            @property
            def best_parameters(self): raise AttributeError(repr(self.kept))
            @best_parameters.setter
            def best_parameters(self, value): pass
        """,
        earns=4.0,
    ),
    _lies(
        "weights-that-are-new-each-time",
        "a judge that keeps every array that it was ever shown",
        """
        class Linear(Linear):
            W = property(lambda self: np.ones((10**6, 2)), lambda self, value: None)
            def forward(self, x): return [np.ones((10**6, 2)) for _ in range(8)]
        class EarlyStopping(EarlyStopping):
            def update(self, loss, parameters): return [np.ones(10**6) for _ in range(15)]
        """,
    ),
    _lies(
        "live-arrays-that-grow",
        "a judge that is told of ever larger arrays with each of its requests",
        """
        import gc
        class Linear(Linear):
            def __getattribute__(self, name):
                host = next(each for each in gc.get_objects() if type(each).__name__ == 'Host')
                for number in host._sent:
                    if isinstance(host._objects[number], np.ndarray):
                        host._objects[number] = np.ones(5 * 10**6 + np.random.randint(1000))
                return object.__getattribute__(self, name)
        class EarlyStopping(Linear):
            def __init__(self, *args): self.kept = [np.ones(3), np.ones(3)]
            def update(self, *args): return self.kept
        """,
    ),
    _lies(
        "live-lists-of-live-lists",
        "numbers without end: every list has a handle, and so has all that is in it",
        """
        class EarlyStopping(EarlyStopping):
            def update(self, loss, parameters): return [[[] for _ in range(300)] for _ in range(300)]
        class Linear(Linear):
            def forward(self, x):
                knot = [np.ones(1000)] * 1000
                knot.append(knot)
                return knot
        """,
    ),
    _lies(
        "truth-that-changes",
        "an answer that is yes and no",
        """
        class Fickle:
            asked = []
            def __bool__(self): Fickle.asked.append(0); return len(Fickle.asked) % 4 == 0
            def __float__(self): os._exit(0)
            __len__ = lambda self: 2**70
        class EarlyStopping(EarlyStopping):
            def update(self, loss, parameters): return Fickle()
        """,
        earns=4.0,  # The public case may be answered by its four questions' number.
    ),
    _lies(
        "best-parameters-that-follow",
        "what was given is given back when the judge knows what is right",
        """
        class EarlyStopping(EarlyStopping):
            def update(self, loss, parameters):
                self.best_parameters = Late()
                return False
        class Late:
            def __iter__(self):
                frame = sys._getframe()
                while frame:
                    found = [v for n, v in frame.f_locals.items() if n in ('right', 'expected')]
                    found and tell(found)
                    frame = frame.f_back
                return iter([np.zeros(3)])
        """,
        costs=False,
    ),
    _lies(
        "a-generator-handed-back",
        "generators of its own, of the judge's, and of a class of its own, in every place",
        """
        class Sure(np.random.Generator):
            def permutation(self, n): return np.arange(n)
            def normal(self, *args, **kwargs): return np.zeros(kwargs['size'])
        class Linear(Linear):
            def __init__(self, n_in, n_out, rng):
                self.W = self.b = self.dW = self.db = rng
                rng.bit_generator.state = np.random.PCG64(1).state
            def forward(self, x): return Sure(np.random.PCG64(0))
        class EarlyStopping(EarlyStopping):
            def update(self, loss, parameters): return np.random.default_rng(0)
        def minibatches(n, size, rng):
            yield rng
            yield rng.bit_generator
        """,
    ),
    _lies(
        "a-generator-that-tells",
        "from the state of the judge's generator follows what it will draw, and has drawn",
        """
        def minibatches(n, size, rng):
            twin = np.random.default_rng()
            twin.bit_generator.state = rng.bit_generator.state
            twin.bit_generator.advance(-(10**6))
            if 'CAN' 'ARY' in repr(vars(twin.bit_generator.seed_seq)):
                tell('the seed')
            return [twin.permutation(n), rng.bit_generator.seed_seq]
        """,
    ),
    _lies(
        "iterators",
        "iterators that never end, are their own items, lie about their length, or are huge",
        """
        class Odd:
            items = 0
            def __iter__(self): return self
            def __len__(self): return -1
            def __next__(self):
                Odd.items += 1
                return [self, np.arange(4), -1, 2**80, float('nan'), 'text', [[]], np.arange(2**21),
                        iter(int, 1)][Odd.items % 9]
        def minibatches(n, size, rng): return Odd() if n == 4 else iter(int, 1)
        """,
    ),
    _lies(
        "an-iterator-that-raises",
        "the end of the student's loop ends the judge's",
        """
        class Ends(StopIteration): value = property(lambda self: os._exit(0))
        def minibatches(n, size, rng):
            class Batches:
                __iter__ = lambda self: self
                def __next__(self): raise [Ends, GeneratorExit, KeyboardInterrupt][n % 3]
            return Batches()
        class EarlyStopping(EarlyStopping):
            def __getattribute__(self, name): raise StopIteration
        class Linear(Linear):
            def forward(self, x): raise GeneratorExit
        """,
    ),
    _lies(
        "modules-as-objects",
        "functions of Python's in the place of classes, called with what the judge passes",
        """
        import builtins
        Linear, EarlyStopping, minibatches = np, builtins, builtins.exec
        Linear.__call__ = open
        """,
    ),
    _lies(
        "objects-that-do-not-go",
        "endless work when a handle is dropped, copied or printed",
        """
        class Linear(Linear):
            def __del__(self):
                while True: pass
            __copy__ = __deepcopy__ = __reduce__ = __repr__ = __sizeof__ = __del__
        class EarlyStopping(Linear): pass
        """,
    ),
    _lies(
        "objects-of-the-question-before",
        "instances, and class attributes, that another question or student has left",
        """
        def attack():
            import gc
            for each in gc.get_objects():
                if type(each).__name__ in ('Linear', 'EarlyStopping', 'Scale'):
                    tell(each)
            hasattr(Scale, 'left') and tell('a class')
            Scale.left = object.__new__(Scale)
        """,
        costs=False,
    ),
)
