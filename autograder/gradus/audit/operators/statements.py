"""Mistakes in a statement: left out, in place, added up, in the wrong branch."""

from collections.abc import Iterator

import libcst as cst

_IN_PLACE: dict[type[cst.BaseBinaryOp], type[cst.BaseAugOp]] = {
    cst.Add: cst.AddAssign,
    cst.Subtract: cst.SubtractAssign,
    cst.Multiply: cst.MultiplyAssign,
    cst.Divide: cst.DivideAssign,
}
_OPPOSITE: dict[type[cst.BaseAugOp], type[cst.BaseAugOp]] = {
    cst.AddAssign: cst.SubtractAssign,
    cst.SubtractAssign: cst.AddAssign,
    cst.MultiplyAssign: cst.DivideAssign,
    cst.DivideAssign: cst.MultiplyAssign,
}


def dropped(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """A line that is not there. A `return` stays: without it nothing at all comes back."""
    match node:
        case cst.SimpleStatementLine(
            body=[cst.Return() | cst.Pass() | cst.Expr(value=cst.SimpleString())]
        ):
            return
        case cst.SimpleStatementLine():
            yield node.with_changes(body=[cst.Pass()])


def accumulated(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """x += … for x = …; for an attribute, that starts from 0."""
    match node:
        case cst.SimpleStatementLine(body=[cst.Assign(targets=[target], value=value)]):
            match target.target:
                case cst.Attribute(value=cst.Name("self"), attr=cst.Name(name)):
                    total = f'getattr(self, "{name}", 0) + ({_code(value)})'
                    yield node.with_changes(body=[_statement(f"self.{name} = {total}")])
                case cst.Subscript() | cst.Name():
                    text = f"{_code(target.target)} += {_code(value)}"
                    yield node.with_changes(body=[_statement(text)])


def in_place(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """x −= y for x = x − y, x = x − y and x += y for x −= y."""
    match node:
        case cst.Assign(
            targets=[cst.AssignTarget(target=cst.Name() as name)],
            value=cst.BinaryOperation(left=left, operator=operator, right=right),
        ) if name.deep_equals(left) and type(operator) in _IN_PLACE:
            yield cst.AugAssign(name, _IN_PLACE[type(operator)](), right)
        case cst.AugAssign(target=target, operator=operator, value=value):
            if type(operator) in _OPPOSITE:
                yield node.with_changes(operator=_OPPOSITE[type(operator)]())
            sign = _code(operator).strip().removesuffix("=")
            yield _statement(f"{_code(target)} = {_code(target)} {sign} ({_code(value)})")


def other_branch(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The condition the wrong way round; a loop that ends too early or goes on."""
    match node:
        case cst.If(test=test) | cst.IfExp(test=test):
            yield node.with_changes(test=cst.parse_expression(f"not ({_code(test)})"))
        case cst.Break():
            yield cst.Continue()


def _statement(text: str) -> cst.BaseSmallStatement:
    return cst.ensure_type(cst.parse_statement(f"{text}\n"), cst.SimpleStatementLine).body[0]


def _code(node: cst.CSTNode) -> str:
    return cst.Module([]).code_for_node(node)
