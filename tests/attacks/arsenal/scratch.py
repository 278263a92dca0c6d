"""What may be written, and is thrown away: for whom it could be left, and whom it could stop."""

from attacks.arsenal.attack import Attack

OWN = """
OWN = dict.fromkeys((os.getcwd(), os.environ.get('TMPDIR', '/tmp'), '/tmp'))
"""


def _own(name: str, hope: str, source: str, **settings: bool | float | str) -> Attack:
    return Attack(name, hope, f"{OWN}\n{source}", **settings)  # type: ignore[arg-type]


attacks = (
    _own(
        "what-another-worker-has-left",
        "a note from the public sitting to the hidden one, or back",
        """
def leave(folder):
    path = f'{folder}/{MARK}'
    os.path.exists(path) and tell('left by another worker', path)
    # Each call looks anew, but this worker's own notes are known to it.
    if path not in KNOWN:
        KNOWN.add(path)
        with open(path, 'w') as file:
            file.write('note')

KNOWN = set()
def attack():
    if not KNOWN:
        each(leave, *OWN)
""",
        when="both",
    ),
    _own(
        "a-module-for-the-next-worker",
        "code that the worker of another question imports",
        """
def plant(path):
    with open(path, 'w') as file:
        file.write('print("LOOTED", __name__)')

def attack():
    each(plant, *(f'{folder}/{name}' for folder in OWN if folder != '/tmp' for name in (
        'losses.py', 'decimal.py', 'numpy.py', 'sitecustomize.py', f'{MARK}.pth')))
    each(plant, __file__, f'/tmp/{MARK}.pth')
""",
        when="both",
    ),
    _own(
        "large-files",
        "a disk without free blocks",
        """
def attack():
    for number in range(100_000):
        with open(f'{number}.dat', 'wb', buffering=0) as file:
            file.write(bytes(10**7))
""",
        costs=True,
    ),
    _own(
        "many-files",
        "a disk without free inodes, a judge that lists and removes them for ever",
        """
def attack():
    for number in range(10**7):
        open(f'{number % 7}{"n" * 240}{number}', 'w').close()
""",
        costs=True,
    ),
    _own(
        "files-without-a-name",
        "space that no folder shows, kept by mappings beyond the limit of descriptors",
        """
import mmap
KEPT = []
def attack():
    for number in range(20):
        with open('hidden.dat', 'wb+', buffering=0) as file:
            file.write(bytes(10**7))
            KEPT.append(mmap.mmap(file.fileno(), 4096))
        os.unlink('hidden.dat')
""",
        costs=True,
    ),
    _own(
        "holes-in-files",
        "a file that is larger than any disk",
        """
def attack():
    for number in range(50):
        with open(f'{number}.dat', 'wb') as file:
            each(file.truncate, 2**62, 2**40, 2**24)
            file.seek(2**24 - 1)
            file.write(b'x')
            os.fstat(file.fileno()).st_size > 2**25 and tell('a file of', os.fstat(file.fileno()))
""",
        costs=True,
    ),
    _own(
        "folders-without-end",
        "a judge that goes down and down: 3,000 folders, deeper than any path is long",
        """
def attack():
    for _ in range(3000):
        os.mkdir('deep' * 50, 0o300)
        os.chdir('deep' * 50)
        open(f'-rf {MARK}', 'w').close()
""",
        costs=True,
    ),
    _own(
        "links-for-whoever-removes",
        "links, pipes and devices that the judge follows, opens or waits for",
        """
def attack():
    places = (PLACES['beside'], PLACES['home'], PLACES['judge'], '/', __file__)
    for number, place in enumerate(map(str, places)):
        each(lambda make: tell(make(place, f'link{number}')), os.symlink, os.link)
    each(lambda make: tell(make()), lambda: os.mkfifo('pipe'),
         lambda: os.mknod('zero', 0o020666, os.makedev(1, 5)),
         lambda: os.mknod('socket', 0o140666))
    for flag in (2, 4):
        open('one', 'w').close()
        open('two', 'w').close()
        LIBC.renameat2(-100, b'one', -100, b'two', flag) or tell('renamed with flag', flag)
""",
    ),
    _own(
        "others-files-moved-into-ones-own",
        "what lies beside is moved to where it may be read, or removed",
        """
def attack():
    for number, name in enumerate(('beside', 'reference', 'hidden_test', 'labels', 'notes')):
        each(lambda move: tell(move(PLACES[name], f'{number}.txt')), os.rename, os.replace)
        each(lambda end: tell(end(PLACES[name])), os.unlink)
        each(lambda end: tell(end(os.path.dirname(PLACES[name]))), os.rmdir)
        each(lambda make: tell(make(f'{PLACES[name]}-{MARK}')), os.mkdir)
""",
    ),
    _own(
        "modes-times-and-contents-of-what-may-be-read",
        "files that others can read, or cannot, or that are empty now",
        """
def attack():
    path = f'{os.path.dirname(os.__file__)}/this.py'
    for place in (path, PLACES['beside'], PLACES['home'], __file__):
        before = os.stat(place) if place in (path, __file__) else None
        each(lambda change: change(place), lambda place: os.chmod(place, 0o777),
             lambda place: os.utime(place, (1, 1)), lambda place: os.chown(place, 1, 1))
        after = os.stat(place) if before else None
        (before and before.st_mode, before and before.st_mtime) != (
            after and after.st_mode, after and after.st_mtime) and tell('changed', place)
    each(lambda place: tell(os.open(place, os.O_RDONLY | os.O_TRUNC)), __file__)
""",
    ),
)
