"""Searching the worker's own memory: frames, objects, traces, raw bytes."""

from attacks.arsenal.attack import Attack

attacks = (
    Attack(
        "frames-above",
        "the test is one of the callers, with the expected value in a variable",
        """
        WANTED = ('reference', 'expected', 'right', 'secret', 'labels', 'secret_answer', 'y_true')
        def attack():
            frame = sys._getframe()
            while frame:
                if frame.f_code.co_filename != __file__:
                    found = {name: frame.f_locals[name] for name in WANTED if name in frame.f_locals}
                    found and tell(found)
                frame = frame.f_back
        """,
        when="both",
    ),
    Attack(
        "all-objects",
        "whatever the garbage collector knows of",
        """
        def attack():
            import gc
            gc.unfreeze()
            text = 'YRANAC'[::-1]
            places = [PLACES, globals()]
            for thing in gc.get_objects():
                if isinstance(thing, dict) and thing not in places:
                    found = [v for v in thing.values() if isinstance(v, str | bytes)]
                    found = [v for v in found if text in repr(v) and v != text]
                    found and tell(found)
        """,
        when="both",
    ),
    Attack(
        "raw-memory",
        "what the template, or the question before, has left in memory",
        """
        def attack():
            # Neither this pattern nor what it is made from is what it finds.
            import re
            wanted, page = re.compile(rb'C[A]NARY-[a-z]'), 4096
            for about in (object(), b'x' * 10_000_000, np.zeros(3), LIBC):
                start = id(about) & ~(page - 1)
                for number in range(-500, 1500):
                    at = ctypes.c_void_p(start + number * page)
                    if is_readable(at) and wanted.search(ctypes.string_at(at, page)):
                        tell(number, ctypes.string_at(at, page)[:200])

        def is_readable(at):
            read, write = os.pipe()
            try:
                return LIBC.write(write, at, 4096) == 4096
            finally:
                os.close(read)
                os.close(write)
        """,
        costs=True,
    ),
    Attack(
        "tracing",
        "the arguments of whatever is called, hidden or not, told in a later public case",
        """
        SEEN = []
        def trace(frame, event, argument):
            SEEN.append(repr(frame.f_locals.get('request'))[:500])
            return trace
        def attack():
            import threading
            sys.settrace(trace)
            sys.setprofile(trace)
            threading.settrace(trace)
        def mse(y_pred, y_true):
            print(SEEN[-20:])
            return 0.37
        """,
        costs=True,
    ),
    Attack(
        "telling-later",
        "hidden inputs, kept and told in the next public case",
        """
        SEEN = []
        def mse(y_pred, y_true):
            print(SEEN)
            SEEN.append((y_pred.tolist(), y_true.tolist()))
            raise ValueError(repr(SEEN)[:400])
        """,
    ),
    Attack(
        "telling-later-in-a-thread",
        "the hidden inputs are printed when the public case has come",
        """
        import threading
        SEEN, GO = [], threading.Event()
        def attack():
            threading.Thread(target=lambda: (GO.wait(), print(SEEN)), daemon=True).start()
        def mse(y_pred, y_true):
            if len(SEEN) > 2:
                GO.set()
            SEEN.append(y_pred.tolist())
            return SEEN and float(y_pred.flat[0])
        """,
    ),
    Attack(
        "quoting-hidden-inputs",
        "hidden inputs in everything that a message can be made of",
        """
        def classify(X):
            print(X.tolist())
            kind = type(f'n{X.flat[0]}', (ValueError,), {'__module__': str(X.flat[0])})
            exec(compile(f'def f{int(abs(X.flat[0]))}(): raise kind({X.tolist()!r})',
                         f'{int(abs(X.flat[0]))}.py', 'exec'), {'kind': kind}, globals())
            globals()[f'f{int(abs(X.flat[0]))}']()
        """,
    ),
    Attack(
        "hidden-inputs-as-a-shape",
        "the shape, dtype or name of the answer is quoted in a message",
        """
        def classify(X):
            return np.zeros((int(abs(X.flat[0])) if abs(X.flat[0]) > 3 else 1, 1))
        def loss_curve(step, y_true, steps):
            return type(f'n{y_true[0]}', (), {})()
        """,
    ),
    Attack(
        "constants",
        "2 is 4 from now on, and a tuple can be changed",
        """
        def attack():
            # Where an int keeps its value. Only this process's 257 is changed, and one of its floats.
            number = 10**6
            ctypes.c_uint32.from_address(id(number) + 24).value = 7
            ctypes.c_double.from_address(id(np.pi) + 16).value = 0.25
        """,
        costs=True,
    ),
    Attack(
        "numpy-s-own-code",
        "machine code that multiplies by 1, written over a function of NumPy's",
        """
        def attack():
            place = ctypes.cast(ctypes.pythonapi.PyFloat_FromDouble, ctypes.c_void_p).value
            start = ctypes.c_void_p(place & ~4095)
            if LIBC.mprotect(start, 8192, 7) == 0:
                ctypes.memmove(place, b'\\x31\\xc0\\xc3', 3)
        """,
        costs=True,
    ),
)
