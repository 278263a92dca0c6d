"""Ending and stopping: the worker itself, its parent, the judge, anybody else."""

from attacks.arsenal.attack import Attack

_ENDS = {
    "exit-0": "os._exit(0)",
    "exit-like-an-unready-worker": "os._exit(113)",
    "killing-itself": "os.kill(os.getpid(), 9)",
    "terminating-itself": "os.kill(os.getpid(), 15)",
    "segmentation-fault": "ctypes.string_at(0)",
    "aborting": "LIBC.abort()",
    "a-call-of-32-bit": "thirty_two_bit()",
}
_STACK = """
def deeper(n): return [*map(deeper, [n + 1])]
def attack(): sys.setrecursionlimit(10**9); deeper(0)
"""
_MACHINE_CODE = """
def thirty_two_bit():
    # int 0x80: the numbers of another architecture, which the filter's list does not mean.
    import mmap
    page = mmap.mmap(-1, 4096, prot=7)
    page.write(b'\\xb8\\x02\\x00\\x00\\x00\\xcd\\x80\\xc3')
    place = ctypes.addressof(ctypes.c_char.from_buffer(page))
    tell('forked', ctypes.CFUNCTYPE(ctypes.c_int)(place)())
"""

attacks = (
    *(
        Attack(
            f"{name}-{when}",
            "no result at all, or the points that were there so far",
            f"{_MACHINE_CODE}\ndef attack(): {action}",
            when=when,
            costs=True,
        )
        for name, action in _ENDS.items()
        for when in ("import", "call")
    ),
    Attack("stack-overflow", "a judge without a result", _STACK, when="call", costs=True),
    Attack(
        "stopping-itself",
        "a worker that neither answers nor ends",
        "def mse(*args): os.kill(os.getpid(), 19)",
        costs=True,
        waits=True,
    ),
    Attack(
        "killing-others",
        "the next student's template, the judge, or a process of others, is gone",
        """
        def attack():
            import signal
            for number in (0, 9, 15, 19):
                for process in (os.getppid(), PLACES['judge'], PLACES['bystander'], 1, 2, -1, 0,
                                -os.getppid()):
                    each(lambda pid: tell(os.kill(pid, number)), process)
                each(lambda pid: tell(os.killpg(pid, number)), os.getppid(), PLACES['judge'])
            each(lambda pid: tell(signal.pidfd_send_signal(os.pidfd_open(pid), 9)),
                 os.getppid(), PLACES['judge'], PLACES['bystander'])
        """,
        when="both",
    ),
    Attack(
        "killing-by-other-calls",
        "signals by tkill, tgkill, rt_sigqueueinfo, and a timer that fires elsewhere",
        """
        def attack():
            info = ctypes.create_string_buffer(128)
            for pid in (os.getppid(), PLACES['judge'], PLACES['bystander']):
                each(lambda call: tell(system_call(*call)), (200, pid, 9), (234, pid, pid, 9),
                     (129, pid, 9, info), (297, pid, pid, 9, info), (62, pid, 9))
        """,
    ),
    Attack(
        "answers-to-signals",
        "the judge is told of SIGIO whenever the worker likes",
        """
        def attack():
            import fcntl
            number = frames()
            each(lambda pid: tell(fcntl.fcntl(number, fcntl.F_SETOWN, pid)), PLACES['judge'])
            each(lambda _: tell(fcntl.fcntl(number, 10, 9)), 0)
        """,
    ),
)
