"""What a hidden case tells of an exception, and what acts on whoever reads it.

Each of these has a hidden input choose among many: one of the choices is `told`, and no student may
ever read it. The numbers are those that follow from the hidden inputs of the target, 271828.
"""

import zipfile
from pathlib import Path

from attacks.arsenal.attack import Attack

HIDDEN = "int(abs(X.flat[0])) > 1000"

ACTS = r"'\x1b[2J\x1b]0;12 of 12\x07', '\r12/12', '\u202e21/21\u202c', '\u2066\u200f', '\x9b31m\0'"

_OTHERS = (
    *("BrokenPipeError", "UnicodeTranslateError", "ProcessLookupError", "FutureWarning"),
    *("StopAsyncIteration", "BlockingIOError", "EncodingWarning", "GeneratorExit"),
)


def _formula(folder: Path, source: str) -> Path:
    path = folder.with_name("＝HYPERLINK(1).zip")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("losses.py", source)
        archive.writestr("＝1+1.py", "")
        archive.writestr("＠SUM(1)/losses.py", "")
    return path


attacks = (
    *(
        Attack(
            f"the-type-{name}",
            "a hidden number chooses among Python's 69 types",
            f"""
            import builtins
            def classify(X):
                if {HIDDEN}: raise type('Own', (builtins.{name},), {{}})(*{arguments})
                return np.zeros(len(X), dtype=int)
            """,
            told=(name,),
        )
        for name, arguments in zip(_OTHERS, ((), ("", 0, 1, ""), *(((),) * 6)), strict=True)
    ),
    Attack(
        "the-number-of-a-line",
        "a line of a file that has none such",
        f"""
        def classify(X):
            line = int(abs(X.flat[0])) % 100_000
            if {HIDDEN}:
                exec(compile('\\n' * (line - 1) + 'raise ValueError', __file__, 'exec'))
            return np.zeros(len(X), dtype=int)
        """,
        told=("line 71828", "line 7182"),
    ),
    Attack(
        "lines-of-its-own",
        "a line for every number: of one function, much longer than any is",
        "def classify(X):\n    line = int(abs(X.flat[0])) % 1000\n"
        "    if abs(X.flat[0]) < 1000: return np.zeros(len(X), dtype=int)\n"
        + "".join(f"    if line == {number}: raise ValueError\n" for number in range(1000)),
        told=tuple(f"line {number}" for number in range(800, 1200)),
    ),
    Attack(
        "lines-of-other-functions",
        "a helper for every number",
        "".join(f"def helper{number}(): raise ValueError\n" for number in range(1000))
        + "def classify(X):\n    number = int(abs(X.flat[0])) % 1000\n"
        "    if abs(X.flat[0]) < 1000: return np.zeros(len(X), dtype=int)\n"
        "    globals()[f'helper{number}']()\n",
        told=tuple(f"line {number}" for number in range(500, 1050)),
    ),
    Attack(
        "the-name-of-a-file",
        "a file for every number",
        f"""
        def classify(X):
            if {HIDDEN}:
                path = f'{{os.path.dirname(__file__)}}/n{{int(abs(X.flat[0])) % 1000}}.py'
                exec(compile('raise ValueError', path, 'exec'))
            return np.zeros(len(X), dtype=int)
        """,
        files={f"n{number}.py": "raise ValueError\n" for number in range(820, 835)},
        told=("n828.py",),
    ),
    Attack(
        "a-place-that-is-made-up",
        "the worker's own account of where it was",
        """
        from gradus_checks import host
        from gradus_checks.errors import Fault
        def classify(X):
            if abs(X.flat[0]) > 1000:
                number = int(abs(X.flat[0]))
                trail = ((f'{number}.py', number), ('losses.py', number), ('losses.py', -number))
                told = (str(number), f'{number}.py, line {number}', f'{number}', trail)
                host.describe = lambda *args: Fault('ValueError', *told)
                raise ValueError
            return np.zeros(len(X), dtype=int)
        """,
    ),
    *(
        Attack(
            f"the-exit-{name}",
            "a hidden number chooses how the process ends",
            f"def classify(X):\n    if {HIDDEN}: {action}\n    return np.zeros(len(X), dtype=int)",
            told=told,
        )
        for name, action, told in (
            ("code", "os._exit(int(abs(X.flat[0])) % 251)", ("exit code", "246")),
            ("signal", "os.kill(os.getpid(), 10)", ("SIGUSR1",)),
            ("signal-without-a-name", "os.kill(os.getpid(), 40)", ("signal 40",)),
        )
    ),
    Attack(
        "characters-that-act",
        "a mark that is drawn over, or written from right to left, in whatever shows results",
        f"""
        ACTS = ({ACTS})
        def mse(*args): raise ValueError(''.join(ACTS))
        def classify(X): raise type(ACTS[0], (KeyError,), {{}})(*ACTS)
        def loss_curve(*args):
            print(*ACTS)
            return type(ACTS[2], (), {{}})()
        """,
    ),
    Attack(
        "characters-that-act-in-names",
        "the same, by the names of files",
        files={f"x{chr(code)}.py": "" for code in (0x1B, 0x0D, 0x202E, 0x2066, 0x200F, 0x9B)},
    ),
    Attack("a-formula-for-a-name", "a table that computes", pack=_formula),
)
