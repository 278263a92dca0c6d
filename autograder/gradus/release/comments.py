"""Take the comments out of a module, and nothing else."""

from collections.abc import Sequence
from typing import Any

import libcst as cst


def without_comments(module: cst.Module) -> cst.Module:
    """`module` without comments; blank lines as `ruff format` keeps them."""
    stripped = module.visit(_Stripper())
    return stripped.with_changes(
        body=_spaced(stripped.body, first=2, most=2), header=(), footer=stripped.footer[:0]
    )


class _Stripper(cst.CSTTransformer):
    def leave_TrailingWhitespace(  # noqa: N802
        self, original_node: cst.TrailingWhitespace, updated_node: cst.TrailingWhitespace
    ) -> cst.TrailingWhitespace:
        if original_node.comment is None:
            return updated_node
        return updated_node.with_changes(comment=None, whitespace=cst.SimpleWhitespace(""))

    def leave_EmptyLine(  # noqa: N802
        self, original_node: cst.EmptyLine, updated_node: cst.EmptyLine
    ) -> cst.EmptyLine | cst.RemovalSentinel:
        return updated_node if original_node.comment is None else cst.RemoveFromParent()

    def leave_IndentedBlock(  # noqa: N802
        self,
        original_node: cst.IndentedBlock,  # noqa: ARG002
        updated_node: cst.IndentedBlock,
    ) -> cst.IndentedBlock:
        return updated_node.with_changes(body=_spaced(updated_node.body, first=0, most=1))


def _spaced(body: Sequence[Any], first: int, most: int) -> list[Any]:
    """`body` with at most `most` blank lines before a statement, `first` before the first."""
    limits = [first] + [most] * (len(body) - 1)
    return [
        statement.with_changes(leading_lines=statement.leading_lines[:limit])
        for statement, limit in zip(body, limits, strict=True)
    ]
