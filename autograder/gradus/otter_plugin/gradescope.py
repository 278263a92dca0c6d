"""Around Otter on Gradescope and in `otter grade`: a room without the student's files.

Otter copies into the submission's folder, reads notebooks in it and fails on some names before it
loads a plugin. So it gets a folder of its own, and the submission stays where it is.
"""

import json
import shutil
import tempfile
import traceback
from pathlib import Path
from typing import Any

from gradus.assignment import Assignment, unbundle
from gradus.errors import GradusError
from gradus.gradebook.records import as_json, load_record
from gradus.otter_plugin.attempts import read_history
from gradus.otter_plugin.dates import read_dates
from gradus.otter_plugin.extras import FIGURE, FINEST_STEP, extended, refused
from gradus.otter_plugin.places import Places
from gradus.results import Record

_PICKLE = "results.pkl"
_JSON = "results.json"


def main(autograder: Path) -> int:
    """Grade `autograder/submission`, and write `autograder/results/results.json`; the exit code.

    There are results whatever happens. 1 where Otter itself failed.
    """
    metadata = _metadata(autograder / "submission_metadata.json")
    history = read_history(metadata)
    results_folder = autograder / "results"
    results_folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="gradus-otter-") as scratch:
        assignment = _assignment(autograder / "source", Path(scratch, "course"))
        dates = read_dates(assignment, metadata)
        rule = dates.attempts(assignment.attempts if assignment else None)
        again = refused(history, rule)
        if again is not None:
            (results_folder / _JSON).write_bytes(as_json(again))
            return 0
        room = Places(Path(scratch, "autograder"))
        _lay_out(room, autograder, metadata)
        failed = _run_otter(room)
        record = load_record(room.record)
        results = _results(room.root / "results" / _JSON, record)
        rating = assignment.rating if assignment else None
        step = rating.board_step if rating else FINEST_STEP
        figure = rating.board_figure if rating else FIGURE
        written = extended(results, record, history, rule, step, figure)
        if record is not None:
            written = dates.marked(written, record)
        (results_folder / _JSON).write_bytes(as_json(written))
        if (room.root / "results" / _PICKLE).exists():
            shutil.copy(room.root / "results" / _PICKLE, results_folder)
    return failed


def _metadata(path: Path) -> object:
    """What Gradescope tells of a submission. `otter grade` leaves the file empty."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}


def _assignment(source: Path, scratch: Path) -> Assignment | None:
    try:
        return unbundle(source, scratch).assignment
    except GradusError:
        # The plugin will find the same, and say so.
        return None


def _lay_out(room: Places, autograder: Path, metadata: object) -> None:
    """An autograder folder in which nothing is handed in; the submission is beside it."""
    for folder in (room.submission, room.root / "results"):
        folder.mkdir(parents=True)
    room.source.symlink_to(autograder / "source")
    (room.root / "handed-in").symlink_to(autograder / "submission")
    (room.root / "submission_metadata.json").write_text(json.dumps(metadata), "utf-8")


def _run_otter(room: Places) -> int:
    from otter.run.run_autograder import main as run_autograder

    try:
        # `otter grade` says that zips are to be unpacked: Gradus does that, with care.
        run_autograder(str(room.root), zips=False)
    except Exception:
        # Gradescope shows this to staff only.
        print(f"Otter itself failed; the judge's verdicts stand.\n{traceback.format_exc()}")
        return 1
    return 0


def _results(path: Path, record: Record | None) -> dict[str, Any]:
    """Otter's results, else the judge's, which are the same; else that there are none."""
    try:
        results: dict[str, Any] = json.loads(path.read_bytes())
        return results
    except (OSError, ValueError):
        if record is not None:
            return record.gradescope
    told = "The grader could not run this submission; a person will look at it."
    return {"output": told, "tests": [], "score": 0}
