"""The hand-out as a notebook."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from gradus.errors import AssignmentError

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

_FORMAT = {"extension": ".py", "format_name": "percent", "comment_magics": False}
"""By itself jupytext takes the comment `# copy the predictions first` for a command of a shell."""

_MAGICS = ("autoreload", "config", "load_ext", "matplotlib", "pip", "run", "timeit")
"""What a line of a hand-out may ask of IPython: `# %run submit.py`. Any other is a comment."""

_COMMENTED = re.compile(rf"^(\s*)# (%(?:{'|'.join(_MAGICS)})\b.*)$", re.MULTILINE)
_MAGIC = re.compile(rf"^(\s*)%(?:{'|'.join(_MAGICS)})\b.*$", re.MULTILINE)


def notebook(text: str, path: Path) -> str:
    """The percent-format hand-out `text` (of the file `path`) as the text of an `.ipynb` file.

    Its metadata are Otter's, as `otter assign` writes them for tests in files. It has no outputs,
    and a cell keeps its id as long as its text stays the same. Raises AssignmentError where the
    result is no valid notebook, or a cell of it no Python.
    """
    import jupytext
    import nbformat

    try:
        book = jupytext.reads(text, fmt=_FORMAT)
        otter = {"OK_FORMAT": False, "assignment_name": path.stem, "tests": {}}
        book.metadata = nbformat.from_dict({**_METADATA, "otter": otter})
        book.nbformat, book.nbformat_minor = 4, 5
        seen: Counter[str] = Counter()
        for cell in book.cells:
            if cell.cell_type == "code":
                cell.source = _COMMENTED.sub(r"\1\2", cell.source)
            digest = hashlib.blake2b(
                f"{cell.cell_type}\n{cell.source}".encode(), digest_size=6
            ).hexdigest()
            seen[digest] += 1
            for spacing in ("lines_to_next_cell", "lines_to_end_of_cell_marker"):
                cell.metadata.pop(spacing, None)
            cell.id = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        nbformat.validate(book)
    except (nbformat.ValidationError, jupytext.formats.JupytextFormatError) as error:
        raise AssignmentError(f"{path} cannot be made a notebook: {error}") from error
    sources = [str(cell.source) for cell in book.cells if cell.cell_type == "code"]
    for problem in (*_no_python(sources), *_lost_comments(text, sources)):
        raise AssignmentError(f"{path}: {problem}")
    return str(nbformat.writes(book)) + "\n"


def _no_python(cells: list[str]) -> Iterator[str]:
    """The code cells that cannot be compiled."""
    for cell in cells:
        try:
            compile(_MAGIC.sub(r"\1pass", cell), "a cell", "exec", dont_inherit=True)
        except (SyntaxError, ValueError) as error:
            line = cell.splitlines()[(getattr(error, "lineno", None) or 1) - 1]
            yield f"students would get a cell that is no Python: {error}\n    {line}"


def _lost_comments(text: str, cells: list[str]) -> Iterator[str]:
    """Lines that were a comment in the hand-out and would be code in the notebook."""
    written = {line.strip() for line in text.splitlines()}
    for line in (line.strip() for cell in cells for line in cell.splitlines()):
        if line not in written and f"# {line}" in written and not _MAGIC.match(line):
            yield f"the comment '# {line}' would be a command in the students' notebook."
