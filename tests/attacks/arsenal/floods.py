"""Too much of everything: memory, threads, descriptors, output, files, work for the judge."""

from attacks.arsenal.attack import Attack

attacks = (
    Attack(
        "memory-while-importing",
        "a machine that swaps",
        "KEPT = []\nwhile True: KEPT.append(bytearray(2**22))",
        costs=True,
    ),
    Attack(
        "memory-while-computing",
        "the same, later",
        "KEPT = []\ndef mse(*args):\n    while True: KEPT.append(np.ones(2**20))",
        costs=True,
    ),
    Attack(
        "memory-outside-python",
        "memory that Python does not count",
        """
        def mse(*args):
            LIBC.malloc.restype = ctypes.c_void_p
            for _ in range(3000):
                place = LIBC.malloc(ctypes.c_size_t(2**20))
                if not place:
                    raise MemoryError
                ctypes.memset(place, 1, 2**20)
            tell('3 GB')
        """,
        costs=True,
    ),
    Attack(
        "memory-in-files",
        "memory that belongs to no process",
        """
        KEPT = []
        def attack():
            each(lambda make: tell(make()), lambda: os.memfd_create(MARK),
                 lambda: open(f'/dev/shm/{MARK}', 'wb'), lambda: system_call(447, 0),
                 lambda: system_call(29, 0x6772, 2**20, 0o1600),
                 lambda: system_call(68, 0x6772, 0o1600),
                 lambda: system_call(240, MARK.encode(), 0o102, 0o600, 0))
        """,
    ),
    Attack(
        "memory-in-pipes",
        "memory that the kernel keeps",
        """
        KEPT = []
        def attack():
            import fcntl
            for _ in range(1000):
                KEPT.extend(os.pipe())
                each(lambda number: tell(fcntl.fcntl(number, 1031, 2**20)), KEPT[-1])
        """,
    ),
    Attack(
        "descriptors",
        "a machine without free descriptors",
        """
        KEPT = []
        def attack():
            import resource
            each(lambda _: resource.setrlimit(resource.RLIMIT_NOFILE, (10**5, 10**5)), 0)
            for _ in range(3000):
                KEPT.append(os.open('/dev/null', os.O_RDONLY))
                len(KEPT) > 100 and tell(len(KEPT))
        """,
    ),
    Attack(
        "threads",
        "a machine without free process numbers",
        """
        def attack():
            import threading
            threading.stack_size(32768)
            started = 0
            for _ in range(2000):
                try:
                    threading.Thread(target=time.sleep, args=(1.0,), daemon=True).start()
                    started += 1
                except (RuntimeError, MemoryError):
                    break
            started > 500 and tell('threads', started)
        """,
        costs=True,
    ),
    Attack(
        "output",
        "a disk full of output",
        """
        def attack():
            for _ in range(20):
                os.write(1, b'x' * 10**6)
                os.write(2, b'\\xff\\0\\x1b' * 10**5)
        """,
        when="both",
    ),
    Attack(
        "warnings",
        "a warning for everything",
        """
        def attack():
            import warnings
            warnings.simplefilter('always')
            for number in range(3000):
                warnings.warn('w' * 1000)
        """,
    ),
    Attack(
        "a-message-of-a-megabyte",
        "feedback that nobody can open",
        "def mse(*args): raise ValueError('long ' * 2**18)\ndef classify(X): return 'c' * 10**6",
    ),
    Attack(
        "many-arrays-in-one-answer",
        "a judge that keeps every array it was ever shown",
        """
        class Model:
            def __getitem__(self, key): return np.ones(10**6)
            def __len__(self): return 10**6
            def __iter__(self): return (np.full(10**6, float(n)) for n in range(10**6))
        def loss_curve(step, y_true, steps): return Model()
        """,
        costs=True,
    ),
    Attack(
        "large-arguments-of-callbacks",
        "a judge that keeps what its own functions were called with",
        """
        def loss_curve(step, y_true, steps):
            large = np.ones(3 * 10**6)
            for _ in range(60):
                each(lambda _: step(large, large), 0)
            return [0.25] * steps
        """,
        costs=True,
    ),
    Attack(
        "a-large-result-of-a-callback",
        "a judge that computes something huge",
        """
        def loss_curve(step, y_true, steps):
            column = np.ones((200_000, 1))
            each(lambda pair: mse(*pair), (column, column.T), (column.T, column))
            each(step, column, [[1.0] * 1000] * 100, 10**1000, '9' * 10**6)
            return [0.25] * steps
        """,
        costs=True,
    ),
    Attack(
        "files",
        "a disk without free blocks or inodes",
        """
        def attack():
            for folder in ('.', '/tmp', '/var/tmp', '/dev/shm', PLACES['staging'], PLACES['home']):
                for number in range(20):
                    def write(path):
                        with open(path, 'wb') as file:
                            file.write(bytes(10**6))
                            folder in ('.', '/tmp') or tell(path)
                    each(write, f'{folder}/{MARK}-{number}')
                    each(os.mkdir, f'{folder}/{MARK}-folder-{number}')
        """,
    ),
    Attack(
        "locks",
        "files that others wait for",
        """
        def attack():
            import fcntl
            for path in (np.__file__, __file__, '/usr'):
                with open(path) as file:
                    each(lambda how: tell(fcntl.flock(file, how)), fcntl.LOCK_EX, fcntl.LOCK_SH)
                    each(lambda how: tell(fcntl.lockf(file, how)), fcntl.LOCK_SH)
                    each(lambda how: tell(fcntl.fcntl(file, 1024, how)), fcntl.F_RDLCK)
        """,
    ),
)
