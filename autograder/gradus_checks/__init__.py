"""What the test files of a course import: `test_case` and the checks. NumPy is all they need.

Each name is imported from its module at its first use: a worker, which starts for every submission
and needs none of these names, then does not wait for them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gradus_checks.accuracy import share_of_points as share_of_points
    from gradus_checks.accuracy import wilson_interval as wilson_interval
    from gradus_checks.answers import check_answer as check_answer
    from gradus_checks.calls import check_raises as check_raises
    from gradus_checks.calls import check_same_list as check_same_list
    from gradus_checks.calls import check_unchanged as check_unchanged
    from gradus_checks.case import Case as Case
    from gradus_checks.case import test_case as test_case
    from gradus_checks.check_effects import check_prints as check_prints
    from gradus_checks.check_effects import check_writes as check_writes
    from gradus_checks.close import check_close as check_close
    from gradus_checks.close import check_finite as check_finite
    from gradus_checks.close import check_shape as check_shape
    from gradus_checks.drawing import drawn as drawn
    from gradus_checks.environment import Environment as Environment
    from gradus_checks.environment import LocalEnvironment as LocalEnvironment
    from gradus_checks.environment import case_generator as case_generator
    from gradus_checks.errors import CannotCross as CannotCross
    from gradus_checks.errors import CaseError as CaseError
    from gradus_checks.errors import CheckFailed as CheckFailed
    from gradus_checks.errors import Curves as Curves
    from gradus_checks.errors import Fault as Fault
    from gradus_checks.errors import Measured as Measured
    from gradus_checks.errors import Rated as Rated
    from gradus_checks.errors import StudentException as StudentException
    from gradus_checks.gradient import check_gradient as check_gradient
    from gradus_checks.home.grader import Notebook as Notebook
    from gradus_checks.kinds import check_kinds as check_kinds
    from gradus_checks.orders import BACKWARD as BACKWARD
    from gradus_checks.orders import FORWARD as FORWARD
    from gradus_checks.orders import LAYER as LAYER
    from gradus_checks.orders import TRAINING as TRAINING
    from gradus_checks.orders import call_orders as call_orders
    from gradus_checks.orders import check_layer_orders as check_layer_orders
    from gradus_checks.proxy import write as write
    from gradus_checks.turns import attempts as attempts
    from gradus_checks.turns import call_each as call_each
    from gradus_checks.turns import in_turn as in_turn
    from gradus_checks.turns import take as take

_HOMES = {
    "call_orders": "orders",
    "check_layer_orders": "orders",
    "BACKWARD": "orders",
    "CannotCross": "errors",
    "Case": "case",
    "CaseError": "errors",
    "CheckFailed": "errors",
    "Environment": "environment",
    "FORWARD": "orders",
    "Fault": "errors",
    "LAYER": "orders",
    "LocalEnvironment": "environment",
    "Curves": "errors",
    "Measured": "errors",
    "Notebook": "home.grader",
    "Rated": "errors",
    "StudentException": "errors",
    "TRAINING": "orders",
    "attempts": "turns",
    "call_each": "turns",
    "case_generator": "environment",
    "check_answer": "answers",
    "check_close": "close",
    "check_finite": "close",
    "check_gradient": "gradient",
    "check_kinds": "kinds",
    "check_prints": "check_effects",
    "check_raises": "calls",
    "check_same_list": "calls",
    "check_shape": "close",
    "check_unchanged": "calls",
    "check_writes": "check_effects",
    "drawn": "drawing",
    "in_turn": "turns",
    "share_of_points": "accuracy",
    "take": "turns",
    "test_case": "case",
    "wilson_interval": "accuracy",
    "write": "proxy",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted(_HOMES)
