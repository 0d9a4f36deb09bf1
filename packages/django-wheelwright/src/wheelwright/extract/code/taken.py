"""
Which names of the old app's modules do others import, and which of them do migrations?
"""

import re
from collections.abc import Mapping

import libcst as cst
import libcst.helpers

from wheelwright.extract.code.modules import is_package, module_of
from wheelwright.extract.code.order import Order, Texts
from wheelwright.extract.code.project_texts import is_migration
from wheelwright.extract.code.selection import Place, Sources
from wheelwright.extract.code.statements import origin
from wheelwright.extract.code.units import parse

# A line that imports something by this word, on one line or in brackets, or from a folder above.
IMPORTS = r"^\s*(?:from|import)\s(?:[^\n(]*\b{word}\b|[^\n(]*\([^)]*\b{word}\b|\.)"


def taken_names(
    texts: Texts, order: Order, sources: Sources
) -> tuple[Mapping[Place, frozenset[str]], frozenset[Place]]:
    """
    By name, the modules that import it; and the names that migrations use.
    """
    taken: dict[Place, set[str]] = {}
    quiet: set[Place] = set()
    word = order.old_package.rpartition(".")[2]
    imports = re.compile(IMPORTS.format(word=re.escape(word)), re.MULTILINE)
    for path in texts.paths:
        here = module_of(path, order.roots)
        if here is None:
            continue
        text = texts.read(path) or ""
        if word not in text and here not in sources.reads:
            continue
        if is_migration(path) and not imports.search(text):
            continue  # each names its app; to parse thousands of them takes longer than the step
        try:
            finder = _Finder(here, is_package(path), sources)
            parse(text).visit(finder)
        except (cst.ParserSyntaxError, RecursionError):
            continue
        for place in finder.found:
            if is_migration(path):
                quiet.add(place)
            else:
                taken.setdefault(place, set()).add(here)
    return {place: frozenset(by) for place, by in taken.items()}, frozenset(quiet)


class _Finder(cst.CSTVisitor):
    def __init__(self, here: str, package: bool, sources: Sources) -> None:
        self.here = here
        self.package = package
        self.sources = sources
        self.found: set[Place] = set()

    def visit_ImportFrom(self, node: cst.ImportFrom) -> None:
        module = origin(node, here=self.here, package=self.package)
        if module and module in self.sources.reads and not isinstance(node.names, cst.ImportStar):
            self.found |= {Place(module=module, name=a.evaluated_name) for a in node.names}

    def visit_Attribute(self, node: cst.Attribute) -> None:
        # legacy.models.upload_to, or models.upload_to where models is the old app's.
        name = libcst.helpers.get_full_name_for_node(node.value) or ""
        for module in self.sources.reads:
            if name == module or (name and "." not in name and module.endswith(f".{name}")):
                self.found.add(Place(module=module, name=node.attr.value))
