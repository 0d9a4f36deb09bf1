"""
Which tags and filters does a package give to templates, and what do they take?
"""

import ast
import re

from wheelwright.surface.registry import function
from wheelwright.surface.trees import Trees, argument, calls, keyword, last, literal, text
from wheelwright.surface.values import Function

LIBRARY = re.compile(r"(?:^|/)templatetags/(?!_)(\w+)\.py$")
KINDS = ("filter", "tag", "simple_tag", "inclusion_tag", "simple_block_tag")
type Functions = ast.FunctionDef | ast.AsyncFunctionDef
# Kind, name, the function if it is in the same file, and the call that registers it.
type Registered = tuple[str, str, Functions | None, ast.Call | None]


def tags(trees: Trees) -> dict[str, Function]:
    """
    The tags and filters as `library.tag` and `library|filter`. What a tag of its own making takes
    (`register.tag`) only shows when it is compiled.
    """
    found = {}
    for file, tree in trees.items():
        if where := LIBRARY.search(file):
            for kind, name, node, call in _registered(tree):
                label = f"{where[1]}{'|' if kind == 'filter' else '.'}{name}"
                context = call is not None and literal(keyword(call, "takes_context")) is True
                opaque = node is None or kind == "tag"
                skip = context or kind == "simple_block_tag"
                found[label] = (
                    Function(name=label)
                    if opaque or node is None
                    else function(label, node, skip=skip)
                )
    return found


def _registered(tree: ast.Module) -> list[Registered]:
    functions: dict[str, Functions] = {
        n.name: n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    found: list[Registered] = []
    for node in functions.values():
        for decorator in node.decorator_list:
            call = decorator if isinstance(decorator, ast.Call) else None
            kind = _kind(call.func if call else decorator)
            if kind:
                name = text(keyword(call, "name")) if call else ""
                if call and not name and kind in ("filter", "tag"):
                    name = text(argument(call, 0, "name"))
                found.append((kind, name or node.name, node, call))
    decorators = {id(d) for n in functions.values() for d in n.decorator_list}
    for call in calls(tree):
        kind = _kind(call.func)
        if not kind or id(call) in decorators:
            continue
        given = [a for a in call.args if not text(a)]
        made = functions.get(last(given[0])) if given else None
        name = text(call.args[0]) if call.args and kind in ("filter", "tag") else ""
        name = name or text(keyword(call, "name")) or (last(given[0]) if given else "")
        if name and (given or kind == "tag"):
            found.append((kind, name, made, call))
    return found


def _kind(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute) and node.attr in KINDS and last(node.value) == "register":
        return node.attr
    return ""
