"""
Which settings does a package read, and which must a host set?
"""

import ast
import re

from wheelwright.extract.promises import Setting
from wheelwright.extract.trees import Trees, argument, assigned, calls, last, text

NAME = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
PORTS = ("Port", "PortList")
# Lists that a host writes once and every app may need an entry of.
LISTS = ("INSTALLED_APPS", "MIDDLEWARE", "AUTHENTICATION_BACKENDS", "TEMPLATES", "CACHES")
MANIFEST = "/testing/settings.py"
# What Django itself defines is always there.
DJANGO = [
    "DEBUG",
    "DATABASES",
    "SECRET_KEY",
    "USE_TZ",
    "TIME_ZONE",
    "LANGUAGE_CODE",
    "AUTH_USER_MODEL",
    "MEDIA_ROOT",
    "MEDIA_URL",
    "STATIC_ROOT",
    "STATIC_URL",
    "DEFAULT_FROM_EMAIL",
    "CACHES",
    "ROOT_URLCONF",
    "INSTALLED_APPS",
    "MIDDLEWARE",
    "TEMPLATES",
    "BASE_DIR",
    "ALLOWED_HOSTS",
    "DEFAULT_AUTO_FIELD",
    "LOGIN_URL",
    "LANGUAGES",
    "USE_I18N",
    "SERVER_EMAIL",
    "TASKS",
    "STORAGES",
]


def settings(trees: Trees) -> dict[str, Setting]:
    """
    Every setting that is read, but Django's own. One that is read in several ways is required
    if any of them requires it.
    """
    found: dict[str, Setting] = {}
    for name, tree in trees.items():
        if "/testing/" in name or "/migrations/" in name or "/tests/" in name:
            continue
        for setting in _read(tree):
            known = found.get(setting.name)
            if known is None or (setting.required and not known.required):
                found[setting.name] = setting
    return {name: found[name] for name in sorted(found) if name not in DJANGO}


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


def _read(tree: ast.Module) -> list[Setting]:
    found = []
    scopes: list[ast.Module | ast.FunctionDef] = [tree]
    scopes += [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    constants = assigned(tree.body)
    for scope in scopes:
        local = constants | assigned(scope.body)
        raises = any(isinstance(node, ast.Raise) for node in ast.walk(scope))
        for call in calls(scope):
            name = text(_resolve(argument(call, 0, "setting"), local))
            if last(call.func) in PORTS and NAME.fullmatch(name):
                found.append(Setting(name=name, required=True))
            elif last(call.func) == "getattr" and last(argument(call, 0, "")) == "settings":
                setting = _with_default(call, local, raises=raises and scope is not tree)
                found += [setting] if setting else []
    asked = {text(argument(call, 1, "")) for call in calls(tree) if last(call.func) == "hasattr"}
    found += [
        Setting(name=node.attr, required=node.attr not in asked)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and last(node.value) == "settings"
        and NAME.fullmatch(node.attr)
    ]
    return found


def _resolve(node: ast.expr | None, local: dict[str, ast.expr]) -> ast.expr | None:
    return local.get(node.id) if isinstance(node, ast.Name) else node


def _with_default(call: ast.Call, local: dict[str, ast.expr], *, raises: bool) -> Setting | None:
    name = text(_resolve(argument(call, 1, ""), local))
    if not NAME.fullmatch(name):
        return None
    default = _resolve(argument(call, 2, ""), local)
    if default is None:
        return Setting(name=name, required=True)
    # `getattr(settings, NAME, None)` beside a raise is how a missing setting is refused.
    empty = isinstance(default, ast.Constant) and default.value in (None, "")
    return Setting(name=name, required=empty and raises, default=ast.unparse(default))
