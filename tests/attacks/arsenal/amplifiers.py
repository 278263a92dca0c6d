"""Little work for the student's code, and much for the judge: memory kept, arrays made, time taken."""

from attacks.arsenal.attack import Attack


def _amplifies(name: str, source: str, target: str = "target") -> Attack:
    return Attack(name, "a judge without memory or time", source, target=target, costs=True)


_HOST = "host = next(each for each in gc.get_objects() if type(each).__name__ == 'Host')"

attacks = (
    _amplifies(
        "one-long-text-among-many",
        """
        def classify(X): return ['x' * 900_000] + [''] * 400
        def loss_curve(*args): return [['x' * 900_000, *[''] * 99]] + [[''] * 100] * 90
        def mse(*args): return ('y' * 900_000, *[0.5] * 50_000)
        """,
    ),
    _amplifies(
        "a-promoted-type",
        """
        def classify(X): return [np.ones(400_000, np.float16)] * 5 + [np.ones(400_000, complex)]
        def loss_curve(*args): return np.ones((2000, 2000), dtype=bool)
        """,
    ),
    _amplifies(
        "one-array-again-and-again",
        """
        def classify(X):
            array = np.ones(10**5)
            return [[array] * 100] * 100
        def loss_curve(step, y_true, steps):
            row = [1.0] * 1000
            return [row] * 1000
        """,
    ),
    _amplifies(
        "large-arguments-for-the-mended-function",
        """
        def loss_curve(step, y_true, steps):
            large = np.ones(2 * 10**6)
            for _ in range(200):
                each(lambda ask: ask(large, large), mse)
            return [0.25] * steps
        """,
    ),
    _amplifies(
        "an-outer-product-by-the-mended-function",
        """
        def loss_curve(step, y_true, steps):
            column = np.ones((8000, 1))
            for _ in range(50):
                each(lambda ask: ask(column, column.T), mse)
            return [0.25] * steps
        """,
    ),
    _amplifies(
        "an-outer-product-by-the-test-s-own-function",
        """
        def loss_curve(step, y_true, steps):
            column = np.ones((60_000, 1))
            each(lambda ask: ask(column), step)
            for _ in range(50):
                each(lambda ask: ask(column[:5000]), step)
            return [0.25] * steps
        """,
    ),
    _amplifies(
        "the-mended-function-in-circles",
        """
        class Endless:
            def __float__(self): return mse(self, self)
            def __array__(self, *args, **kwargs): return mse(self, np.zeros(3))
            __len__ = __iter__ = __getitem__ = __sub__ = __rsub__ = __pow__ = __array__
        def loss_curve(step, y_true, steps):
            for _ in range(50):
                each(lambda endless: mse(endless, endless), Endless())
                each(lambda endless: mse([[endless]], [endless]), Endless())
            return [0.25] * steps
        """,
    ),
    _amplifies(
        "functions-without-number",
        f"""
        import gc
        def loss_curve(step, y_true, steps):
            {_HOST}
            for number in range(10**5):
                each(lambda n: host.call_back(n, (), {{}}), -number, number, 2**62 - number)
            return [0.25] * steps
        """,
    ),
    _amplifies(
        "exceptions-without-number",
        """
        def loss_curve(step, y_true, steps):
            for _ in range(10**5):
                try:
                    step('x' * 10_000)
                except Exception:
                    continue
            return [0.25] * steps
        """,
    ),
    _amplifies(
        "objects-without-number",
        """
        class Thing: pass
        def classify(X): return [Thing() for _ in range(90_000)]
        def loss_curve(step, y_true, steps):
            for _ in range(100):
                each(lambda things: step(things), [Thing() for _ in range(2000)])
            return iter(Thing, 0)
        """,
    ),
    _amplifies(
        "names-of-types",
        """
        def classify(X): return [type('T' * 100_000, (), {})() for _ in range(3000)]
        """,
    ),
    _amplifies(
        "integers-of-many-digits",
        """
        def classify(X): return [2**4095 - n for n in range(30_000)]
        def mse(*args): return 2**4095
        def loss_curve(step, y_true, steps): return [10**1200] * steps
        """,
    ),
    _amplifies(
        "a-length-that-is-claimed",
        """
        class Long:
            def __len__(self): return 2**62
            def __length_hint__(self): return 2**62
            def __iter__(self): return iter(())
        def loss_curve(*args): return Long()
        def classify(X): return Long()
        """,
    ),
    _amplifies(
        "an-array-of-many-axes",
        """
        def mse(*args): return np.ones((2,) * 21)
        def classify(X): return np.ones((1,) * 32)
        def loss_curve(*args): return np.zeros((0,) + (2**20,) * 3)
        """,
    ),
    _amplifies(
        "live-arrays-without-end",
        """
        class Linear(Linear):
            def forward(self, x): return [np.ones(0) for _ in range(90_000)]
            @property
            def dW(self): return [np.ones(1000) for _ in range(3000)]
            dW = dW.setter(lambda self, value: None)
        class EarlyStopping(EarlyStopping):
            def update(self, loss, parameters): return [[] for _ in range(50_000)]
        """,
        target="layers",
    ),
    _amplifies(
        "all-that-was-given-changes-each-time",
        """
        import gc
        class Linear(Linear):
            def __init__(self, *args):
                super().__init__(*args)
                self.kept = [np.ones(2000) for _ in range(1000)]
            def parameters(self): return self.kept
            def forward(self, x):
                for array in self.kept: array += 1.0
                return self.kept
            def backward(self, grad): return self.forward(grad)
        """,
        target="layers",
    ),
    _amplifies(
        "a-refresh-of-what-was-never-shown",
        """
        import gc
        def classify(X):
            host = next(each for each in gc.get_objects() if type(each).__name__ == 'Host')
            fields = ['<f8', [10**4], bytes(8 * 10**4)]
            type(host)._refreshed = lambda self: [[n, *fields] for n in range(290)]
            return np.zeros(len(X), dtype=int)
        """,
    ),
    _amplifies(
        "a-generator-for-every-call",
        """
        def minibatches(n, size, rng):
            while True: yield np.random.default_rng(0)
        class EarlyStopping(EarlyStopping):
            def update(self, loss, parameters):
                return [np.random.default_rng(n) for n in range(500)]
        """,
        target="layers",
    ),
    _amplifies(
        "text-of-many-bytes-a-letter",
        """
        def mse(*args): raise ValueError('\\U0001f600' * 10**6)
        def classify(X): return ['\\U0001f600' * 100_000] * 10
        def loss_curve(*args): return '\\U0001f600' * 10**6
        """,
    ),
)
