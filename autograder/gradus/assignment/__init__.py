"""An assignment as its instructor wrote it."""

from gradus.assignment.bundle import Bundle, bundle_files, unbundle
from gradus.assignment.carried import carried_files
from gradus.assignment.cases import TestSource, load_cases
from gradus.assignment.consistency import check_assignment, check_tests
from gradus.assignment.handout import Handout, handout_names, load_handout
from gradus.assignment.loading import (
    assignment_names,
    chosen_names,
    find_course,
    load_assignment,
    readable_assignments,
)
from gradus.assignment.packages import merged, name_of
from gradus.assignment.rating import (
    CodecSpec,
    CodedBy,
    RatedBy,
    RatingSpec,
    TrainedBy,
    TrainingSpec,
)
from gradus.assignment.secret import Secret, course_secret
from gradus.assignment.spec import (
    FORGIVEN_CPU_SECONDS,
    ISOLATION_LEVELS,
    Assignment,
    Attempts,
    Limits,
    Task,
    refuse_unknown_level,
)

__all__ = [
    "FORGIVEN_CPU_SECONDS",
    "ISOLATION_LEVELS",
    "Assignment",
    "Attempts",
    "Bundle",
    "CodecSpec",
    "CodedBy",
    "Handout",
    "Limits",
    "RatedBy",
    "RatingSpec",
    "Secret",
    "Task",
    "TestSource",
    "TrainedBy",
    "TrainingSpec",
    "assignment_names",
    "bundle_files",
    "carried_files",
    "check_assignment",
    "check_tests",
    "chosen_names",
    "course_secret",
    "find_course",
    "handout_names",
    "load_assignment",
    "load_cases",
    "load_handout",
    "merged",
    "name_of",
    "readable_assignments",
    "refuse_unknown_level",
    "unbundle",
]
