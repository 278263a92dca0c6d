"""The hand-out as a notebook."""

import hashlib
from collections import Counter
from pathlib import Path

from gradus.errors import AssignmentError

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebook(text: str, path: Path) -> str:
    """The percent-format hand-out `text` (of the file `path`) as the text of an `.ipynb` file.

    Its metadata are Otter's, as `otter assign` writes them for tests in files. It has no outputs,
    and a cell keeps its id as long as its text stays the same. Raises AssignmentError where the
    result is no valid notebook.
    """
    import jupytext
    import nbformat

    try:
        book = jupytext.reads(text, fmt="py:percent")
        otter = {"OK_FORMAT": False, "assignment_name": path.stem, "tests": {}}
        book.metadata = nbformat.from_dict({**_METADATA, "otter": otter})
        book.nbformat, book.nbformat_minor = 4, 5
        seen: Counter[str] = Counter()
        for cell in book.cells:
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
    return str(nbformat.writes(book)) + "\n"
