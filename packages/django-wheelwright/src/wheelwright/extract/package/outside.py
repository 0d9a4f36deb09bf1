"""
What of an app does the code around it use, and where?
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import libcst as cst
import libcst.helpers
from libcst.metadata import MetadataWrapper, PositionProvider

from wheelwright.extract.code.modules import is_package, module_of, within
from wheelwright.extract.code.order import Texts
from wheelwright.extract.code.project_texts import is_migration
from wheelwright.extract.code.selection import Place
from wheelwright.extract.code.statements import origin
from wheelwright.extract.code.units import parse


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Import:
    """
    A line that imports a name of another module.
    """

    path: str
    line: int
    place: Place


def imports_of(
    texts: Texts, *, wanted: frozenset[str], roots: Iterable[str], inside: str, own: bool
) -> tuple[Import, ...]:
    """
    Every import of a name from one of the `wanted` modules, by code of the package `inside` if `own`,
    else by the code around it; migrations are left out.
    """
    found: list[Import] = []
    roots = tuple(roots)
    for path in texts.paths:
        here = module_of(path, roots)
        if here is None or is_migration(path) or within(here, inside) is not own:
            continue
        text = texts.read(path) or ""
        try:
            finder = _Finder(path, here, is_package(path), wanted)
            MetadataWrapper(parse(text)).visit(finder)
        except (cst.ParserSyntaxError, RecursionError):
            continue
        found += finder.found
    return tuple(sorted(set(found)))


class _Finder(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, path: str, here: str, package: bool, wanted: frozenset[str]) -> None:
        super().__init__()
        self.path = path
        self.here = here
        self.package = package
        self.wanted = wanted
        self.modules: dict[str, str] = {}
        self.found: list[Import] = []

    def visit_Import(self, node: cst.Import) -> None:
        for alias in node.names:
            if alias.evaluated_name in self.wanted:
                self.modules[alias.evaluated_alias or alias.evaluated_name] = alias.evaluated_name

    def visit_ImportFrom(self, node: cst.ImportFrom) -> None:
        module = origin(node, here=self.here, package=self.package)
        if module is None or isinstance(node.names, cst.ImportStar):
            return
        for alias in node.names:
            inner = f"{module}.{alias.evaluated_name}"
            if inner in self.wanted:
                self.modules[alias.evaluated_alias or alias.evaluated_name] = inner
            elif module in self.wanted:
                self._found(node, module, alias.evaluated_name)

    def visit_Attribute(self, node: cst.Attribute) -> None:
        name = libcst.helpers.get_full_name_for_node(node.value) or ""
        if name in self.modules:
            self._found(node, self.modules[name], node.attr.value)

    def _found(self, node: cst.CSTNode, module: str, name: str) -> None:
        line = int(self.get_metadata(PositionProvider, node).start.line)
        self.found.append(Import(path=self.path, line=line, place=Place(module=module, name=name)))


def names(imports: Iterable[Import]) -> Mapping[str, Place]:
    """
    The names that an api has to have: each once, from the shortest module that has it.
    """
    found: dict[str, Place] = {}
    for each in sorted(imports, key=lambda i: (len(i.place.module), i.place.module)):
        if not each.place.name.startswith("_"):
            found.setdefault(each.place.name, each.place)
    return found
