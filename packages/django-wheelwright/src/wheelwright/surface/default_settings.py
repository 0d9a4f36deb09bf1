"""
Which settings does a package do without, because it sets them itself or goes on where they are missing?
"""

import ast
import re
from collections.abc import Callable, Iterator

from wheelwright.surface.trees import argument, assigned, calls, classes, last, text

NAME = re.compile(r"[A-Z][A-Z0-9_]*")
REFUSED = ("AttributeError", "Exception", "ImproperlyConfigured")
type IsSettings = Callable[[ast.expr | None], bool]


def given(module: str, tree: ast.Module, is_settings: IsSettings) -> dict[str, str | None]:
    """
    What a module sets where the host does not, with its value as written: `settings.X = …`,
    `setattr`, `setdefault` on their dictionary, and the `AppConf` of django-appconf.
    """
    found: dict[str, str | None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and is_settings(target.value):
                    found[target.attr] = _value(node.value)
        elif isinstance(node, ast.Call):
            found |= _by_call(node, tree, is_settings)
    for cls in classes(tree):
        if any(last(base) == "AppConf" for base in cls.bases):
            found |= _app_conf(module, cls)
    return found


def excused(tree: ast.Module, is_settings: IsSettings) -> dict[str, str | None]:
    """
    What a module reads only if it is there, or in a `try` that goes on without it, with the value
    that stands in for it.
    """
    found: dict[str, str | None] = {
        text(argument(call, 1, "")): None for call in calls(tree) if last(call.func) == "hasattr"
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Try) or not any(_goes_on(h) for h in node.handlers):
            continue
        otherwise = [v for handler in node.handlers for v in _values(handler)]
        default = ast.unparse(otherwise[0]) if otherwise else None
        for inner in (each for statement in node.body for each in ast.walk(statement)):
            if isinstance(inner, ast.Attribute) and is_settings(inner.value):
                found[inner.attr] = default
            elif isinstance(inner, ast.Call) and last(inner.func) == "getattr":
                found[text(argument(inner, 1, ""))] = default
    return found


def _by_call(call: ast.Call, tree: ast.Module, is_settings: IsSettings) -> dict[str, str | None]:
    name = last(call.func)
    if name == "setdefault" and isinstance(call.func, ast.Attribute):
        held = call.func.value  # `settings.__dict__` or `vars(settings)`
        inner = held.args[0] if isinstance(held, ast.Call) and held.args else held
        inner = inner.value if isinstance(inner, ast.Attribute) else inner
        if is_settings(inner):
            return {text(argument(call, 0, "key")): _value(argument(call, 1, "default"))}
    if name == "setattr" and is_settings(argument(call, 0, "")):
        wanted = text(argument(call, 1, ""))
        # Without a name it is a loop over a table of defaults.
        return {wanted: _value(argument(call, 2, ""))} if wanted else dict(_tables(tree))
    return {}


def _tables(tree: ast.Module) -> Iterator[tuple[str, str | None]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if NAME.fullmatch(text(key)):
                    yield text(key), ast.unparse(value)


def _app_conf(module: str, cls: ast.ClassDef) -> dict[str, str | None]:
    meta = next((s for s in cls.body if isinstance(s, ast.ClassDef) and s.name == "Meta"), None)
    prefix = text(assigned(meta.body).get("prefix")) if meta else ""
    prefix = prefix or module.split(".")[-2 if "." in module else -1]
    return {
        f"{prefix.upper()}_{name}": ast.unparse(value)
        for name, value in assigned(cls.body).items()
        if NAME.fullmatch(name)
    }


def _value(node: ast.expr | None) -> str | None:
    """
    A value as written; of one that asks the host first, what it falls back to.
    """
    if isinstance(node, ast.Call) and last(node.func) in ("getattr", "get"):
        node = argument(node, 2 if last(node.func) == "getattr" else 1, "default") or node
    elif isinstance(node, ast.IfExp):
        node = node.orelse
    elif isinstance(node, ast.BoolOp):
        node = node.values[-1]
    return ast.unparse(node) if node is not None else None


def _goes_on(handler: ast.ExceptHandler) -> bool:
    named = handler.type
    names = named.elts if isinstance(named, ast.Tuple) else [named]
    catches = named is None or any(last(each) in REFUSED for each in names)
    return catches and not any(isinstance(n, ast.Raise) for n in ast.walk(handler))


def _values(handler: ast.ExceptHandler) -> Iterator[ast.expr]:
    yield from assigned(handler.body).values()
    for statement in handler.body:
        if isinstance(statement, ast.Return) and statement.value is not None:
            yield statement.value
