"""Mistakes in a call: another function, axis or order, something left out."""

from collections.abc import Iterator, Sequence

import libcst as cst

_OTHER_FUNCTIONS = {
    "mean": ("sum",),
    "sum": ("mean",),
    "max": ("min",),
    "min": ("max",),
    "maximum": ("minimum",),
    "minimum": ("maximum",),
    "argmin": ("argmax",),
    "argmax": ("argmin",),
    "exp": ("exp2",),
    "log": ("log2", "log1p"),
    "std": ("var",),
    "zeros": ("ones",),
    "ones": ("zeros",),
    "zeros_like": ("ones_like",),
    "ones_like": ("zeros_like",),
    "sign": ("abs",),
    "sqrt": ("square",),
    "square": ("sqrt",),
    "cumsum": ("cumprod",),
    "round": ("floor", "ceil"),
    "array": ("asarray",),
    "median": ("mean",),
}
"""Names of NumPy's that are taken for one another."""


def axes(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """axis=0 for axis=1, and the other way round."""
    if not (isinstance(node, cst.Arg) and node.keyword and node.keyword.value == "axis"):
        return
    for other in ("0", "1", "-1"):
        if cst.Module([]).code_for_node(node.value) != other:
            yield node.with_changes(value=cst.parse_expression(other))


def dropped_keywords(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """A call without its `keepdims`, `axis`, `dtype` or any other one of its keywords."""
    if isinstance(node, cst.Call):
        for number, argument in enumerate(node.args):
            if argument.keyword:
                yield node.with_changes(args=_without(node.args, number))


def swapped_arguments(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """f(b, a) for f(a, b), and f(a, c, b) for f(a, b, c)."""
    if not isinstance(node, cst.Call):
        return
    count = sum(not argument.keyword and not argument.star for argument in node.args)
    for left in range(count - 1):
        arguments = list(node.args)
        first, second = arguments[left], arguments[left + 1]
        if first.value.deep_equals(second.value):
            continue
        arguments[left] = first.with_changes(value=second.value)
        arguments[left + 1] = second.with_changes(value=first.value)
        yield node.with_changes(args=arguments)


def other_functions(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """np.sum for np.mean, and the like."""
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Attribute):
        for other in _OTHER_FUNCTIONS.get(node.func.attr.value, ()):
            yield node.with_changes(func=node.func.with_changes(attr=cst.Name(other)))


def dropped_calls(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """x for np.abs(x), for x.copy() and for x.T."""
    match node:
        case cst.Call(func=cst.Attribute(value=cst.Name("np")), args=[first, *_]):
            if not first.keyword and not first.star:
                yield _in_brackets(first.value)
        case cst.Call(func=cst.Attribute(value=cst.Name("self"))):
            return
        case cst.Call(func=cst.Attribute(value=of, attr=cst.Name("copy" | "astype" | "ravel"))):
            yield of
        case cst.Call(func=cst.Name("reversed" | "list" | "float" | "sorted"), args=[first]):
            yield _in_brackets(first.value)
        case cst.Attribute(value=of, attr=cst.Name("T")):
            yield of


def _without(arguments: Sequence[cst.Arg], number: int) -> list[cst.Arg]:
    left = [each for place, each in enumerate(arguments) if place != number]
    if left:
        left[-1] = left[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    return left


def _in_brackets(node: cst.BaseExpression) -> cst.BaseExpression:
    if node.lpar or isinstance(node, cst.Name | cst.Call | cst.Attribute | cst.Subscript):
        return node
    return node.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
