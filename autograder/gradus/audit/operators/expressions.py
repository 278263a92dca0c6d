"""Mistakes in an expression: another operator, number, comparison or order."""

from collections.abc import Iterator

import libcst as cst

_OTHER_ARITHMETIC: dict[type[cst.BaseBinaryOp], tuple[type[cst.BaseBinaryOp], ...]] = {
    cst.Add: (cst.Subtract,),
    cst.Subtract: (cst.Add,),
    cst.Multiply: (cst.Divide, cst.Add),
    cst.Divide: (cst.Multiply,),
    cst.FloorDivide: (cst.Divide,),
    cst.Modulo: (cst.FloorDivide,),
    cst.Power: (cst.Multiply,),
    cst.MatrixMultiply: (cst.Multiply,),
    cst.BitAnd: (cst.BitOr,),
    cst.BitOr: (cst.BitAnd,),
}
_OTHER_COMPARISONS: dict[type[cst.BaseCompOp], tuple[type[cst.BaseCompOp], ...]] = {
    cst.LessThan: (cst.LessThanEqual, cst.GreaterThan),
    cst.LessThanEqual: (cst.LessThan, cst.GreaterThanEqual),
    cst.GreaterThan: (cst.GreaterThanEqual, cst.LessThan),
    cst.GreaterThanEqual: (cst.GreaterThan, cst.LessThanEqual),
    cst.Equal: (cst.NotEqual,),
    cst.NotEqual: (cst.Equal,),
    cst.Is: (cst.IsNot,),
    cst.IsNot: (cst.Is,),
    cst.In: (cst.NotIn,),
    cst.NotIn: (cst.In,),
}
_ORDER_MATTERS = (cst.Subtract, cst.Divide, cst.Power, cst.MatrixMultiply)
_SPACE = cst.SimpleWhitespace(" ")


def arithmetic(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """+ for −, / for ·, · for @, …"""
    if isinstance(node, cst.BinaryOperation):
        for other in _OTHER_ARITHMETIC.get(type(node.operator), ()):
            operator = other(whitespace_before=_SPACE, whitespace_after=_SPACE)  # type: ignore[call-arg]
            yield node.with_changes(operator=operator)


def swapped_operands(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """b − a for a − b, b / a for a / b."""
    if isinstance(node, cst.BinaryOperation) and isinstance(node.operator, _ORDER_MATTERS):
        yield cst.BinaryOperation(
            _bracketed(node.right), node.operator, _bracketed(node.left), node.lpar, node.rpar
        )


def constants(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """One more, one less, twice as much; True for False."""
    match node:
        case cst.Integer():
            value = node.evaluated_value
            for other in sorted({value + 1, value - 1, 0} - {value}):
                yield _number(other)
        case cst.Float():
            decimal = node.evaluated_value
            for each in {2 * decimal, decimal + 1} - {decimal}:
                yield cst.parse_expression(f"({each!r})")
        case cst.Name("True"):
            yield cst.Name("False")
        case cst.Name("False"):
            yield cst.Name("True")


def comparisons(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """<= for <, > for <, != for ==."""
    if isinstance(node, cst.ComparisonTarget):
        for other in _OTHER_COMPARISONS.get(type(node.operator), ()):
            yield node.with_changes(operator=other())


def logic(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """`or` for `and`; a condition without its `not`; either half alone."""
    if isinstance(node, cst.BooleanOperation):
        other = cst.Or() if isinstance(node.operator, cst.And) else cst.And()
        yield node.with_changes(operator=other)
        yield _bracketed(node.left)
        yield _bracketed(node.right)
    elif isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Not):
        yield _bracketed(node.expression)


def dropped_signs(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """x for −x."""
    if isinstance(node, cst.UnaryOperation) and isinstance(node.operator, cst.Minus):
        yield _bracketed(node.expression)


def _number(value: int) -> cst.BaseExpression:
    return cst.parse_expression(str(value) if value >= 0 else f"({value})")


def _bracketed(node: cst.BaseExpression) -> cst.BaseExpression:
    """In brackets where it has none: another place may bind more tightly."""
    plain = cst.Name | cst.Call | cst.Attribute | cst.Subscript | cst.Integer | cst.Float
    simple = isinstance(node, plain)
    if simple or node.lpar:
        return node
    return node.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
