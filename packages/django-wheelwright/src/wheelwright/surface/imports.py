"""
What does a name in a module stand for? Its imports followed through the wheel's own modules.
"""

import ast
from collections.abc import Mapping

from wheelwright.surface.trees import Trees

DEPTH = 9


class Imports:
    """
    The imports of every module of a wheel.
    """

    def __init__(self, trees: Trees) -> None:
        self.trees = {_module(name): tree for name, tree in trees.items()}
        self.packages = {_module(n) for n in trees if n.endswith("/__init__.py")}
        self.bound = {module: self._bound(module) for module in self.trees}

    def path(self, module: str, node: ast.expr) -> str:
        """
        The dotted name behind an expression: `live.Sale` where `live` was imported from somewhere.
        """
        words: list[str] = []
        while isinstance(node, ast.Attribute):
            words.insert(0, node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        return self.followed(".".join([self._meant(module, node.id), *words]))

    def followed(self, path: str) -> str:
        """
        Where a name was defined, if the module it is asked of only imported it.
        """
        for _ in range(DEPTH):
            module, _, name = path.rpartition(".")
            target = self.bound.get(module, {}).get(name, "")
            if not target or target == path:
                return path
            path = target
        return path

    def _meant(self, module: str, name: str) -> str:
        return self.bound[module].get(name, f"{module}.{name}")

    def _bound(self, module: str) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for node in ast.walk(self.trees[module]):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    top = alias.name if alias.asname else alias.name.partition(".")[0]
                    found[alias.asname or top] = top
            elif isinstance(node, ast.ImportFrom):
                base = self._base(module, node)
                for alias in node.names:
                    if alias.name == "*":
                        found |= {n: f"{base}.{n}" for n in self._defined(base)}
                    else:
                        found[alias.asname or alias.name] = f"{base}.{alias.name}"
        return found

    def _base(self, module: str, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = module.split(".")
        up = node.level - (1 if module in self.packages else 0)
        return ".".join([*parts[: len(parts) - up], *filter(None, [node.module])])

    def _defined(self, module: str) -> list[str]:
        tree = self.trees.get(module)
        return [n.name for n in tree.body if isinstance(n, ast.ClassDef)] if tree else []


def _module(name: str) -> str:
    return name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
