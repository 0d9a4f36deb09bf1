"""
Which names does a module make when it is asked for them? `__getattr__` of a module (PEP 562), and a
module that puts another in its own place.
"""

import ast

import griffe

from wheelwright.surface.trees import Trees, assigned, last


def names(trees: Trees, module: griffe.Module) -> frozenset[str]:
    """
    The names that can be imported from a module though nothing in it binds them.
    """
    path = module.path.replace(".", "/")
    tree = trees.get(f"{path}.py") or trees.get(f"{path}/__init__.py")
    if tree is None:
        return frozenset()
    return _asked(tree) | _replaced(tree, module)


def _asked(tree: ast.Module) -> frozenset[str]:
    hook = next(
        (n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "__getattr__"), None
    )
    if hook is None:
        return frozenset()
    used = {n.id for n in ast.walk(hook) if isinstance(n, ast.Name)}
    places = [hook, *(value for name, value in assigned(tree.body).items() if name in used)]
    return frozenset(
        n.value
        for place in places
        for n in ast.walk(place)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and n.value.isidentifier()
    )


def _replaced(tree: ast.Module, module: griffe.Module) -> frozenset[str]:
    """
    `sys.modules[__name__] = other`.
    """
    for node in tree.body:
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Subscript)
            and last(node.targets[0].value) == "modules"
            and last(node.targets[0].slice) == "__name__"
            and isinstance(node.value, ast.Name)
        ):
            try:
                other = module[node.value.id]
                return frozenset(other.members)
            except (KeyError, griffe.GriffeError):
                return frozenset()
    return frozenset()
