"""
Which methods does a package leave to its hosts, and how does it call its methods?
"""

import ast

from wheelwright.surface.promises import Call
from wheelwright.surface.trees import Trees, calls, last


def stubs(trees: Trees) -> frozenset[str]:
    """
    The methods that do nothing but raise NotImplementedError, or nothing at all, by dotted name.
    """
    found = set()
    for name, tree in trees.items():
        module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        for cls in (n for n in tree.body if isinstance(n, ast.ClassDef)):
            found |= {
                f"{module}.{cls.name}.{each.name}"
                for each in cls.body
                if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and _is_stub(each)
            }
    return frozenset(found)


def calls_by_name(trees: Trees) -> dict[str, tuple[Call, ...]]:
    """
    Every call of an attribute by the attribute's name, where it says what it passes.
    """
    found: dict[str, set[Call]] = {}
    for tree in trees.values():
        for call in calls(tree):
            if not isinstance(call.func, ast.Attribute):
                continue
            spread = any(isinstance(a, ast.Starred) for a in call.args)
            if spread or any(k.arg is None for k in call.keywords):
                continue
            names = frozenset(k.arg for k in call.keywords if k.arg)
            found.setdefault(call.func.attr, set()).add(
                Call(positional=len(call.args), names=names)
            )
    return {
        name: tuple(sorted(each, key=lambda c: (c.positional, sorted(c.names))))
        for name, each in found.items()
    }


def _is_stub(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    body = [s for s in function.body if not _is_docstring(s)]
    if not body:
        return True
    only = body[0]
    if len(body) > 1:
        return False
    if isinstance(only, ast.Raise):
        raised = only.exc.func if isinstance(only.exc, ast.Call) else only.exc
        return last(raised) == "NotImplementedError"
    return isinstance(only, ast.Pass)


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
