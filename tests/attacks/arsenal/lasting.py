"""Leaving something behind: for the next question, the next student, the next start of Python."""

from attacks.arsenal.attack import Attack

WRITE = """
def write(path, text='print("LOOTED")'):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'a') as file:
        file.write(text)
    # What is its own is thrown away with it: see scratch.py.
    path.startswith((os.getcwd(), os.environ.get('TMPDIR', '/tmp'), '/tmp/gradus-attack')) or tell(path)
"""


def _writes(name: str, hope: str, *paths: str) -> Attack:
    places = ", ".join(f'f"{path}"' for path in paths)
    return Attack(name, hope, f"{WRITE}\ndef attack(): each(write, {places})", when="both")


attacks = (
    _writes(
        "into-the-submission",
        "a file for the next question",
        "{os.getcwd()}/{MARK}.py",
        "{__file__}",
        "{os.getcwd()}/__pycache__/losses.cpython-311.pyc",
        "{PLACES['beside']}",
        "{PLACES['root']}/class/anna/{MARK}",
    ),
    _writes(
        "into-shared-folders",
        "a file for the next question",
        *(f"{folder}/{{MARK}}" for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/dev")),
    ),
    _writes(
        "into-the-course",
        "other tests, another reference",
        "{PLACES['reference']}",
        "{PLACES['hidden_test']}",
        "{PLACES['root']}/solutions/numpy.py",
    ),
    _writes(
        "start-of-python",
        "code that every Python runs from now on",
        *(f"{{PLACES['site_packages']}}/{name}" for name in ("{MARK}.pth", "sitecustomize.py")),
        "{PLACES['site_packages']}/usercustomize.py",
        "{PLACES['site_packages']}/numpy/__init__.py",
        "{os.path.dirname(os.__file__)}/sitecustomize.py",
        "{PLACES['home']}/.local/lib/python3.11/site-packages/usercustomize.py",
    ),
    _writes(
        "start-of-notebooks",
        "code that every notebook runs from now on",
        "{PLACES['home']}/.ipython/profile_default/startup/00.py",
        "{PLACES['home']}/.ipython/profile_default/ipython_config.py",
        "{PLACES['home']}/.jupyter/jupyter_notebook_config.py",
        "{PLACES['home']}/.config/matplotlib/matplotlibrc",
        "{sys.prefix}/etc/ipython/startup/{MARK}.py",
        "{sys.prefix}/etc/jupyter/jupyter_config.d/{MARK}.json",
    ),
    _writes(
        "start-of-shells",
        "commands of whoever logs in",
        "{PLACES['home']}/.bashrc",
        "{PLACES['home']}/.profile",
        "{PLACES['home']}/.ssh/authorized_keys",
        "/etc/cron.d/{MARK}",
        "/etc/profile.d/{MARK}.sh",
        "/etc/ld.so.preload",
    ),
    _writes(
        "into-the-grader",
        "a worker that is on the student's side",
        "{sys.modules['gradus.wire'].__file__}",
        "{os.path.dirname(sys.modules['gradus.wire'].__file__)}/{MARK}.py",
        "{os.path.dirname(sys.modules['gradus_checks'].__file__)}/close.py",
    ),
    Attack(
        "the-environment-of-others",
        "variables that the next Python obeys",
        """
        def attack():
            if 'PYTHONSTARTUP' in os.environ:
                tell('left by the question before')
            for name in ('PYTHONSTARTUP', 'PYTHONPATH', 'LD_PRELOAD', 'HOME', 'IPYTHONDIR'):
                os.environ[name] = os.getcwd()
                LIBC.setenv(name.encode(), os.getcwd().encode(), 1)
        """,
    ),
    Attack(
        "state-of-python",
        "what one question has set is there in the next",
        """
        def attack():
            import builtins, gradus_checks
            for place in (builtins, np, sys, gradus_checks, sys.modules['gradus.wire']):
                hasattr(place, 'left_behind') and tell(place)
                place.left_behind = True
            if os.umask(0o077) == 0o077 or os.path.exists(f'/proc/self/fd/{40}'):
                tell('umask')
            os.dup2(1, 40)
        """,
    ),
    Attack(
        "times-of-access",
        "what was read by the question before: as many files, as many bits",
        """
        def attack():
            found = [os.stat(f'bit-{number}.txt') for number in range(8)]
            bits = [each.st_atime_ns > each.st_mtime_ns for each in found]
            bits == [True] * 4 + [False] * 4 and tell(bits)
            for number in range(4):
                open(f'bit-{number}.txt').read()
        """,
        files={f"bit-{number}.txt": "x" for number in range(8)},
    ),
    Attack(
        "changing-files-otherwise",
        "calls that change a file without opening it to write",
        """
        def pretended(path):
            before = os.stat(path)
            each(lambda act: act(), lambda: os.chmod(path, 0o777), lambda: os.utime(path, (0, 0)))
            after = os.stat(path)
            (after.st_mode, after.st_mtime) != (before.st_mode, before.st_mtime) and tell(path)
        def attack():
            for path in (PLACES['reference'], np.__file__, PLACES['home'], PLACES['beside']):
                each(pretended, path)
                each(lambda act: tell(act()),
                     lambda: os.chown(path, 1, 1), lambda: os.truncate(path, 0),
                     lambda: os.setxattr(path, 'user.x', b'x'), lambda: os.remove(path),
                     lambda: os.rename(path, path + MARK), lambda: os.link(path, path + MARK),
                     lambda: os.symlink(path, path + MARK), lambda: os.mkfifo(path + MARK),
                     lambda: os.mknod(path + MARK), lambda: os.mkdir(path + MARK),
                     lambda: os.open(path, os.O_WRONLY | os.O_TRUNC),
                     lambda: os.open(os.path.dirname(path), os.O_TMPFILE | os.O_RDWR),
                     lambda: system_call(285, os.open(path, os.O_RDONLY), 0, 0, 10**6))
        """,
    ),
    Attack(
        "memory-of-the-kernel",
        "System V and POSIX memory, queues, keys: they outlive every process",
        """
        def attack():
            each(lambda call: tell(system_call(*call)), (29, 0x6772, 4096, 0o1666),
                 (64, 0x6772, 1, 0o1666), (68, 0x6772, 0o1666), (240, MARK.encode(), 0o102, 0o600, 0),
                 (248, b'user', MARK.encode(), b'x', 1, -3), (250, 0, -3, 1), (249, b'user', MARK, 0, 0))
            each(lambda name: tell(LIBC.shm_open(name, 0o102, 0o600) >= 0 or 1 / 0), MARK.encode())
        """,
    ),
    Attack(
        "the-template",
        "code in the parent, from which the next worker is made",
        """
        def attack():
            parent = os.getppid()
            def poke(path):
                with open(path, 'r+b', 0) as memory:
                    memory.seek(id(attack))
                    tell(memory.write(b'x'))
            each(poke, f'/proc/{parent}/mem', '/proc/self/mem')
            each(look, f'/proc/{parent}/maps')
        """,
    ),
)
