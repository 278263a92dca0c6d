"""What students get of a notebook that is not graded."""

from pathlib import Path

from gradus.assignment.handout import Handout
from gradus.assignment.markers import without_ignored
from gradus.release.data import read_file
from gradus.release.folder import definitions, library, requirements
from gradus.release.notebook import notebook
from gradus.release.starter import provided, read_module
from gradus.release.writing import write_file, write_folder, zip_bytes

_README = """\
# {title}

    python -m pip install -r requirements.txt

in the environment of the assignments (or a new one: `python3 -m venv .venv`, then
`source .venv/bin/activate`; on Windows `py -m venv .venv`, then `.venv\\Scripts\\Activate.ps1`).
Then open `{name}.ipynb` in VS Code, or with JupyterLab:

    python -m pip install jupyterlab
    jupyter lab {name}.ipynb

Nothing in it is graded, and nothing is missing: run it, change it, and see what happens.
"""


def build_handout(handout: Handout, dist: Path) -> Path:
    """Write `dist/<name>/` and `dist/<name>.zip`; the folder.

    Raises AssignmentError for a file that cannot be read, GradusError where writing fails.
    """
    files = handout_files(handout)
    write_folder(dist / handout.name, files)
    write_file(dist / f"{handout.name}.zip", zip_bytes(files, handout.name))
    return dist / handout.name


def handout_files(handout: Handout) -> dict[str, bytes]:
    """Everything that students get, by path in their folder. Raises AssignmentError."""
    text = without_ignored(read_module(handout.notebook), handout.notebook)
    texts = {
        f"{handout.name}.ipynb": notebook(text, handout.notebook),
        "README.md": _README.format(title=handout.title, name=handout.name),
        "requirements.txt": requirements(handout.packages, text),
        **definitions(handout.folder.parent),
    }
    for module in handout.provided:
        path = handout.course / "solutions" / f"{module}.py"
        texts[f"{module}.py"] = provided(read_module(path), path)
    given = {name: read_file(handout.folder / name) for name in handout.files}
    return {**{path: text.encode() for path, text in texts.items()}, **given, **library()}
