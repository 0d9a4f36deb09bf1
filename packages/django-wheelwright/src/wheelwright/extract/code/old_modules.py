"""
What are the old app's modules, read no sooner than they are asked for?
"""

import ast
import re
from collections.abc import Iterator, Mapping

from wheelwright.extract.code import relations
from wheelwright.extract.code.modules import absolute, is_package, module_of, within
from wheelwright.extract.code.order import Order, Texts
from wheelwright.extract.code.project_texts import is_migration
from wheelwright.extract.code.text import BOM
from wheelwright.extract.code.units import Read, parse


class OldModules(Mapping[str, Read]):
    """
    Module -> what it says. Finding out who binds what takes a second for a thousand lines, so most are
    never asked; `broken` are paths of files that are no Python, with the line.
    """

    def __init__(self, order: Order, texts: Texts) -> None:
        self.order = order
        self.texts = texts
        self.paths: dict[str, str] = {}
        self.broken: dict[str, int] = {}
        self._loads: dict[str, tuple[str, ...]] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._read: dict[str, Read] = {}
        for path in texts.paths:
            module = module_of(path, order.roots)
            if module and within(module, order.old_package) and not is_migration(path):
                self._add(module, path)

    def _add(self, module: str, path: str) -> None:
        text = (self.texts.read(path) or "").removeprefix(BOM)
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError) as exc:
            self.broken[path] = int(getattr(exc, "lineno", 0) or 1)
            return
        self.paths[module] = path
        self._loads[module] = tuple(_loaded(tree, module, is_package(path)))
        self._words[module] = frozenset(re.findall(r"\w+", text))

    def __getitem__(self, module: str) -> Read:
        if module not in self._read:
            path = self.paths[module]
            before = parse(self.texts.read(path) or "")
            # Parsed again, so that no node is in it twice.
            tree = parse(relations.name_across(before, self.order).code)
            self._read[module] = Read(
                name=module, path=path, package=is_package(path), tree=tree, before=before
            )
        return self._read[module]

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)

    def __len__(self) -> int:
        return len(self.paths)

    def __contains__(self, module: object) -> bool:
        return module in self.paths

    def mentions(self, module: str, names: frozenset[str]) -> bool:
        """
        Whether a module has one of these words, or may have it from a star.
        """
        return bool(self._words[module] & names)

    def layer(self, modules: frozenset[str]) -> frozenset[str]:
        """
        The modules that are loaded with these.
        """
        found: set[str] = set()
        queue = [m for m in modules if m in self.paths]
        while queue:
            module = queue.pop()
            if module not in found:
                found.add(module)
                # A package is loaded before what is in it.
                more = (module.rpartition(".")[0], *self._loads[module])
                queue += [m for m in more if m in self.paths]
        return frozenset(found)


def _loaded(tree: ast.AST, here: str, package: bool) -> Iterator[str]:
    """
    What a module imports while it loads: not in functions.
    """
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = absolute(node.module or "", node.level, here=here, package=package)
            if module:
                yield module
                yield from (f"{module}.{alias.name}" for alias in node.names)
        else:
            yield from _loaded(node, here, package)
