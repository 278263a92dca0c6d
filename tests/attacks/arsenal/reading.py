"""Reading what is secret: files by any path, the judge's process, descriptors, the environment."""

from attacks.arsenal.attack import Attack

attacks = (
    Attack(
        "the-reference",
        "a right solution to copy",
        "def attack(): look(PLACES['reference'])",
        harmless=True,
    ),
    Attack(
        "hidden-tests",
        "the text of the hidden tests",
        "def attack(): look(PLACES['hidden_test'])",
        harmless=True,
    ),
    Attack(
        "labels-through-numpy",
        "the labels, read by C code that does not use Python's open",
        """
        def attack():
            each(lambda read: tell(bytes(read(PLACES['labels'], dtype=np.uint8))),
                 np.fromfile, np.memmap)
        """,
        harmless=True,
    ),
    Attack(
        "the-course-secret",
        "the seed of the hidden cases",
        "def attack(): each(look, PLACES['secret'], PLACES['notes'])",
        harmless=True,
    ),
    Attack(
        "the-neighbours",
        "another student's work, as handed in and as staged",
        "def attack(): each(look, PLACES['beside'], PLACES['staged'])",
        harmless=True,
    ),
    Attack(
        "upwards",
        "whatever is in the folders above the submission",
        """
        def attack():
            names = [name for up in ('.', '..', '../..', '../../..') for name in os.listdir(up)]
            if 'gradus-neighbour' in names:
                tell(names)
        """,
        harmless=True,
    ),
    Attack(
        "through-the-working-directory",
        "a relative path is not looked at",
        "def attack(): os.chdir(PLACES['root']); look('solutions/losses.py')",
        harmless=True,
    ),
    Attack(
        "passwords",
        "the users of the machine",
        "def attack(): each(look, '/etc/passwd', '/etc/shadow', '/etc/hostname')",
        harmless=True,
    ),
    Attack(
        "the-environment",
        "a secret that the judge has inherited",
        """
        def attack():
            LIBC.getenv.restype = ctypes.c_char_p
            tell_if = lambda found: 'CAN' 'ARY' in repr(found) and tell(found)
            each(tell_if, dict(os.environ), LIBC.getenv(b'GRADUS_SECRET'))
            each(look, '/proc/self/environ', '/proc/1/environ')
        """,
        when="both",
    ),
    Attack(
        "the-judge-in-proc",
        "environment, command, memory and open files of the judge and of a process of others",
        """
        def attack():
            for process in (PLACES['judge'], PLACES['bystander'], os.getppid(), 'self', 1):
                each(look, *(f'/proc/{process}/{name}' for name in
                     ('environ', 'cmdline', 'maps', 'mem', 'status', 'stack', 'fd/0', 'fd/3',
                      'cwd/pyproject.toml', 'root/etc/passwd', 'task')))
        """,
    ),
    Attack(
        "links-in-proc",
        "the names of the judge's files",
        """
        def attack():
            pid = PLACES['judge']
            for number in range(40):
                each(lambda name: tell(os.readlink(f'/proc/{pid}/{name}')), f'fd/{number}')
            each(lambda name: tell(os.readlink(f'/proc/{pid}/{name}')), 'cwd', 'root', 'exe')
        """,
        harmless=True,
    ),
    Attack(
        "inherited-descriptors",
        "a file that the judge has left open",
        """
        def attack():
            def read(number):
                if os.fstat(number).st_mode & 0o170000 in (0o100000, 0o040000):
                    tell(number, os.fstat(number))
            each(read, *range(1100))
        """,
    ),
    Attack(
        "by-handle",
        "open_by_handle_at goes by inode and asks for no path",
        """
        def attack():
            handle = ctypes.create_string_buffer(b'\\x80\\0\\0\\0' + bytes(140))
            mount = ctypes.c_int()
            path = PLACES['reference'].encode()
            system_call(303, -100, path, handle, ctypes.byref(mount), 0)
            tell(os.read(system_call(304, -100, handle, 0), 1000))
        """,
    ),
    Attack(
        "by-other-calls",
        "openat2, O_PATH opened again, and C's own fopen",
        """
        def attack():
            path = PLACES['reference'].encode()
            how = ctypes.create_string_buffer(24)
            def by_descriptor(_):
                number = os.open(path, os.O_PATH)
                each(look, f'/proc/self/fd/{number}', f'/dev/fd/{number}')
                tell(os.read(number, 100))
            def by_c(_):
                LIBC.fopen.restype = ctypes.c_void_p
                if LIBC.fopen(path, b'r'):
                    tell('fopen')
            each(lambda _: tell(system_call(437, -100, path, how, 24)), 0)
            each(by_descriptor, 0)
            each(by_c, 0)
        """,
    ),
    Attack(
        "links-to-secrets",
        "a link in a place that may be read",
        """
        def attack():
            for folder in ('.', '/tmp', '/dev/shm'):
                for make in (os.symlink, os.link):
                    path = f'{folder}/{MARK}-{make.__name__}'
                    each(lambda _: (make(PLACES['reference'], path), look(path)), 0)
        """,
    ),
    Attack(
        "importing-it",
        "the import system reads the reference, the tests, or the judge's own modules",
        """
        def attack():
            import importlib.util, inspect, runpy
            sys.path[:0] = [os.path.dirname(PLACES[name]) for name in ('reference', 'hidden_test')]
            del sys.modules['losses']
            def run(path):
                tell(runpy.run_path(path))
            each(run, PLACES['reference'], PLACES['hidden_test'])
            sys.path.remove(next(path for path in sys.path if path.endswith(os.getcwd())))
            each(lambda name: tell(inspect.getsource(importlib.import_module(name))),
                 'losses', 'task_1_2')
        """,
        costs=True,
    ),
    Attack(
        "the-machine",
        "memory, disks and the kernel's log as files",
        """
        def attack():
            each(look, '/dev/mem', '/dev/kmsg', '/dev/vda', '/dev/sda', '/proc/kcore',
                 '/proc/kallsyms', '/proc/kmsg', '/sys/kernel/notes', '/dev/tty', '/dev/pts/0')
            log = ctypes.create_string_buffer(1000)
            tell(system_call(103, 3, log, 1000), log.value)
        """,
    ),
    Attack(
        "standard-input",
        "what the instructor types",
        "def attack():\n    found = sys.stdin.read()\n    found and tell(found)",
    ),
)
