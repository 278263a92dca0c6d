"""An assignment as its instructor wrote it."""

from gradus.assignment.spec import (
    ISOLATION_LEVELS,
    Assignment,
    Limits,
    Task,
    find_course,
    load_assignment,
)

__all__ = ["ISOLATION_LEVELS", "Assignment", "Limits", "Task", "find_course", "load_assignment"]
