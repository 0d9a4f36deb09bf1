"""
Does a function refuse to go on where a setting is missing, or for another reason?
"""

import ast
import dataclasses
from collections.abc import Iterator

from wheelwright.surface.trees import last

LEAVES = (ast.Return, ast.Raise, ast.Continue, ast.Break)
TESTS = ("isinstance", "callable", "bool", "len")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class _Branch:
    """
    The arm of an `if` that a statement stands in.
    """

    test: ast.expr
    taken: bool
    body: tuple[ast.stmt, ...]


def of_missing(scope: ast.FunctionDef, call: ast.Call, missing: object) -> bool:
    """
    Whether some `raise` of the function is reached when the call gives `missing` (None or "").

    A `raise` that no `if` stands before counts.
    """
    names = frozenset(_names(scope, call))
    return any(_counts(path, names, call, missing) for path in _raises(scope.body, ()))


def _names(scope: ast.FunctionDef, call: ast.Call) -> Iterator[str]:
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr):
            targets = [node.target]
        else:
            continue
        if node.value is not None and any(inner is call for inner in ast.walk(node.value)):
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def _raises(body: list[ast.stmt], path: tuple[_Branch, ...]) -> Iterator[tuple[_Branch, ...]]:
    for statement in body:
        if isinstance(statement, ast.Raise):
            yield path
        elif isinstance(statement, ast.If):
            for taken, arm in ((True, statement.body), (False, statement.orelse)):
                branch = _Branch(test=statement.test, taken=taken, body=tuple(arm))
                yield from _raises(arm, (*path, branch))
            if isinstance(statement.body[-1], LEAVES):
                # What follows is reached only where the test fails.
                path = (*path, _Branch(test=statement.test, taken=False, body=()))
        else:
            yield from _raises(_inner(statement), path)


def _inner(node: ast.AST) -> list[ast.stmt]:
    found: list[ast.stmt] = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            found.append(child)
        elif isinstance(child, ast.ExceptHandler | ast.match_case):
            found += _inner(child)
    return found


def _counts(
    path: tuple[_Branch, ...], names: frozenset[str], call: ast.Call, missing: object
) -> bool:
    if not path:
        return True
    told = [(branch, _value(branch.test, names, call, missing)) for branch in path]
    if any(value is not None and bool(value) is not branch.taken for branch, value in told):
        return False  # Where it is missing, this arm is not taken.
    about = [branch for branch in path if _mentions(branch.test, names, call)]
    if not about:
        return False
    # What stands in for it may be refused for reasons of its own.
    instead = {name for statement in about[-1].body for name in _set(statement)}
    return not any(isinstance(n, ast.Name) and n.id in instead for n in ast.walk(path[-1].test))


def _set(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def _mentions(test: ast.expr, names: frozenset[str], call: ast.Call) -> bool:
    return any(_is_it(node, names, call) for node in ast.walk(test))


def _is_it(node: ast.AST, names: frozenset[str], call: ast.Call) -> bool:
    return node is call or (isinstance(node, ast.Name) and node.id in names)


def _value(node: ast.expr, names: frozenset[str], call: ast.Call, missing: object) -> bool | None:
    """
    Whether a test holds where the value is missing; None if that cannot be told.
    """
    if _is_it(node, names, call):
        return False
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        inner = _value(node.operand, names, call, missing)
        return None if inner is None else not inner
    if isinstance(node, ast.BoolOp):
        decisive = isinstance(node.op, ast.Or)
        values = [_value(each, names, call, missing) for each in node.values]
        if decisive in values:
            return decisive
        return None if None in values else not decisive
    if isinstance(node, ast.Call) and last(node.func) in TESTS:
        asked = any(_is_it(each, names, call) for each in node.args[:1])
        return False if asked and missing is None else None
    if isinstance(node, ast.Compare) and _is_it(node.left, names, call) and len(node.ops) == 1:
        return _compared(node.ops[0], node.comparators[0], missing)
    return None


def _compared(operator: ast.cmpop, other: ast.expr, missing: object) -> bool | None:
    try:
        value = ast.literal_eval(other)
    except (ValueError, TypeError):
        return None
    if isinstance(operator, ast.Is | ast.Eq):
        return bool(missing == value)
    if isinstance(operator, ast.IsNot | ast.NotEq):
        return bool(missing != value)
    if isinstance(operator, ast.In | ast.NotIn) and isinstance(value, tuple | list | set | dict):
        return (missing in value) is isinstance(operator, ast.In)
    return None
