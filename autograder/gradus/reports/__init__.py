"""What people read: the class table, grades.csv and the students' feedback, from records alone."""

from gradus.reports.class_table import print_class
from gradus.reports.feedback import Feedback, student_view
from gradus.reports.feedback_markdown import feedback_markdown
from gradus.reports.feedback_terminal import print_feedback
from gradus.reports.grades_csv import grades_csv
from gradus.reports.summary import ClassSummary, summarize

__all__ = [
    "ClassSummary",
    "Feedback",
    "feedback_markdown",
    "grades_csv",
    "print_class",
    "print_feedback",
    "student_view",
    "summarize",
]
