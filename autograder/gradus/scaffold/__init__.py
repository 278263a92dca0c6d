"""New courses, assignments and tasks: all places that must agree, written at once or not at all."""

from gradus.scaffold.assignment import new_assignment
from gradus.scaffold.course import YEAR, NewCourse, new_course
from gradus.scaffold.known import still_known
from gradus.scaffold.renumber import renumber
from gradus.scaffold.task import new_task

__all__ = [
    "YEAR",
    "NewCourse",
    "new_assignment",
    "new_course",
    "new_task",
    "renumber",
    "still_known",
]
