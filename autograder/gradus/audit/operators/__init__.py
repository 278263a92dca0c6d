"""What can go wrong in a line of code: each operator makes wrong pieces of a right one.

An operator takes a node of the syntax tree and gives the nodes that could stand there by mistake.
"""

from collections.abc import Callable, Iterator, Mapping

import libcst as cst

from gradus.audit.operators.calls import (
    axes,
    dropped_calls,
    dropped_keywords,
    other_functions,
    swapped_arguments,
)
from gradus.audit.operators.expressions import (
    arithmetic,
    comparisons,
    constants,
    dropped_signs,
    logic,
    swapped_operands,
)
from gradus.audit.operators.statements import accumulated, dropped, in_place, other_branch

Operator = Callable[[cst.CSTNode], Iterator[cst.CSTNode]]

OPERATORS: Mapping[str, Operator] = {
    "operator": arithmetic,
    "constant": constants,
    "comparison": comparisons,
    "logic": logic,
    "sign": dropped_signs,
    "swapped operands": swapped_operands,
    "axis": axes,
    "keyword dropped": dropped_keywords,
    "swapped arguments": swapped_arguments,
    "other function": other_functions,
    "call dropped": dropped_calls,
    "statement dropped": dropped,
    "+= for =": accumulated,
    "in place": in_place,
    "branch": other_branch,
}
"""By the name that the audit's tables show."""

__all__ = ["OPERATORS", "Operator"]
