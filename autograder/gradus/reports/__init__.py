"""What people read: the class table, grades.csv and the students' feedback, from Marks alone."""

from gradus.reports.changes import print_changes
from gradus.reports.class_details import Gathering
from gradus.reports.class_page import class_page
from gradus.reports.class_table import print_class
from gradus.reports.feedback import Feedback, student_view
from gradus.reports.feedback_markdown import feedback_markdown
from gradus.reports.feedback_terminal import print_feedback
from gradus.reports.grades_csv import grades_csv
from gradus.reports.items import ItemAnalysis
from gradus.reports.job_summary import job_summary
from gradus.reports.junit import junit_xml
from gradus.reports.marked_results import marked_results
from gradus.reports.public_results import public_results
from gradus.reports.student_page import student_pages
from gradus.reports.summary import ClassSummary, summarize
from gradus.reports.workflow_commands import Place, annotations, stopping

__all__ = [
    "ClassSummary",
    "Feedback",
    "Gathering",
    "ItemAnalysis",
    "Place",
    "annotations",
    "class_page",
    "feedback_markdown",
    "grades_csv",
    "job_summary",
    "junit_xml",
    "marked_results",
    "print_changes",
    "print_class",
    "print_feedback",
    "public_results",
    "stopping",
    "student_pages",
    "student_view",
    "summarize",
]
