"""What Gradescope and `otter grade` run around Otter: the set-up of an image, and a grading."""

from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement

import gradus
import gradus_checks
from gradus.assignment import Assignment, merged
from gradus.assignment.bundle import GRADER, PACKAGES
from gradus.errors import ReleaseRefused

_NEEDED = ("ipykernel", "msgpack", "numpy", "otter-grader", "packaging", "pydantic", "pytest")
"""Of all that Gradus depends on, what grading imports, and what every student has installed."""

_SETUP = """\
#!/usr/bin/env bash
# Run once, when the image is built: a Python 3.11 or newer, and what grading imports.
# No LaTeX, no browser, no compiler: Gradescope's machines are small.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
autograder="${{AUTOGRADER:-/autograder}}"
environment="$autograder/env"

usable_python() {{
    local python
    for python in python3.13 python3.12 python3.11 python3; do
        if "$python" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
        then
            command -v "$python"
            return
        fi
    done
    return 1
}}

if ! usable_python; then
    apt-get update
    apt-get install -y --no-install-recommends ca-certificates python3 python3-pip python3-venv
fi
if python="$(usable_python)"; then
    "$python" -m venv "$environment"
else
    # Ubuntu 22.04 and older: a newer Python, where student code may read it too.
    export UV_PYTHON_INSTALL_DIR="$autograder/python"
    python3 -m venv /tmp/uv
    /tmp/uv/bin/pip install --quiet uv
    /tmp/uv/bin/uv venv --quiet --seed --python 3.12 "$environment"
fi
"$environment/bin/python" -m pip install --quiet --no-cache-dir \\
    -r "$autograder/source/requirements.txt"
# It brings a whole Node.js, to print notebooks with a browser: grading never does.
"$environment/bin/python" -m pip uninstall --quiet --yes playwright
packages="$("$environment/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
echo "$autograder/source/files/{grader}/{packages}" > "$packages/gradus.pth"
"""

_RUN_AUTOGRADER = """\
#!/usr/bin/env bash
autograder="${AUTOGRADER:-/autograder}"
exec "$autograder/env/bin/python" "$autograder/source/run_otter.py" "$autograder"
"""

_RUN_OTTER = '''\
"""Grades what lies in the autograder's `submission` with Otter, and leaves a `results.json`."""

import sys
from pathlib import Path

from gradus.otter_plugin.gradescope import main

sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "/autograder")))
'''

_ENVIRONMENT = """\
# For those who prefer conda; setup.sh does not need it.
name: otter-env
channels: [conda-forge]
dependencies:
  - python=3.12
  - pip
  - pip:
{requirements}
"""


def image_files(assignment: Assignment) -> dict[str, bytes]:
    """The scripts and lists that make an image and run in it, by their path in the zip.

    In it are the assignment's packages, and what grading imports. Raises ReleaseRefused.
    """
    needed = merged(_requirements(), assignment.packages)
    listed = "\n".join(f"      - {each}" for each in needed)
    texts = {
        "setup.sh": _SETUP.format(grader=GRADER, packages=PACKAGES),
        "run_autograder": _RUN_AUTOGRADER,
        "run_otter.py": _RUN_OTTER,
        "requirements.txt": "".join(f"{each}\n" for each in needed),
        "environment.yml": _ENVIRONMENT.format(requirements=listed),
    }
    return {name: text.encode() for name, text in texts.items()}


def package_files() -> dict[str, bytes]:
    """The sources of Gradus, by their path among the packages: there is no release to install."""
    return {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for folder in (Path(gradus.__file__).parent, Path(gradus_checks.__file__).parent)
        for path in sorted(folder.rglob("*.py"))
    }


def _requirements() -> list[str]:
    """Those of Gradus' own requirements that grading needs. Raises ReleaseRefused."""
    declared = [Requirement(each) for each in requires("gradus-course") or ()]
    needed = {each.name: f"{each.name}{each.specifier}" for each in declared if not each.marker}
    missing = [name for name in _NEEDED if name not in needed]
    if missing:
        raise ReleaseRefused(
            f"This installation of Gradus does not say that it needs {', '.join(missing)}. Install "
            "it again: pip install -e ."
        )
    return [needed[name] for name in _NEEDED]
