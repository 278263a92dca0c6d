"""Time that is not computed away: sleeping everywhere, and having the machine called too busy.

Each is told that its code was waiting, or was out of time; none gets a verdict that lets it try again
for free, as a machine that is too busy does.
"""

from attacks.arsenal.attack import Attack


def _waits(name: str, source: str, *, firm: bool = True) -> Attack:
    hope = "a grader that gives up, or is held up for ever"
    return Attack(name, hope, source, costs=True, waits=True, firm=firm)


_BUSY = "start = time.process_time()\n    while time.process_time() - start < {}: pass"

attacks = (
    _waits(
        "everything-asleep",
        "def double(x): time.sleep(10**6)\nmse = classify = loss_curve = lambda *args: double(0)",
    ),
    _waits(
        "asleep-until-the-patience-ends",
        "def slow(*args): time.sleep(0.8)\n"
        "def double(x): slow(); return 2 * x\nmse = classify = loss_curve = slow",
    ),
    _waits(
        "busy-then-asleep",
        f"def mse(*args):\n    {_BUSY.format(0.15)}\n    time.sleep(10**6)\n"
        "classify = loss_curve = mse",
        # Where the machine is busy indeed, within the second that it is given here, that is said.
        firm=False,
    ),
    _waits(
        "busy-then-asleep-while-importing",
        f"def wait():\n    {_BUSY.format(0.4)}\n    time.sleep(10**6)\nwait()",
        firm=False,
    ),
    _waits(
        "asleep-in-small-pieces",
        "def mse(*args):\n    while True: time.sleep(0.0001)\nclassify = loss_curve = mse",
        firm=False,
    ),
    _waits(
        "asleep-as-if-for-a-slow-disk",
        """
        def mse(*args):
            while True: system_call(324, 1, 0, 0)  # membarrier: until every processor was elsewhere
        classify = loss_curve = mse
        """,
    ),
    _waits(
        "reading-past-memory",
        """
        import mmap
        LARGE = max((os.path.join(folder, name) for folder, _, names in os.walk(
            os.path.dirname(np.__file__)) for name in names), key=os.path.getsize)
        def mse(*args):
            file = os.open(LARGE, os.O_RDONLY | os.O_DIRECT)
            page = mmap.mmap(-1, 4096)
            while os.preadv(file, [page], 0): pass
        classify = loss_curve = mse
        """,
    ),
    _waits(
        "threads-that-wait-for-each-other",
        """
        import threading
        def mse(*args):
            lock = threading.Lock()
            lock.acquire()
            for _ in range(20): threading.Thread(target=lock.acquire, daemon=True).start()
            lock.acquire()
        classify = loss_curve = mse
        """,
    ),
    _waits(
        "a-timer-that-is-cancelled",
        """
        import signal
        def mse(*args):
            signal.setitimer(signal.ITIMER_PROF, 0)
            while True: pass
        """,
    ),
    _waits(
        "a-timer-that-is-cancelled-then-asleep",
        """
        import signal
        def mse(*args):
            signal.setitimer(signal.ITIMER_PROF, 0)
            start = time.process_time()
            while time.process_time() - start < 0.5: pass
            time.sleep(10**6)
        """,
    ),
    _waits(
        "a-signal-that-is-ignored",
        """
        import signal
        def mse(*args):
            signal.signal(signal.SIGPROF, signal.SIG_IGN)
            while True: pass
        """,
    ),
    _waits(
        "stopped-and-never-continued",
        "def mse(*args): os.kill(os.getpid(), 19)\nclassify = loss_curve = mse",
    ),
    _waits(
        "a-callback-and-then-nothing",
        """
        def loss_curve(step, y_true, steps):
            step(y_true)
            time.sleep(10**6)
        """,
    ),
    Attack(
        "a-callback-whose-end-is-caught",
        "a deadline that comes while a test's function is called, and goes no further",
        """
        def loss_curve(step, y_true, steps):
            while True:
                try:
                    step(y_true)
                except BaseException:
                    continue
        """,
        costs=True,
    ),
)
