"""Where the data lies that an assignment rates by."""

from pathlib import Path

from gradus.assignment import Assignment, RatingSpec


def data_path(assignment: Assignment, spec: RatingSpec) -> Path:
    """The data that students have."""
    return assignment.folder / spec.data


def hidden_paths(assignment: Assignment, spec: RatingSpec) -> dict[str, Path]:
    """The hidden sets' files, by name."""
    folder = assignment.solutions / (assignment.hidden_data or "")
    return {name: folder / f"{name}.npz" for name, _ in spec.sets}
