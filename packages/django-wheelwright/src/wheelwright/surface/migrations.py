"""
Which migrations does a wheel carry, and what do they say they do?
"""

import ast
import hashlib

from wheelwright.surface.apps import is_migration
from wheelwright.surface.operations import Reader
from wheelwright.surface.promises import Migration
from wheelwright.surface.trees import Trees, assigned, classes, literal, text


def migrations(trees: Trees, labels: dict[str, str]) -> dict[str, Migration]:
    """
    The migrations by `label.name`.
    """
    found = {}
    for file, tree in trees.items():
        if is_migration(file, tree):
            parts = file.split("/")
            app = labels[".".join(parts[:-2])]
            migration = _migration(app, parts[-1].removesuffix(".py"), tree)
            found[migration.label] = migration
    return found


def _migration(app: str, name: str, tree: ast.Module) -> Migration:
    cls = next((c for c in classes(tree) if c.name == "Migration"), None)
    body = assigned(cls.body) if cls else {}
    return Migration(
        app=app,
        name=name,
        code=_digest(tree),
        dependencies=_pairs(body.get("dependencies")),
        replaces=_pairs(body.get("replaces")),
        operations=Reader(tree).read(body.get("operations", ast.List(elts=[]))),
        operator_action=text(body.get("operator_action")),
    )


def _pairs(node: ast.expr | None) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, ast.List | ast.Tuple):
        return ()
    values = [literal(item) for item in node.elts]
    return tuple(
        (str(pair[0]), str(pair[1]))
        for pair in values
        if isinstance(pair, tuple | list) and len(pair) == 2
    )


def _digest(tree: ast.Module) -> str:
    """
    Of what the file does: comments, docstrings and layout do not count, and neither does
    `replaces`, which Django tells you to remove once the replaced files are gone.
    """
    plain = ast.parse(ast.unparse(tree))
    # Imports from `__future__` are about the reader of the file, and fall away with an old Python.
    plain.body = [
        s for s in plain.body if not (isinstance(s, ast.ImportFrom) and s.module == "__future__")
    ]
    for node in ast.walk(plain):
        if isinstance(node, ast.ClassDef):
            node.body = [s for s in node.body if "replaces" not in assigned([s])]
        if (
            isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and ast.get_docstring(node, clean=False) is not None
        ):
            node.body = node.body[1:]
    return hashlib.sha256(ast.dump(plain).encode()).hexdigest()
