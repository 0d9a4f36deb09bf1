"""
How is a string literal read, and how is one written in the quotes of another?
"""

import libcst as cst


def literal(node: cst.BaseExpression) -> str:
    """
    What a plain string literal says; empty for bytes, for one with parts in braces and for anything else.
    """
    if isinstance(node, cst.SimpleString) and "b" not in node.prefix.lower():
        said = node.evaluated_value
        return said if isinstance(said, str) else ""
    return ""


def quoted(text: str, *, like: cst.SimpleString | None = None) -> cst.SimpleString:
    """
    A literal of a text that needs no escapes, in the quotes of another one.
    """
    quote = like.quote if like else '"'
    prefix = like.prefix if like else ""
    return cst.SimpleString(f"{prefix}{quote}{text}{quote}")
