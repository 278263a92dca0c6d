"""The plugin: the judge decides, in Otter's flow, and Otter's kernel meets nothing of a student's.

Otter makes the plugin once the submission lies in its place, and before anything of it is opened or
run. From then on all that Otter works on is the stub on the desk.
"""

import os
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_notebook
from otter.plugins import AbstractOtterPlugin
from otter.test_files import GradingResults

from gradus.gradebook.records import record_json
from gradus.otter_plugin.grading import grade
from gradus.otter_plugin.places import Places, lay_desk
from gradus.results import Record
from gradus.submission import printable


class GradusPlugin(AbstractOtterPlugin):  # type: ignore[misc]
    """Takes over a run of Otter's. `otter generate` makes one too, without a submission."""

    def __init__(
        self,
        submission_path: str | None,
        submission_metadata: dict[str, Any],
        plugin_config: dict[str, Any],
    ) -> None:
        super().__init__(submission_path, submission_metadata, plugin_config)
        self._record = _take_over(Path(submission_path)) if submission_path else None

    def before_execution(self, _submission: NotebookNode) -> NotebookNode:
        """An empty notebook, whatever Otter has read."""
        return new_notebook()

    def after_grading(self, results: GradingResults) -> None:
        """The judge's verdicts in the place of the kernel's, which had nothing to judge."""
        from gradus.judge.otter_results import adopt

        if self._record is not None:
            adopt(results, self._record.questions, self._record.gradescope["output"])

    def generate_report(self) -> str:
        """For staff: how it was graded, and why a person should look."""
        if self._record is None:
            return ""
        reached = self._record.isolation
        isolation = [f"Isolation: {reached}"] if reached else []
        reasons = [f"For a person to look at: {printable(why)}" for why in self._record.attention]
        return "\n".join((*isolation, *reasons))


def _take_over(submission: Path) -> Record:
    places = Places(submission.parent.parent)
    lay_desk(places, submission.name)
    record = grade(places)
    places.record.write_bytes(record_json(record))
    # Otter goes on in this folder, and its kernel starts in it.
    os.chdir(places.desk)
    return record
