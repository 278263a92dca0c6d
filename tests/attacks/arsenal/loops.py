"""Never ending: in Python and in C, while importing, computing, printing, or being thrown away."""

from attacks.arsenal.attack import Attack


def _endless(name: str, source: str, waits: bool = False) -> Attack:
    return Attack(name, "a judge that waits for ever", source, costs=True, waits=waits)


_NESTED = "".join(f"{' ' * depth}try: pass\n{' ' * depth}finally:\n" for depth in range(18))
"""Python compiles the body of a `finally` twice."""


attacks = (
    _endless("while-importing", "while True: pass"),
    _endless("while-compiling", f"{_NESTED}{' ' * 18}x = {'+'.join(['f(1)'] * 200)}"),
    _endless("while-computing", "def mse(*args):\n    while True: pass"),
    _endless("power-of-power", "def mse(*args): return 9**9**9"),
    _endless("decimal-digits", "def mse(*args): return len(repr(7**(10**7)))"),
    _endless("regular-expression", "import re\ndef mse(*a): re.match('(a|aa)+$', 'a' * 99 + 'b')"),
    _endless("sum-in-c", "def mse(*args): return sum(range(10**12))"),
    _endless("matrix-product", "def mse(*args): x = np.ones((3000, 3000)); return (x @ x @ x @ x)"),
    _endless("sorting-in-c", "import itertools\ndef mse(*args): return max(itertools.count())"),
    _endless("sleep", "def mse(*args): time.sleep(10**6)", waits=True),
    _endless("sleep-while-importing", "time.sleep(10**6)", waits=True),
    _endless(
        "a-lock",
        "import threading\nL = threading.Lock(); L.acquire()\ndef mse(*args): L.acquire()",
        waits=True,
    ),
    _endless(
        "deaf-to-signals",
        """
        def mse(*args):
            import resource, signal
            signal.setitimer(signal.ITIMER_PROF, 0)
            for number in range(1, 65):
                each(lambda number: signal.signal(number, signal.SIG_IGN), number)
            each(lambda _: resource.setrlimit(resource.RLIMIT_CPU, (-1, -1)), 0)
            signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
            while True: pass
        """,
        waits=True,
    ),
    _endless(
        "when-deleted",
        """
        class Sticky:
            def __del__(self):
                while True: pass
        def mse(*args): return Sticky() and 0.25
        """,
    ),
    _endless(
        "at-exit",
        """
        import atexit, signal, threading
        def attack():
            def stay():
                while True: pass
            atexit.register(stay)
            threading.Thread(target=stay).start()
            os.register_at_fork(before=stay)
        """,
    ),
    _endless(
        "in-special-methods",
        """
        class Slow:
            def __getattribute__(self, name):
                while True: pass
            __len__ = __iter__ = __float__ = __repr__ = __bool__ = __getattribute__
        def classify(X): return Slow()
        def mse(*args): return np.array([Slow()], dtype=object)
        """,
    ),
    _endless("iterator", "def loss_curve(*args):\n    while True: yield 1.0"),
    _endless(
        "importing-for-ever",
        "def __getattr__(name):\n    while True: pass\ndel double, mse, classify",
    ),
    _endless(
        "calling-back-for-ever",
        "def loss_curve(step, y_true, steps):\n    while True: step(y_true)",
    ),
    _endless(
        "calling-back-in-circles",
        """
        def again(y): return again.step(again)
        def loss_curve(step, y_true, steps):
            again.step = step
            again.__add__ = again
            return step(again)
        """,
    ),
    _endless(
        "objects-that-call-back",
        """
        class Endless:
            def __add__(self, other): return self
            def __getitem__(self, key): return self
            def __iter__(self): return iter(int, 1)
            def __len__(self): return 10**9
            def __float__(self): return Endless.step(self)
        def loss_curve(step, y_true, steps):
            Endless.step = step
            return [step(Endless()), mse(Endless(), Endless()), Endless()]
        """,
    ),
)
