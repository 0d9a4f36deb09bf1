"""
Which modules of a package are public, and which of their names are promised?
"""

import ast
from collections.abc import Iterator

import griffe

from wheelwright.surface import rest
from wheelwright.surface.trees import Trees, last

# Read by rules of their own: what Django or an installer finds there counts by another name.
ELSEWHERE = ("apps", "management", "migrations", "settings", "conf", "signals", "tasks", "urls")
# Nobody's promise: tests, and what serves the package itself.
UNPROMISED = (
    *("testing", "tests", "conftest", "contract", "templatetags", "south_migrations", "locale"),
    *("compat", "vendor", "vendored", "internal", "internals", "wsgi", "asgi", "manage", "setup"),
)
# A module that imports one of these serves HTTP: `api` is then the word for its routes.
SERVING = ("rest_framework", "ninja", "ninja_extra", "tastypie", "graphene", "strawberry")
# Packages that are known by their `__init__`: what it gathers from its files is theirs to offer.
GATHERED = ("models", "admin", "http")
# What Django, logging and template libraries look up in a module; nobody imports it.
LOOKED_UP = ("app_name", "default_app_config", "log", "logger", "register", "urlpatterns")
FOR_TYPES = ("TypeVar", "ParamSpec", "TypeVarTuple")


def door(package: griffe.Module, trees: Trees) -> griffe.Module | None:
    """
    The module that is said to be all of the public API: `api.py`, or a folder `api/` that says with
    `__all__` what it offers. Neither is one where HTTP is served.
    """
    api = package.members.get("api")
    if not isinstance(api, griffe.Module):
        return None
    tree = _tree(api, trees)
    if tree is None or _serves(tree):
        return None
    return api if api.exports or not api.is_init_module else None


def public(package: griffe.Module, trees: Trees) -> Iterator[griffe.Module]:
    """
    The modules that anybody may import: by name, neither private nor left out.
    """
    yield package
    for member in package.modules.values():
        if not member.is_alias and not _is_left_out(member, trees):
            yield from public(member, trees)


def left_out(package: griffe.Module, trees: Trees) -> Iterator[griffe.Module]:
    """
    The modules whose names are no promise.
    """
    for member in package.modules.values():
        if member.is_alias:
            continue
        if _is_left_out(member, trees):
            yield member
        else:
            yield from left_out(member, trees)


def _is_left_out(module: griffe.Module, trees: Trees) -> bool:
    name, above = module.name, module.parent
    if name.startswith("_") or name in ELSEWHERE or name in UNPROMISED:
        return True
    if isinstance(above, griffe.Module) and above.name in GATHERED:
        return any(
            isinstance(m, griffe.Alias) and _is_own(m, above) for m in above.members.values()
        )
    tree = _tree(module, trees)
    return tree is not None and rest.is_router(tree)


def _tree(module: griffe.Module, trees: Trees) -> ast.Module | None:
    path = module.path.replace(".", "/")
    return trees.get(f"{path}.py") or trees.get(f"{path}/__init__.py")


def exported(module: griffe.Module, *, is_door: bool) -> list[str]:
    """
    What `__all__` lists; without it the public names that are defined there. What a door or an
    `__init__` imports from its own package it offers as well.
    """
    if module.exports is not None:
        return [str(name) for name in module.exports]
    offers = is_door or module.is_init_module
    return [
        name
        for name, member in module.members.items()
        if not name.startswith("_")
        and name not in LOOKED_UP
        and (
            (offers and _is_own(member, module))
            if isinstance(member, griffe.Alias)
            else not member.is_module and not _is_for_types(member)
        )
    ]


def resolved(module: griffe.Module, name: str) -> griffe.Object | None:
    """
    What a name of a module stands for, through imports and through `Old = New`; None for a module
    and for what is not there.
    """
    thing: griffe.Object | griffe.Alias | None = module.members.get(name)
    for _ in range(9):
        if isinstance(thing, griffe.Alias):
            path = thing.target_path
            try:
                thing = thing.target
            except (griffe.AliasResolutionError, griffe.CyclicAliasError):
                # From another distribution: all that can be said is that the name is there.
                return griffe.Attribute(name, value=path)
        elif (other := _renamed(thing)) is not None:
            thing = other
    return thing if isinstance(thing, griffe.Object) and not thing.is_module else None


def _renamed(thing: object) -> griffe.Object | griffe.Alias | None:
    if not isinstance(thing, griffe.Attribute) or isinstance(thing, griffe.TypeAlias):
        return None
    if not isinstance(thing.value, griffe.ExprName | griffe.ExprAttribute):
        return None
    try:
        found = thing.modules_collection[thing.value.canonical_path]
    except (KeyError, ValueError, griffe.GriffeError):
        return None
    return found if isinstance(found, griffe.Function | griffe.Class | griffe.Alias) else None


def _is_own(member: griffe.Alias, module: griffe.Module) -> bool:
    top = module.path.partition(".")[0]
    if not member.target_path.startswith(f"{top}."):
        return False
    try:
        return not member.target.is_module
    except (griffe.AliasResolutionError, griffe.CyclicAliasError):
        return False


def _is_for_types(member: griffe.Object) -> bool:
    if not isinstance(member, griffe.Attribute):
        return False
    made = member.value
    return isinstance(made, griffe.ExprCall) and str(made.function).rpartition(".")[2] in FOR_TYPES


def _serves(tree: ast.Module) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in SERVING:
            return True
        if isinstance(node, ast.Import) and any(
            a.name.split(".")[0] in SERVING for a in node.names
        ):
            return True
    functions = [n for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    views = [f for f in functions if f.args.args and f.args.args[0].arg == "request"]
    urls = any(isinstance(n, ast.Assign) and last(n.targets[0]) == "urlpatterns" for n in tree.body)
    return urls or bool(views and len(views) == len([f for f in functions if f.name[0] != "_"]))
