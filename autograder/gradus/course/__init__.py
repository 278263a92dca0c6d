"""A course's own rules: when work is due, what being late costs, who has more time."""

from gradus.course.dates import handed_in_at, told
from gradus.course.extensions import (
    Extension,
    check_headings,
    read_extensions,
    refuse_strangers,
)
from gradus.course.loading import COURSE, load_course
from gradus.course.rules import AssignmentRules, Course, LateRule, Share, Unit

__all__ = [
    "COURSE",
    "AssignmentRules",
    "Course",
    "Extension",
    "LateRule",
    "Share",
    "Unit",
    "check_headings",
    "handed_in_at",
    "load_course",
    "read_extensions",
    "refuse_strangers",
    "told",
]
