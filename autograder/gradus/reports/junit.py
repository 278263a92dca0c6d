"""A record as JUnit XML, for GitLab, Jenkins and everything else that shows test results."""

from junitparser import Error, Failure, JUnitXml, TestCase, TestSuite

from gradus.reports.text import excerpt, one_line, printable
from gradus.results import CaseResult, QuestionResult, Record, Status

_HEAD_CHARACTERS = 200  # what GitLab and Jenkins show in a list
_OUTPUT_LINES = 12  # as in the feedback
_OUTPUT_WIDTH = 120  # as in the feedback


def junit_xml(record: Record) -> bytes:
    """The record as its student may read it: a suite a task, a test a case.

    `classname` and `name` together are unique, as task names are and case names within a task.
    What could not be checked is an error, what is wrong a failure. The times are those of public
    cases: how long a hidden one took may tell of its inputs, as what the code prints may.
    """
    report = JUnitXml(record.assignment)
    for question in record.questions:
        report.add_testsuite(_suite(record.assignment, question))
    # The schema of Jenkins allows these on the outermost element and no `skipped`.
    report.tests = sum(suite.tests for suite in report)
    report.failures = sum(suite.failures for suite in report)
    report.errors = sum(suite.errors for suite in report)
    report.time = round(sum(suite.time for suite in report), 3)
    xml: bytes = report.tostring()
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + xml + b"\n"


def _suite(assignment: str, question: QuestionResult) -> TestSuite:
    suite = TestSuite(f"Task {question.number}: {printable(question.title)}")
    for case in question.cases:
        suite.add_testcase(_test(f"{assignment}.{question.name}", case))
    suite.update_statistics()
    return suite


def _test(classname: str, case: CaseResult) -> TestCase:
    test = TestCase(printable(case.name), classname, 0.0 if case.hidden else case.seconds)
    if case.status is Status.PASSED:
        return test
    said = printable(case.message).strip() or f"{case.status}"
    kind = Failure if case.status is Status.FAILED else Error
    found = kind(one_line(said, _HEAD_CHARACTERS), str(case.status))
    printed = "" if case.hidden else excerpt(case.output, _OUTPUT_LINES, _OUTPUT_WIDTH)
    found.text = f"{said}\n\nYour code printed:\n{printed}" if printed else said
    test.result = [found]
    return test
