"""
Which settings does a package read, and which must a host set?
"""

import ast
import re
from collections.abc import Iterator

from wheelwright.surface import default_settings, django_settings, refusals
from wheelwright.surface.imports import Imports
from wheelwright.surface.promises import Setting
from wheelwright.surface.trees import Trees, argument, assigned, calls, last, literal, text

NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
PORTS = ("Port", "PortList")
# Lists that a host writes once and every app may need an entry of.
LISTS = ("INSTALLED_APPS", "MIDDLEWARE", "AUTHENTICATION_BACKENDS", "TEMPLATES", "CACHES")
MANIFEST = "/testing/settings.py"
DJANGO = "django.conf.settings"


def settings(trees: Trees) -> dict[str, Setting]:
    """
    Every setting that is read, but Django's own. One that is read in several ways is required if
    any of them requires it, unless the package itself gives it a value where a host does not.
    """
    found: dict[str, Setting] = {}
    given: dict[str, str | None] = {}
    imports = Imports(trees)
    for name, tree in trees.items():
        if "/testing/" in name or "/migrations/" in name or "/tests/" in name:
            continue
        reader = _Reader(name, tree, imports)
        given |= default_settings.given(reader.module, tree, reader.is_settings)
        for setting in reader.read():
            known = found.get(setting.name)
            if known is None or (setting.required and not known.required):
                found[setting.name] = setting
    for name, default in given.items():
        if NAME.fullmatch(name) and (name not in found or found[name].required):
            found[name] = Setting(name=name, required=False, default=default)
    return {name: found[name] for name in sorted(found) if name not in django_settings.NAMES}


def needs(trees: Trees) -> frozenset[tuple[str, str]]:
    """
    The entries of Django's own lists that the shipped `testing/settings.py` shows a host.
    """
    found: set[tuple[str, str]] = set()
    for name, tree in trees.items():
        if name.endswith(MANIFEST):
            for setting, value in assigned(tree.body).items():
                if setting in LISTS and isinstance(value, ast.List | ast.Tuple):
                    found |= {(setting, text(item) or ast.unparse(item)) for item in value.elts}
    return frozenset(found)


class _Reader:
    """
    One module, and what it calls Django's settings.
    """

    def __init__(self, name: str, tree: ast.Module, imports: Imports) -> None:
        self.tree = tree
        self.imports = imports
        self.module = name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        self.constants = assigned(tree.body)
        self.excused = default_settings.excused(tree, self.is_settings)

    def is_settings(self, node: ast.expr | None) -> bool:
        """
        Whether an expression is Django's settings, and not a module or a value of that name.
        """
        return node is not None and self.imports.path(self.module, node) == DJANGO

    def read(self) -> list[Setting]:
        found = list(self._calls())
        found += [
            Setting(
                name=node.attr,
                required=node.attr not in self.excused,
                default=self.excused.get(node.attr),
            )
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Load)
            and NAME.fullmatch(node.attr)
            and self.is_settings(node.value)
        ]
        return found

    def _calls(self) -> Iterator[Setting]:
        scopes: list[ast.Module | ast.FunctionDef] = [self.tree]
        scopes += [n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef)]
        for scope in scopes:
            local = self.constants | assigned(scope.body)
            for call in calls(scope):
                name = text(_resolve(argument(call, 0, "setting"), local))
                if last(call.func) in PORTS and NAME.fullmatch(name):
                    yield Setting(name=name, required=True)
                elif last(call.func) == "getattr" and self.is_settings(argument(call, 0, "")):
                    yield from self._with_default(call, local, scope)

    def _with_default(
        self, call: ast.Call, local: dict[str, ast.expr], scope: ast.Module | ast.FunctionDef
    ) -> Iterator[Setting]:
        name = text(_resolve(argument(call, 1, ""), local))
        if not NAME.fullmatch(name):
            return
        given = argument(call, 2, "")
        if given is None:
            yield Setting(
                name=name, required=name not in self.excused, default=self.excused.get(name)
            )
            return
        # `getattr(settings, NAME, None)` beside a raise is how a missing setting is refused.
        default = _resolve(given, local) or given
        empty = isinstance(default, ast.Constant) and default.value in (None, "")
        refused = (
            empty
            and isinstance(scope, ast.FunctionDef)
            and refusals.of_missing(scope, call, literal(default))
        )
        yield Setting(name=name, required=refused, default=ast.unparse(default))


def _resolve(node: ast.expr | None, local: dict[str, ast.expr]) -> ast.expr | None:
    return local.get(node.id) if isinstance(node, ast.Name) else node
