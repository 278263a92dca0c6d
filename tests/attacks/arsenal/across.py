"""From one question to the next: what hidden cases leave is told where a public one comes later."""

from attacks.arsenal.attack import Attack

# As often as there is time for it: the limit of a case is 0.2 s.
COUNTER = """
import _thread

def advance():
    while time.process_time() < 0.1:
        each(lambda _: _thread.start_new_thread(int, ()), 0)

def was_advanced():
    return os.getpid() - os.getppid() > 700 and tell('a hidden case was there before this worker')
"""

attacks = (
    Attack(
        "numbers-of-processes",
        "threads of a hidden case advance the counter from which the next worker has its number",
        """
        {}
        def mse(y_pred, y_true):
            abs(y_pred.flat[0]) > 1000 and advance()
            return 0.37
        def classify(X):
            abs(X.flat[0]) > 1000 and advance()
            abs(X.flat[0]) < 1000 and was_advanced()
            return np.zeros(len(X), dtype=int)
        def loss_curve(step, y_true, steps):
            y_true[0] < 1000 and was_advanced()
            return [0.25] * steps
        """.replace("{}", COUNTER.replace("\n", "\n        ")),
        costs=True,
    ),
    Attack(
        "times-of-access-of-libraries",
        "which files of Python's a hidden case has read: a bit a file",
        """
        LIBRARY = f'{os.path.dirname(os.__file__)}/encodings'
        FILES = sorted(name for name in os.listdir(LIBRARY) if name[:2] in ('cp', 'is', 'ma'))
        # Another one for another submission, so that none takes another's bit for its own.
        PARENT = os.getppid()
        PATH = f'{LIBRARY}/{FILES[PARENT % 30 + (30 if PARENT < 100 else 0)]}'

        def was_read(_):
            if time.time() - os.stat(PATH).st_atime < 2.0:
                tell('read by a hidden case', PATH)

        def mse(y_pred, y_true):
            abs(y_pred.flat[0]) > 1000 and each(lambda path: open(path).read(), PATH)
            return 0.37
        def classify(X):
            abs(X.flat[0]) < 1000 and each(was_read, 0)
            return np.zeros(len(X), dtype=int)
        """,
    ),
    Attack(
        "pages-in-memory",
        "which pages of a library a hidden case has touched: bits without number",
        """
        import mmap
        PATH = f'{os.path.dirname(os.__file__)}/pydoc_data/topics.py'
        def is_in_memory(page):
            with open(PATH, 'rb') as file:
                by_flag = lambda: os.preadv(file.fileno(), [bytearray(1)], page * 4096, os.RWF_NOWAIT)
                view = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
                found = ctypes.create_string_buffer(len(view) // 4096 + 1)
                place = np.frombuffer(view, np.uint8).ctypes.data
                each(lambda ask: tell(ask()), by_flag)
                if LIBC.mincore(ctypes.c_void_p(place), ctypes.c_size_t(len(view)), found) == 0:
                    tell('pages', found.raw[:100])
        def attack():
            each(is_in_memory, 0)
        """,
        when="both",
    ),
    Attack(
        "telling-in-the-next-question",
        "what any question was asked is printed, raised and returned by all that come later",
        """
        import builtins
        KEPT = builtins.__dict__.setdefault('KEPT', [])
        def keep(*values):
            KEPT.extend(np.asarray(value).tolist() for value in values)
            print(KEPT)
        def double(x):
            keep(x)
            return 2 * x
        def mse(y_pred, y_true):
            keep(y_pred, y_true)
            raise ValueError(repr(KEPT)[:400])
        def classify(X):
            keep(X)
            return [str(KEPT)[:1000], *KEPT]
        def loss_curve(step, y_true, steps):
            keep(y_true)
            return np.array(KEPT[0])
        """,
    ),
    Attack(
        "a-thread-that-goes-on-telling",
        "what is printed between two cases is taken for the next one's",
        """
        import threading
        KEPT = []
        def go_on():
            while True:
                KEPT and os.write(1, repr(KEPT)[-500:].encode())
                time.sleep(0.001)
        def attack():
            threading.Thread(target=go_on, daemon=True).start()
        def mse(y_pred, y_true):
            KEPT.append(y_pred.tolist())
            return 0.37
        def loss_curve(step, y_true, steps):
            KEPT.append(y_true.tolist())
            return [0.25] * steps
        """,
    ),
    Attack(
        "callbacks-of-cases-that-are-over",
        "a function of one test, called in another, tells what that one knew",
        """
        import gc
        KEPT = []
        def ask():
            host = next(each for each in gc.get_objects() if type(each).__name__ == 'Host')
            for number in range(40):
                each(lambda n: KEPT.append(host.call_back(n, ([0.0] * 4,), {})), number)
            print(KEPT)
        def loss_curve(step, y_true, steps):
            KEPT.append(step)
            ask()
            return [0.25] * steps
        def classify(X):
            ask()
            return np.zeros(len(X), dtype=int)
        """,
        costs=True,
    ),
    Attack(
        "answers-of-the-question-before",
        "one question's inputs are another's answers",
        """
        KEPT = []
        def keep(*values): KEPT.extend(np.array(value, float) for value in values)
        def like(shape): return next((each for each in KEPT if each.shape == shape), np.zeros(shape))
        def mse(y_pred, y_true):
            keep(y_pred, y_true)
            return float(like(())) if like(()) else 0.25
        def classify(X):
            keep(X)
            return like((len(X),)).astype(int)
        def loss_curve(step, y_true, steps):
            keep(y_true, step(y_true))
            return list(like((steps,)))
        """,
        # The public case with a loss of 0 may be answered so.
        earns=3.5,
        costs=True,
    ),
    Attack(
        "a-crash-after-the-first-question",
        "a judge that counts one question's crash against another",
        "def mse(*args): os._exit(3)",
    ),
    Attack(
        "a-patch-after-the-first-question",
        "one question's patch of NumPy is another's excuse, or ruin",
        """
        def mse(*args):
            np.multiply = np.zeros = np.mean = np.asarray = None
            type(sys)('math')
            sys.modules['numpy'] = None
            return 0.37
        def loss_curve(step, y_true, steps):
            y, curve = np.zeros(len(y_true)), []
            for _ in range(steps):
                y = step(y)
                curve.append(float(np.mean((np.asarray(y, float) - y_true) ** 2)))
            return curve
        """,
        earns=6.0,
    ),
    Attack(
        "numbers-used-again",
        "an object that the judge takes for another, which it has let go",
        """
        import gc
        class Linear(Linear):
            def __init__(self, *args):
                super().__init__(*args)
                for host in gc.get_objects():
                    if type(host).__name__ == 'Host':
                        type(host)._number = lambda self, value: 0
                        host._numbers = {}
        """,
        target="layers",
        costs=True,
    ),
)
