"""Multiplying: processes and programs of one's own, and others' memory."""

from attacks.arsenal.attack import Attack

attacks = (
    Attack(
        "a-child",
        "a process that is judged by nobody",
        """
        def attack():
            def fork(make):
                child = make()
                if child == 0:
                    os._exit(0)
                child > 0 and tell('a child')
            each(fork, os.fork, lambda: os.forkpty()[0], LIBC.fork, LIBC.vfork)
            each(lambda call: tell(system_call(*call)), (57,), (58,), (56, 17, 0, 0, 0, 0))
        """,
    ),
    Attack(
        "a-child-by-clone",
        "every kind of process that clone makes but a thread",
        """
        def attack():
            for flags in (17, 0x4000 | 0x100 | 17, 0x8000 | 17, 0x100, 0x10000000 | 17, 0x80000000):
                def clone(flags):
                    if system_call(56, flags, 0, 0, 0, 0) == 0:
                        os._exit(0)
                    tell(flags)
                each(clone, flags)
            arguments = ctypes.create_string_buffer(bytes([0] * 32 + [17] + [0] * 55), 88)
            def clone3(_):
                if system_call(435, arguments, 88) == 0:
                    os._exit(0)
                tell('clone3')
            each(clone3, 0)
        """,
    ),
    Attack(
        "fork-bomb",
        "a machine that does nothing else",
        """
        def attack():
            for _ in range(100):
                try:
                    if os.fork() == 0:
                        time.sleep(30)
                        os._exit(0)
                    tell('a child')
                except OSError:
                    continue
        """,
        when="call",
    ),
    Attack(
        "double-fork",
        "a process that outlives its grading",
        """
        def attack():
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    time.sleep(30)
                os._exit(0)
            tell('a child')
        """,
    ),
    Attack(
        "programs",
        "a shell",
        """
        def attack():
            import subprocess
            path = '/bin/sh'
            each(lambda run: run(),
                 lambda: subprocess.run([path, '-c', 'echo LOOTED']),
                 lambda: os.system('echo LOOTED'),
                 lambda: print(os.popen('echo LOOTED').read()),
                 lambda: os.posix_spawn(path, [path, '-c', 'echo LOOTED'], {}),
                 lambda: os.execv(path, [path, '-c', 'echo LOOTED']),
                 lambda: tell(system_call(322, -100, path.encode(), 0, 0, 0)))
        """,
    ),
    Attack(
        "setuid-programs",
        "root's rights through a program that lends them",
        """
        def attack():
            for path in ('/bin/su', '/usr/bin/sudo', '/usr/bin/passwd', '/bin/mount', '/usr/bin/bwrap'):
                each(lambda path: tell(os.execv(path, [path, '--version'])), path)
        """,
    ),
    Attack(
        "a-program-from-memory",
        "a program that is in no file",
        """
        def attack():
            number = os.memfd_create(MARK)
            os.write(number, open('/bin/true', 'rb').read())
            tell(os.execve(number, ['true'], {}))
        """,
    ),
    Attack(
        "other-process-memory",
        "reading and writing the judge and the template",
        """
        def attack():
            buffer = ctypes.create_string_buffer(64)
            local = (ctypes.c_size_t * 2)(ctypes.addressof(buffer), 64)
            remote = (ctypes.c_size_t * 2)(id(attack), 64)
            for pid in (os.getppid(), PLACES['judge'], PLACES['bystander']):
                for number in (310, 311):
                    each(lambda pid: tell(system_call(number, pid, local, 1, remote, 1, 0)), pid)
                each(lambda request: tell(system_call(101, request, pid, 0, 0)), 16, 0x4206, 2)
                each(lambda pid: tell(system_call(438, system_call(434, pid, 0), 3, 0)), pid)
                each(lambda pid: tell(system_call(312, pid, os.getpid(), 0, 3, 3)), pid)
            each(lambda _: tell(system_call(101, 0, 0, 0, 0)), 0)
        """,
    ),
    Attack(
        "priorities",
        "a worker that gets more of the machine than others",
        """
        def attack():
            each(lambda call: tell(system_call(*call)), (141, 0, 0, -20), (144, 0, 1, bytes(4) + b'1'),
                 (203, 0, 8, b'\\xff' * 8), (251, 1, 0, 4 << 13), (238, 0, 0, 0))
            each(lambda pid: tell(os.setpriority(os.PRIO_PROCESS, pid, 19)), PLACES['bystander'])
        """,
    ),
)
