"""
What is left of an old module: what stays, importing what moved only where that makes no cycle, and the re-export.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import libcst as cst

from wheelwright.extract.code import statements
from wheelwright.extract.code.local import localize, names_in_functions
from wheelwright.extract.code.moments import When
from wheelwright.extract.code.order import Remark, Weight
from wheelwright.extract.code.selection import Place
from wheelwright.extract.code.shim import has_own_getattr, with_shim
from wheelwright.extract.code.statements import from_import
from wheelwright.extract.code.targets import Targets
from wheelwright.extract.code.text import BOM
from wheelwright.extract.code.units import Kind, Read, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """
    An old module's new text, and what could not be done in it.
    """

    text: str
    remarks: tuple[Remark, ...]


def leave(
    source: Read,
    text: str,
    targets: Targets,
    homes: Mapping[Place, str],
    *,
    load_cycles: frozenset[str],
    taken: frozenset[str],
    quiet: frozenset[str],
) -> Left:
    """
    `load_cycles`: new modules that import this one while they load; `taken`: names that others import
    from here; `quiet`: those that migrations import.
    """
    gone = {place.name: home for place, home in homes.items() if place.module == source.name}
    shown = dict(gone)
    for name in {n for unit in source.outline for n in unit.binds} - set(gone):
        place = targets.sources.where(source.name, name)
        home = targets.home(place) if place else None
        if home and place and place.name == name:
            gone[name] = home
    cutter = _Cut(source, targets, gone)
    loads, types = cutter.loads, cutter.types
    body = cutter.body(taken)
    kept = [node for unit, node in body]
    head = _imports(loads, gone) + _type_imports(types - loads, gone, source)
    at = 1 + max(
        (n for n, (unit, _) in enumerate(body) if unit.kind in (Kind.IMPORT, Kind.DOCSTRING)),
        default=-1,
    )
    kept[at:at] = [cst.parse_statement(each) for each in head]
    code = source.tree.with_changes(body=kept).code
    if text.startswith(BOM):
        code = BOM + code
    remarks = [
        Remark(
            path=source.path,
            line=_line(text, name),
            what=f"{name} is used while {source.name} loads, and {gone[name]} needs {source.name} to load first. "
            f"Move that use into a function, or name the model as text.",
            weight=Weight.STOP,
        )
        for name in sorted(loads)
        if gone[name] in load_cycles
    ]
    if has_own_getattr(code):
        remarks.append(
            Remark(
                path=source.path,
                line=_line(text, "def __getattr__"),
                what=f"{source.name} has a __getattr__ of its own: let it answer for {', '.join(sorted(gone))}.",
                weight=Weight.STOP,
            )
        )
        return Left(text=code, remarks=tuple(remarks))
    return Left(text=with_shim(code, shown, quiet=quiet), remarks=tuple(remarks))


def _imports(names: frozenset[str], gone: Mapping[str, str]) -> list[str]:
    found: dict[str, list[tuple[str, str | None]]] = {}
    for name in names:
        found.setdefault(gone[name], []).append((name, None))
    return [from_import(home, mine) for home, mine in sorted(found.items())]


def _type_imports(names: frozenset[str], gone: Mapping[str, str], source: Read) -> list[str]:
    lines = _imports(names, gone)
    if not lines:
        return []
    inner = "\n".join(f"    {row}" for each in lines for row in each.split("\n"))
    head = [] if source.binder("TYPE_CHECKING") else ["from typing import TYPE_CHECKING"]
    return [*head, f"if TYPE_CHECKING:\n{inner}\n"]


def _line(text: str, word: str) -> int:
    rows = text.splitlines()
    return next((n for n, row in enumerate(rows, 1) if word in row), 1)


class _Cut:
    """
    What stays of a module, and what it needs of what went.
    """

    def __init__(self, source: Read, targets: Targets, gone: Mapping[str, str]) -> None:
        self.source = source
        self.gone = gone
        self.staying = [
            unit for unit in source.units if not targets.choice.moves(source.name, unit)
        ]
        self.needs = {
            unit.index: dict(unit.uses)
            for unit in self.staying
            if unit.kind is not Kind.IMPORT and "__all__" not in unit.binds
        }
        wanted = [
            (n, when) for uses in self.needs.values() for n, when in uses.items() if n in gone
        ]
        self.loads = frozenset(n for n, when in wanted if when is When.LOAD) | frozenset(
            name
            for unit in self.staying
            for name, when in self.needs.get(unit.index, {}).items()
            if name in gone and when is When.LATER and name not in names_in_functions(unit.node)
        )
        self.types = frozenset(n for n, when in wanted if when is When.TYPE)

    def body(self, taken: frozenset[str]) -> list[tuple[Unit, cst.CSTNode]]:
        found: list[tuple[Unit, cst.CSTNode]] = []
        pending: list[cst.EmptyLine] = []
        for unit in self.source.units:
            if unit not in self.staying:
                pending += _detached(unit.node)
                continue
            node = self._one(unit, taken)
            if node is None:
                pending += _detached(unit.node) if not found else []
                continue
            lines = [*pending, *getattr(node, "leading_lines", ())] if pending else None
            found.append((unit, node.with_changes(leading_lines=lines) if lines else node))
            pending = []
        return found

    def _one(self, unit: Unit, taken: frozenset[str]) -> cst.CSTNode | None:
        if unit.kind is Kind.IMPORT:
            return self._import(unit, taken)
        if "__all__" in unit.binds:
            return _node(unit.node.visit(_Without(self.gone)))
        if unit.kind is Kind.BLOCK and statements.only_imports(unit.node):
            # One for type checkers, for example.
            unused = (unit.binds & self.source.once_used) - self._used() - taken
            return statements.without_names(unit.node, set(self.gone) | unused)
        later = {
            name
            for name, when in self.needs.get(unit.index, {}).items()
            if name in self.gone and when is When.LATER and name not in self.loads
        }
        return localize(unit.node, {name: self.gone[name] for name in later})

    def _import(self, unit: Unit, taken: frozenset[str]) -> cst.CSTNode | None:
        used = self._used()
        exported = taken | self._all()
        silent = "noqa" in self.source.tree.code_for_node(unit.node)

        def wanted(bound: str) -> bool:
            if bound in self.gone:
                return False
            return (
                silent or bound in used or bound in exported or bound not in self.source.once_used
            )

        node = cst.ensure_type(unit.node, cst.SimpleStatementLine)
        small: list[cst.BaseSmallStatement] = []
        for each in node.body:
            if isinstance(each, cst.ImportFrom) and not isinstance(each.names, cst.ImportStar):
                if _is_future(each):
                    small.append(each)
                    continue
                kept = statements.keep(
                    each, lambda a: wanted(a.evaluated_alias or a.evaluated_name)
                )
                small += [kept] if kept else []
            elif isinstance(each, cst.Import):
                names = [
                    alias
                    for alias in each.names
                    if wanted(alias.evaluated_alias or alias.evaluated_name.partition(".")[0])
                ]
                if names:
                    names[-1] = names[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
                    small.append(each.with_changes(names=names))
            else:
                small.append(each)
        return node.with_changes(body=small) if small else None

    def _used(self) -> frozenset[str]:
        return frozenset(name for uses in self.needs.values() for name in uses)

    def _all(self) -> frozenset[str]:
        found: set[str] = set()
        for unit in self.staying:
            if "__all__" in unit.binds:
                found |= _strings(unit.node)
        return frozenset(found)


def _node(changed: object) -> cst.CSTNode:
    assert isinstance(changed, cst.CSTNode)
    return changed


def _is_future(node: cst.ImportFrom) -> bool:
    return isinstance(node.module, cst.Name) and node.module.value == "__future__"


def _strings(node: cst.CSTNode) -> set[str]:
    finder = _Strings()
    node.visit(finder)
    return finder.found


class _Strings(cst.CSTVisitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_SimpleString(self, node: cst.SimpleString) -> None:
        self.found.add(str(node.evaluated_value))


def _detached(node: cst.CSTNode) -> list[cst.EmptyLine]:
    """
    The comments above a statement that a blank line parts from it: a heading, which stays.
    """
    lines = list(getattr(node, "leading_lines", ()))
    last = max((n for n, line in enumerate(lines) if line.comment is None), default=-1)
    kept = lines[: last + 1]
    return kept if any(line.comment for line in kept) else []


class _Without(cst.CSTTransformer):
    """
    A list of names without some.
    """

    def __init__(self, gone: Collection[str]) -> None:
        self.gone = gone

    def leave_List(self, original_node: cst.List, updated_node: cst.List) -> cst.List:
        return updated_node.with_changes(elements=self._kept(updated_node.elements))

    def leave_Tuple(self, original_node: cst.Tuple, updated_node: cst.Tuple) -> cst.Tuple:
        return updated_node.with_changes(elements=self._kept(updated_node.elements))

    def _kept(self, elements: object) -> list[cst.BaseElement]:
        assert isinstance(elements, (list, tuple))
        kept = [
            each
            for each in elements
            if not (
                isinstance(each.value, cst.SimpleString) and each.value.evaluated_value in self.gone
            )
        ]
        if kept and len(kept) < len(elements) and kept[-1] is not elements[-1]:
            kept[-1] = kept[-1].with_changes(comma=elements[-1].comma)
        return kept
