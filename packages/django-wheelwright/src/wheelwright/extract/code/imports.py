"""
How does a module import what has moved from where it is now?
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import libcst as cst
import libcst.helpers
from libcst.metadata import MetadataWrapper, ParentNodeProvider, ScopeProvider
from libcst.metadata.scope_provider import ImportAssignment

from wheelwright.extract.code import statements
from wheelwright.extract.code.binds import root
from wheelwright.extract.code.selection import Place
from wheelwright.extract.code.units import parse

# What an importer of (module, name) imports from.
Homes = Mapping[Place, str]


def rewrite(text: str, homes: Homes, *, here: str, package: bool) -> str:
    """
    The text with its imports, and its uses of imported modules, pointing at the new places.

    Raises:
        cst.ParserSyntaxError: for what is no Python.
    """
    tree = parse(text)
    if not _concerned(tree, homes, here=here, package=package):
        return text
    wrapper = MetadataWrapper(tree)
    uses = _module_uses(wrapper, homes, here=here, package=package)
    loose = _loose(wrapper) if uses.stars else frozenset()
    changed = wrapper.module.visit(_Imports(homes, uses, loose, here=here, package=package))
    mark = text[: len(text) - len(text.removeprefix("\ufeff"))]
    return mark + changed.code


class _Finder(cst.CSTVisitor):
    def __init__(self, modules: frozenset[str], *, here: str, package: bool) -> None:
        self.modules = modules
        self.here = here
        self.package = package
        self.found = False

    def visit_Import(self, node: cst.Import) -> None:
        self.found |= any(alias.evaluated_name in self.modules for alias in node.names)

    def visit_ImportFrom(self, node: cst.ImportFrom) -> None:
        module = statements.origin(node, here=self.here, package=self.package)
        if module in self.modules:
            self.found = True
        elif module and not isinstance(node.names, cst.ImportStar):
            names = (f"{module}.{alias.evaluated_name}" for alias in node.names)
            self.found |= any(name in self.modules for name in names)


def _concerned(tree: cst.Module, homes: Homes, *, here: str, package: bool) -> bool:
    finder = _Finder(frozenset(place.module for place in homes), here=here, package=package)
    tree.visit(finder)
    return finder.found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Uses:
    """
    What becomes of `models.Plan`: nodes to replace, by identity; import names to replace; lines to add.
    """

    nodes: dict[int, cst.BaseExpression] = field(default_factory=dict)
    # id of an import statement and bound name -> the module it should import instead.
    instead: dict[tuple[int, str], str] = field(default_factory=dict)
    beside: dict[int, list[str]] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)


def _module_uses(wrapper: MetadataWrapper, homes: Homes, *, here: str, package: bool) -> _Uses:
    uses = _Uses()
    parents = wrapper.resolve(ParentNodeProvider)
    modules = {place.module for place in homes}
    scopes = {scope for scope in wrapper.resolve(ScopeProvider).values() if scope is not None}
    seen: set[tuple[int, str]] = set()
    for assignment in (a for scope in scopes for a in scope.assignments):
        if not isinstance(assignment, ImportAssignment):
            continue
        node = assignment.node
        if not isinstance(node, cst.Import | cst.ImportFrom):
            continue
        key = (id(node), assignment.name)
        module = _bound_module(node, assignment.name, here=here, package=package)
        if module not in modules or key in seen:
            continue
        seen.add(key)
        _one_binding(assignment, module, homes, parents, uses)
    for node in _star_imports(wrapper.module):
        if (module := statements.origin(node, here=here, package=package)) in modules:
            uses.stars.append(module)
    return uses


def _star_imports(tree: cst.Module) -> Iterable[cst.ImportFrom]:
    for line in tree.body:
        if isinstance(line, cst.SimpleStatementLine):
            for small in line.body:
                if isinstance(small, cst.ImportFrom) and isinstance(small.names, cst.ImportStar):
                    yield small


def _bound_module(
    node: cst.Import | cst.ImportFrom, bound: str, *, here: str, package: bool
) -> str | None:
    if isinstance(node, cst.Import):
        for alias in node.names:
            if (alias.evaluated_alias or alias.evaluated_name) == bound:
                return alias.evaluated_name
        return None
    module = statements.origin(node, here=here, package=package)
    for alias in node.names if not isinstance(node.names, cst.ImportStar) else ():
        if module and (alias.evaluated_alias or alias.evaluated_name) == bound:
            return f"{module}.{alias.evaluated_name}"
    return None


def _one_binding(
    assignment: ImportAssignment,
    module: str,
    homes: Homes,
    parents: Mapping[cst.CSTNode, cst.CSTNode],
    uses: _Uses,
) -> None:
    moved: list[tuple[cst.Attribute, str]] = []
    others = 0
    for access in assignment.references:
        parent = parents.get(access.node)
        home = None
        if isinstance(parent, cst.Attribute) and parent.value is access.node:
            home = homes.get(Place(module=module, name=parent.attr.value))
        if home is not None and isinstance(parent, cst.Attribute):
            moved.append((parent, home))
        else:
            others += 1
    if not moved:
        return
    targets = sorted({home for _, home in moved})
    plain = "." in assignment.name
    alone = not others and len(targets) == 1
    if alone:
        uses.instead[id(assignment.node), assignment.name] = targets[0]
    if alone and not plain:
        return
    for attribute, home in moved:
        value = home if plain else _alias(home)
        uses.nodes[id(attribute)] = attribute.with_changes(value=statements.dotted(value))
    if alone:
        return
    lines = uses.beside.setdefault(id(assignment.node), [])
    for home in targets:
        head, _, leaf = home.rpartition(".")
        text = (
            f"import {home}"
            if plain or not head
            else f"from {head} import {leaf} as {_alias(home)}"
        )
        if text not in lines:
            lines.append(text)


def _alias(module: str) -> str:
    return module.replace(".", "_")


def _loose(wrapper: MetadataWrapper) -> frozenset[str]:
    scopes = {scope for scope in wrapper.resolve(ScopeProvider).values() if scope is not None}
    return frozenset(
        word
        for scope in scopes
        for access in scope.accesses
        if not access.referents and (word := root(access.node))
    )


class _Imports(cst.CSTTransformer):
    def __init__(
        self, homes: Homes, uses: _Uses, loose: frozenset[str], *, here: str, package: bool
    ) -> None:
        self.homes = homes
        self.uses = uses
        self.loose = loose
        self.here = here
        self.package = package

    def leave_Attribute(
        self, original_node: cst.Attribute, updated_node: cst.Attribute
    ) -> cst.BaseExpression:
        return self.uses.nodes.get(id(original_node), updated_node)

    def leave_SimpleStatementLine(
        self, original_node: cst.SimpleStatementLine, updated_node: cst.SimpleStatementLine
    ) -> cst.SimpleStatementLine | cst.FlattenSentinel[cst.SimpleStatementLine]:
        if len(original_node.body) != 1:
            return updated_node.with_changes(
                body=[
                    part
                    for old, new in zip(original_node.body, updated_node.body, strict=True)
                    for part in self._parts(old, new)
                ]
            )
        parts = self._parts(original_node.body[0], updated_node.body[0])
        if len(parts) == 1:
            return updated_node.with_changes(body=parts)
        first = updated_node.with_changes(body=[parts[0]])
        return cst.FlattenSentinel([first, *(cst.SimpleStatementLine([p]) for p in parts[1:])])

    def leave_SimpleStatementSuite(
        self, original_node: cst.SimpleStatementSuite, updated_node: cst.SimpleStatementSuite
    ) -> cst.SimpleStatementSuite:
        body = [
            part
            for old, new in zip(original_node.body, updated_node.body, strict=True)
            for part in self._parts(old, new)
        ]
        return updated_node.with_changes(body=body)

    def _parts(
        self, old: cst.BaseSmallStatement, new: cst.BaseSmallStatement
    ) -> Sequence[cst.BaseSmallStatement]:
        if isinstance(old, cst.ImportFrom) and isinstance(new, cst.ImportFrom):
            found = self._from(old, new)
        elif isinstance(old, cst.Import) and isinstance(new, cst.Import):
            found = [self._import(old, new)]
        else:
            return [new]
        extra = self.uses.beside.get(id(old), [])
        return [*found, *(statements.line(text).body[0] for text in extra)]

    def _import(self, old: cst.Import, new: cst.Import) -> cst.Import:
        names = []
        for alias in new.names:
            bound = alias.evaluated_alias or alias.evaluated_name
            home = self.uses.instead.get((id(old), bound))
            names.append(alias.with_changes(name=statements.dotted(home)) if home else alias)
        return new.with_changes(names=names)

    def _from(self, old: cst.ImportFrom, new: cst.ImportFrom) -> list[cst.BaseSmallStatement]:
        module = statements.origin(new, here=self.here, package=self.package)
        if module is None:
            return [new]
        if isinstance(new.names, cst.ImportStar):
            return [new, *self._of_star(module)]
        homes = {id(alias): self._home(old, module, alias) for alias in new.names}
        targets = sorted({home for home in homes.values() if home})
        if not targets:
            return [new]
        staying = statements.keep(new, lambda alias: homes[id(alias)] is None)
        if staying is None and len(targets) == 1 and not self.uses.instead:
            return [statements.elsewhere(new, targets[0])]
        found: list[cst.BaseSmallStatement] = [staying] if staying else []
        for target in targets:
            mine = [alias for alias in new.names if homes[id(alias)] == target]
            found.append(statements.line(self._line(old, target, mine)).body[0])
        return found

    def _home(self, old: cst.ImportFrom, module: str, alias: cst.ImportAlias) -> str | None:
        bound = alias.evaluated_alias or alias.evaluated_name
        return self.homes.get(Place(module=module, name=alias.evaluated_name)) or (
            self.uses.instead.get((id(old), bound))
        )

    def _line(self, old: cst.ImportFrom, target: str, mine: list[cst.ImportAlias]) -> str:
        first = mine[0].evaluated_alias or mine[0].evaluated_name
        if self.uses.instead.get((id(old), first)) == target:
            head, _, leaf = target.rpartition(".")
            return statements.from_import(head, [(leaf, first)])
        return statements.from_import(target, statements.pairs(mine))

    def _of_star(self, module: str) -> list[cst.BaseSmallStatement]:
        found: dict[str, list[tuple[str, str | None]]] = {}
        for place, home in self.homes.items():
            if place.module == module and place.name in self.loose:
                found.setdefault(home, []).append((place.name, None))
        return [
            statements.line(statements.from_import(home, names)).body[0]
            for home, names in sorted(found.items())
        ]
