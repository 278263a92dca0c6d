"""A Python beside this one: with all that is installed here, and packages that make trouble.

What breaks them is played: nothing of another's is damaged.
"""

import sysconfig
import venv
from pathlib import Path

SHAKY = {
    "gone": "raise ImportError('libgone.so.2: cannot open shared object file\\nmore')\n",
    "deadly": "import os\nprint('[]', flush=True)\nos._exit(3)\n",
    "loud": "print('\"not an answer\"')\n",
    "lingering": "import atexit, time\natexit.register(time.sleep, 3600)\n",
}
"""What is imported, by the name of its package."""


def broken_environment(root: Path) -> Path:
    """Its Python; the packages in `SHAKY` have version 1.0."""
    venv.EnvBuilder(symlinks=True).create(root)
    python = root / "bin" / "python"
    (packages,) = root.glob("lib/python*/site-packages")
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        if path.name != "__pycache__":
            (packages / path.name).symlink_to(path)
    for name, source in SHAKY.items():
        (packages / f"{name}.py").write_text(source, "utf-8")
        about = packages / f"{name}-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (about / "RECORD").write_text(f"{name}.py,,\n{name}-1.0.dist-info/METADATA,,\n")
    return python
