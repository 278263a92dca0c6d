"""The way back to the learning platform: rosters, gradebooks, feedback files."""

from gradus.lms.canvas import canvas_gradebook
from gradus.lms.export import Export, Marks, Outcome, class_marks
from gradus.lms.feedback_zip import Feedback, feedback_zip, placed_feedback
from gradus.lms.finding import NOT_THERE
from gradus.lms.matching import Matches, match, not_understood
from gradus.lms.moodle import moodle_gradebook
from gradus.lms.registering import registered
from gradus.lms.roster import Roster, Student, read_roster
from gradus.lms.tables import Table, read_table

__all__ = [
    "NOT_THERE",
    "Export",
    "Feedback",
    "Marks",
    "Matches",
    "Outcome",
    "Roster",
    "Student",
    "Table",
    "canvas_gradebook",
    "class_marks",
    "feedback_zip",
    "match",
    "moodle_gradebook",
    "not_understood",
    "placed_feedback",
    "read_roster",
    "read_table",
    "registered",
]
