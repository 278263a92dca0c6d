"""What the test files of a course import: `test_case` and the checks. NumPy is all they need."""

from gradus_checks.calls import check_raises, check_unchanged
from gradus_checks.case import Case, test_case
from gradus_checks.close import check_close, check_finite, check_shape
from gradus_checks.environment import Environment, LocalEnvironment, case_generator
from gradus_checks.errors import CannotCross, CaseError, CheckFailed, Fault, StudentException
from gradus_checks.gradient import check_gradient

__all__ = [
    "CannotCross",
    "Case",
    "CaseError",
    "CheckFailed",
    "Environment",
    "Fault",
    "LocalEnvironment",
    "StudentException",
    "case_generator",
    "check_close",
    "check_finite",
    "check_gradient",
    "check_raises",
    "check_shape",
    "check_unchanged",
    "test_case",
]
