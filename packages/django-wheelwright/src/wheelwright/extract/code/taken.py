"""
Which names of the old app's modules do others import, and which of them do migrations?
"""

import ast
import re
from collections.abc import Iterator, Mapping

from wheelwright.extract.code.modules import absolute, is_package, module_of
from wheelwright.extract.code.old_modules import OldModules
from wheelwright.extract.code.order import Order, Texts
from wheelwright.extract.code.project_texts import is_migration
from wheelwright.extract.code.selection import Place
from wheelwright.extract.code.text import BOM

# A line that imports something by this word, on one line or in brackets, or from a folder above.
IMPORTS = r"^\s*(?:from|import)\s(?:[^\n(]*\b{word}\b|[^\n(]*\([^)]*\b{word}\b|\.)"


def taken_names(
    texts: Texts, order: Order, old: OldModules
) -> tuple[Mapping[Place, frozenset[str]], frozenset[Place]]:
    """
    By name, the modules that import it; and the names that migrations use.
    """
    taken: dict[Place, set[str]] = {}
    quiet: set[Place] = set()
    word = order.old_package.rpartition(".")[2]
    leaves: dict[str, tuple[str, ...]] = {}
    for module in old:
        leaf = module.rpartition(".")[2]
        leaves[leaf] = (*leaves.get(leaf, ()), module)
    imports = re.compile(IMPORTS.format(word=re.escape(word)), re.MULTILINE)
    for path in texts.paths:
        here = module_of(path, order.roots)
        text = texts.read(path) if here is not None else None
        if not here or not text or (word not in text and here not in old):
            continue
        if is_migration(path) and not imports.search(text):
            continue  # each names its app; to parse thousands of them takes longer than the step
        try:
            # The standard library's: thousands of files are read for this.
            tree = ast.parse(text.removeprefix(BOM))
        except (SyntaxError, ValueError, RecursionError):
            continue
        found = set(_used(tree, here, is_package(path), old, leaves))
        if is_migration(path):
            quiet |= found
            continue
        for place in found:
            taken.setdefault(place, set()).add(here)
    return {place: frozenset(by) for place, by in taken.items()}, frozenset(quiet)


def _used(
    tree: ast.AST, here: str, package: bool, old: OldModules, leaves: Mapping[str, tuple[str, ...]]
) -> Iterator[Place]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            module = absolute(node.module or "", node.level, here=here, package=package)
            if module and module in old:
                yield from (Place(module=module, name=alias.name) for alias in node.names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            # models.upload_to, where models may be the old app's.
            for module in leaves.get(node.value.id, ()):
                yield Place(module=module, name=node.attr)
        elif (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Attribute)
            and node.value.attr in leaves
            and (name := ast.unparse(node.value)) in old
        ):
            # legacy.models.upload_to
            yield Place(module=name, name=node.attr)
