"""
What does an app use of the project around it, and which of it can be copied, asked for through a port, or neither?
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import libcst as cst

from wheelwright.extract.code.modules import is_package, module_of, within
from wheelwright.extract.code.order import Texts
from wheelwright.extract.code.project_texts import is_migration
from wheelwright.extract.code.selection import Choice, Place, Sources, is_own_copy
from wheelwright.extract.code.units import Kind, Read, Unit, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """
    Names of the project by what becomes of them; `copies` are units by module.
    """

    copies: Choice
    copied: frozenset[Place]
    ports: tuple[Place, ...]
    left: tuple[Place, ...]


def read_project(texts: Texts, *, roots: Iterable[str], around: str) -> Sources:
    """
    The project's modules but those of the package `around`, as units; what is no Python is left out.
    """
    found: dict[str, Read] = {}
    roots = tuple(roots)
    for path in texts.paths:
        module = module_of(path, roots)
        if module is None or is_migration(path) or within(module, around):
            continue
        try:
            found[module] = read(
                texts.read(path) or "", name=module, path=path, package=is_package(path)
            )
        except (cst.ParserSyntaxError, RecursionError):
            continue
    return Sources(reads=found)


def sort(
    used: Iterable[Place], sources: Sources, *, models: frozenset[str], at_load: frozenset[Place]
) -> Back:
    """
    What depends on libraries only is copied; a function that is called later is asked for through a port.

    `models` are the project's models by dotted path; `at_load` is what the app needs while it loads.
    """
    units: dict[str, set[int]] = {}
    copied: set[Place] = set()
    ports: list[Place] = []
    left: list[Place] = []
    for place in sorted(set(used)):
        true = sources.where(place.module, place.name)
        needed = _copies(true, sources, models, frozenset()) if true else None
        if needed is not None:
            copied.add(place)
            for module, index in needed:
                units.setdefault(module, set()).add(index)
            continue
        unit = sources.reads[true.module].binder(true.name) if true else None
        callable_later = unit is not None and unit.kind is Kind.FUNCTION and place not in at_load
        (ports if callable_later else left).append(place)
    return Back(
        copies=Choice(moving={m: frozenset(found) for m, found in units.items()}),
        copied=frozenset(copied),
        ports=tuple(ports),
        left=tuple(left),
    )


def _copies(
    place: Place, sources: Sources, models: frozenset[str], seen: frozenset[Place]
) -> frozenset[tuple[str, int]] | None:
    """
    The units that a copy consists of; None if it would copy a table, a registration or somebody's state.
    """
    if place in seen:
        return frozenset()
    source = sources.reads[place.module]
    unit = source.binder(place.name)
    if unit is None or not _is_plain(unit, place, models):
        return None
    found = {(place.module, unit.index)}
    for name in source.units[unit.index].used():
        binder = source.binder(name)
        if binder is not None and is_own_copy(binder):
            continue
        true = sources.where(place.module, name)
        if true is None:
            continue
        more = _copies(true, sources, models, seen | {place})
        if more is None:
            return None
        found |= more
    return frozenset(found)


def _is_plain(unit: Unit, place: Place, models: frozenset[str]) -> bool:
    node = unit.node
    decorated = isinstance(node, cst.ClassDef | cst.FunctionDef) and bool(node.decorators)
    if decorated or f"{place.module}.{place.name}" in models:
        return False
    if unit.kind is Kind.VALUE:
        return not _makes_something(unit.node)
    return unit.kind in (Kind.CLASS, Kind.FUNCTION)


class _Calls(cst.CSTVisitor):
    def __init__(self) -> None:
        self.found = False

    def visit_Call(self, node: cst.Call) -> None:
        self.found = True

    def visit_Dict(self, node: cst.Dict) -> None:
        # An empty one is somebody's memory.
        self.found |= not node.elements

    def visit_List(self, node: cst.List) -> None:
        self.found |= not node.elements


def _makes_something(node: cst.CSTNode) -> bool:
    """
    Is the value more than words and numbers: an object that the project may know by identity?
    """
    calls = _Calls()
    node.visit(calls)
    return calls.found


def signature(place: Place, sources: Sources) -> Mapping[str, str]:
    """
    How a function is called: its parameters as text, and the names of them.
    """
    true = sources.where(place.module, place.name) or place
    source = sources.reads[true.module]
    unit = source.binder(true.name)
    assert unit is not None
    node = cst.ensure_type(unit.node, cst.FunctionDef)
    bare = node.params.visit(_Bare())
    assert isinstance(bare, cst.Parameters)
    return {
        "params": source.tree.code_for_node(bare).strip(),
        "async": "async " if node.asynchronous else "",
    }


class _Bare(cst.CSTTransformer):
    """
    Parameters whose types and defaults need nothing of the project.
    """

    def leave_Param(self, original_node: cst.Param, updated_node: cst.Param) -> cst.Param:
        default = cst.Ellipsis() if updated_node.default else None
        return updated_node.with_changes(
            annotation=cst.Annotation(cst.Name("Any")),
            default=default,
            equal=cst.MaybeSentinel.DEFAULT,
        )
