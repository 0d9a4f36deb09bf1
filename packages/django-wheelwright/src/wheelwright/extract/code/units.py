"""
What does each statement of a module bind, and what does it use?
"""

import functools
from dataclasses import dataclass, replace
from enum import StrEnum

import libcst as cst

from wheelwright.extract.code.binds import binds, imports_in
from wheelwright.extract.code.moments import When, uses
from wheelwright.extract.code.text import BOM

Statement = cst.SimpleStatementLine | cst.BaseCompoundStatement


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
                binds=frozenset(binds(node)),
                uses=(),
                node=node,
            )
            for index, node in enumerate(self.tree.body)
        )

    @functools.cached_property
    def _used(self) -> tuple[tuple[Unit, ...], frozenset[str]]:
        found, loose = uses(self.tree)
        return tuple(
            replace(unit, uses=tuple(sorted(found.get(unit.index, {}).items())))
            for unit in self.outline
        ), loose

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
