"""From a record to the Mark: pure functions of a record, a time of hand-in and entries."""

from gradus.marking.deadline import last_deadline
from gradus.marking.due import lateness_of
from gradus.marking.entered import contradictions, entry_in_words, holding
from gradus.marking.late import Lateness, lateness, penalty
from gradus.marking.mark import (
    Basis,
    Mark,
    SlipDays,
    SoFar,
    Step,
    TaskMark,
    What,
    basis,
    finished,
    worth,
)
from gradus.marking.marker import Marker, by_name, by_student, term_marks, unmarked
from gradus.marking.people import keys, known_names
from gradus.marking.slip_days import spend
from gradus.marking.term import Work, slip_days_of

__all__ = [
    "Basis",
    "Lateness",
    "Mark",
    "Marker",
    "SlipDays",
    "SoFar",
    "Step",
    "TaskMark",
    "What",
    "Work",
    "basis",
    "by_name",
    "by_student",
    "contradictions",
    "entry_in_words",
    "finished",
    "holding",
    "keys",
    "known_names",
    "last_deadline",
    "lateness",
    "lateness_of",
    "penalty",
    "slip_days_of",
    "spend",
    "term_marks",
    "unmarked",
    "worth",
]
