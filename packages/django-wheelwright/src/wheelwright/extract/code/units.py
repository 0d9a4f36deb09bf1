"""
What does each statement of a module bind, and what does it use?
"""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import libcst as cst
from libcst.metadata import FunctionScope, GlobalScope, MetadataWrapper, ScopeProvider
from libcst.metadata.scope_provider import Access, Assignment, Scope

from wheelwright.extract.code.text import BOM

Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement


class When(StrEnum):
    """
    A name is needed while the module loads, when something is called, or only by a type checker.
    """

    LOAD = "load"
    LATER = "later"
    TYPE = "type"


class Kind(StrEnum):
    IMPORT = "import"
    CLASS = "class"
    FUNCTION = "function"
    VALUE = "value"
    EFFECT = "effect"
    BLOCK = "block"
    DOCSTRING = "docstring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """
    One statement of a module's own level.
    """

    index: int
    kind: Kind
    binds: frozenset[str]
    # Every name it uses that is none of its own, and the earliest moment it needs it.
    uses: tuple[tuple[str, When], ...]
    node: Statement

    def used(self, when: When | None = None) -> frozenset[str]:
        return frozenset(name for name, moment in self.uses if when in (None, moment))


@dataclass(frozen=True, kw_only=True)  # no slots: cached properties need a dict
class Read:
    """
    A module as units; `loose` are names that no statement of it binds (a star import may). Who uses what
    is found out when it is asked for: it takes a hundred times as long as who binds what.
    """

    name: str
    path: str
    package: bool
    tree: cst.Module
    # The same module before relations were named as text.
    before: cst.Module | None = None

    @functools.cached_property
    def outline(self) -> tuple[Unit, ...]:
        """
        The units, without what they use.
        """
        return tuple(
            Unit(
                index=index,
                kind=kind_of(node, first=index == 0),
                binds=frozenset(_binds(node)),
                uses=(),
                node=node,
            )
            for index, node in enumerate(self.tree.body)
        )

    @functools.cached_property
    def _used(self) -> tuple[tuple[Unit, ...], frozenset[str]]:
        return _with_uses(self.outline, self.tree)

    @property
    def units(self) -> tuple[Unit, ...]:
        return self._used[0]

    @property
    def loose(self) -> frozenset[str]:
        return self._used[1]

    @functools.cached_property
    def once_used(self) -> frozenset[str]:
        """
        Names that it used before relations were named as text.
        """
        units = self.units
        if self.before is not None:
            whole = Read(name=self.name, path=self.path, package=self.package, tree=self.before)
            units = whole.units
        return frozenset(name for unit in units for name in unit.used())

    @functools.cached_property
    def stars(self) -> tuple[cst.ImportFrom, ...]:
        return tuple(
            small
            for unit in self.outline
            if unit.kind is Kind.IMPORT
            for small in imports_in(unit.node)
            if isinstance(small, cst.ImportFrom) and isinstance(small.names, cst.ImportStar)
        )

    def binder(self, name: str) -> Unit | None:
        """
        The last unit that binds a name, which is what an importer gets; without what it uses.
        """
        return self._binders.get(name)

    @functools.cached_property
    def _binders(self) -> dict[str, Unit]:
        return {name: unit for unit in self.outline for name in unit.binds}


def parse(text: str) -> cst.Module:
    """
    Raises:
        cst.ParserSyntaxError: for what is no Python.
    """
    return cst.parse_module(text.removeprefix(BOM))


def read(text: str, *, name: str, path: str, package: bool) -> Read:
    """
    Raises:
        cst.ParserSyntaxError: for what is no Python.
    """
    return Read(name=name, path=path, package=package, tree=parse(text))


def _binds(node: cst.CSTNode) -> set[str]:
    """
    The names that a statement gives to its module.
    """
    if isinstance(node, cst.ClassDef | cst.FunctionDef):
        return {node.name.value}
    finder = _Binds()
    node.visit(finder)
    return finder.found


class _Binds(cst.CSTVisitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:
        self.found.add(node.name.value)
        return False

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        self.found.add(node.name.value)
        return False

    def visit_Lambda(self, node: cst.Lambda) -> bool:
        return False

    def visit_Import(self, node: cst.Import) -> bool:
        for alias in node.names:
            self.found.add(alias.evaluated_alias or alias.evaluated_name.partition(".")[0])
        return False

    def visit_ImportFrom(self, node: cst.ImportFrom) -> bool:
        if not isinstance(node.names, cst.ImportStar):
            self.found |= {alias.evaluated_alias or alias.evaluated_name for alias in node.names}
        return False

    def visit_AssignTarget(self, node: cst.AssignTarget) -> None:
        self._target(node.target)

    def visit_AnnAssign(self, node: cst.AnnAssign) -> None:
        self._target(node.target)

    def visit_AugAssign(self, node: cst.AugAssign) -> None:
        self._target(node.target)

    def visit_NamedExpr(self, node: cst.NamedExpr) -> None:
        self._target(node.target)

    def visit_For(self, node: cst.For) -> None:
        self._target(node.target)

    def visit_AsName(self, node: cst.AsName) -> None:
        self._target(node.name)

    def visit_TypeAlias(self, node: cst.TypeAlias) -> None:
        self._target(node.name)

    def _target(self, node: cst.BaseExpression) -> None:
        match node:
            case cst.Name(value=name):
                self.found.add(name)
            case cst.Tuple(elements=elements) | cst.List(elements=elements):
                for each in elements:
                    self._target(each.value)


def _with_uses(
    outline: Sequence[Unit], tree: cst.Module
) -> tuple[tuple[Unit, ...], frozenset[str]]:
    # Not copied: the nodes must stay those of the outline, which a fresh parse has once each.
    wrapper = MetadataWrapper(tree, unsafe_skip_copy=True)
    scopes = {scope for scope in wrapper.resolve(ScopeProvider).values() if scope is not None}
    notes = _Notes(owner=_owners(tree.body), lazy=_annotations_are_lazy(tree), uses={})
    for assignment in (a for s in scopes if isinstance(s, GlobalScope) for a in s.assignments):
        notes.bound(assignment)
    loose = {
        word
        for access in (each for scope in scopes for each in scope.accesses)
        if not access.referents and (word := notes.unbound(access))
    }
    units = tuple(
        replace(unit, uses=tuple(sorted(notes.uses.get(unit.index, {}).items())))
        for unit in outline
    )
    return units, frozenset(loose)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notes:
    owner: dict[int, int]
    lazy: bool
    uses: dict[int, dict[str, When]]

    def bound(self, assignment: object) -> None:
        if not isinstance(assignment, Assignment):
            return
        name = assignment.name.partition(".")[0]
        for access in assignment.references:
            self._use(access, name)

    def unbound(self, access: Access) -> str | None:
        word = root(access.node)
        if word:
            self._use(access, word)
        return word

    def _use(self, access: Access, name: str) -> None:
        at = self.owner.get(id(access.node))
        if at is None:
            return
        moment = _when(access, lazy=self.lazy)
        known = self.uses.setdefault(at, {})
        order = (When.LOAD, When.LATER, When.TYPE)
        known[name] = min(known.get(name, moment), moment, key=order.index)


class _Owner(cst.CSTVisitor):
    def __init__(self, index: int, into: dict[int, int]) -> None:
        self.index = index
        self.into = into

    def on_visit(self, node: cst.CSTNode) -> bool:
        self.into[id(node)] = self.index
        return True


def _owners(body: Sequence[cst.CSTNode]) -> dict[int, int]:
    found: dict[int, int] = {}
    for index, node in enumerate(body):
        node.visit(_Owner(index, found))
    return found


def _when(access: Access, *, lazy: bool) -> When:
    # Without the future import an annotation that is no string is evaluated at once.
    if access.is_annotation and (lazy or isinstance(access.node, cst.BaseString)):
        return When.TYPE
    scope: Scope | None = access.scope
    while scope is not None and not isinstance(scope, GlobalScope):
        if isinstance(scope, FunctionScope):
            return When.LATER
        scope = scope.parent
    return When.LOAD


def _annotations_are_lazy(tree: cst.Module) -> bool:
    return any(
        isinstance(small, cst.ImportFrom)
        and isinstance(small.module, cst.Name)
        and small.module.value == "__future__"
        and not isinstance(small.names, cst.ImportStar)
        and any(alias.evaluated_name == "annotations" for alias in small.names)
        for node in tree.body
        for small in imports_in(node)
    )


def root(node: cst.CSTNode) -> str | None:
    """
    The first name of `a.b.c`.
    """
    while isinstance(node, cst.Attribute):
        node = node.value
    return node.value if isinstance(node, cst.Name) else None


def imports_in(node: cst.CSTNode) -> tuple[cst.Import | cst.ImportFrom, ...]:
    if not isinstance(node, cst.SimpleStatementLine):
        return ()
    return tuple(small for small in node.body if isinstance(small, (cst.Import, cst.ImportFrom)))


def kind_of(node: Statement, *, first: bool = False) -> Kind:
    """
    What a statement is for; a docstring only as the module's first.
    """
    match node:
        case cst.ClassDef():
            return Kind.CLASS
        case cst.FunctionDef():
            return Kind.FUNCTION
        case cst.SimpleStatementLine(body=[cst.Expr(value=cst.SimpleString())]) if first:
            return Kind.DOCSTRING
        case cst.SimpleStatementLine(body=small) if small and all(
            isinstance(each, (cst.Import, cst.ImportFrom)) for each in small
        ):
            return Kind.IMPORT
        case cst.SimpleStatementLine(body=small) if all(map(_is_value, small)):
            return Kind.VALUE
        case cst.SimpleStatementLine():
            return Kind.EFFECT
        case _:
            return Kind.BLOCK


def _is_value(small: cst.BaseSmallStatement) -> bool:
    if isinstance(small, cst.AnnAssign):
        return isinstance(small.target, cst.Name)
    if isinstance(small, cst.Assign):
        return all(isinstance(each.target, (cst.Name, cst.Tuple)) for each in small.targets)
    return isinstance(small, cst.TypeAlias)
