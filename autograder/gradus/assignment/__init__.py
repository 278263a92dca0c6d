"""An assignment as its instructor wrote it."""

from gradus.assignment.cases import TestSource, load_cases
from gradus.assignment.consistency import check_assignment, check_tests
from gradus.assignment.secret import Secret, course_secret
from gradus.assignment.spec import (
    ISOLATION_LEVELS,
    Assignment,
    Limits,
    Task,
    find_course,
    load_assignment,
)

__all__ = [
    "ISOLATION_LEVELS",
    "Assignment",
    "Limits",
    "Secret",
    "Task",
    "TestSource",
    "check_assignment",
    "check_tests",
    "course_secret",
    "find_course",
    "load_assignment",
    "load_cases",
]
