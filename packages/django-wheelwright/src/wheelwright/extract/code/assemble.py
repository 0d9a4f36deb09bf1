"""
What does the new module look like: the statements that moved, and the imports they need?
"""

import builtins
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import libcst as cst

from wheelwright.extract.code import statements
from wheelwright.extract.code.binds import imports_in
from wheelwright.extract.code.meta import keep_names
from wheelwright.extract.code.moments import When
from wheelwright.extract.code.order import Order
from wheelwright.extract.code.selection import is_own_copy
from wheelwright.extract.code.statements import Absolute, from_import, origin
from wheelwright.extract.code.targets import Targets
from wheelwright.extract.code.units import Kind, Read, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """
    A new module's parts; `from_old` are modules of the old app that it imports while loading.
    """

    module: str
    future: bool
    imports: tuple[str, ...]
    types: tuple[str, ...]
    body: tuple[str, ...]
    names: frozenset[str]
    from_old: frozenset[str]


@dataclass(slots=True)
class _Needs:
    """
    Statements to copy, by where they were, and names to import by module.
    """

    copied: dict[tuple[str, int], str] = field(default_factory=dict)
    named: dict[str, set[tuple[str, str | None]]] = field(default_factory=dict)
    types: dict[str, None] = field(default_factory=dict)
    typed: dict[str, set[tuple[str, str | None]]] = field(default_factory=dict)
    own: dict[tuple[str, int], str] = field(default_factory=dict)


def assemble(
    module: str, sources: Sequence[tuple[Read, Sequence[Unit]]], targets: Targets, order: Order
) -> Assembled:
    """
    The parts of a new module out of the units that move there.
    """
    needs = _Needs()
    body = []
    names: set[str] = set()
    for source, units in sources:
        wanted = sorted(_wanted(source, units))
        only_types = _only_types(units)
        for name in wanted:
            _provide(
                name,
                source,
                module,
                targets,
                needs,
                types=name in only_types,
                needed=frozenset(wanted),
            )
        own = sorted(k for k in needs.own if k[0] == source.name)
        body += [needs.own[key] for key in own]
        body += [_text(unit, source, order) for unit in units]
        names |= {name for unit in units for name in unit.binds}
        _merge(source, wanted, needs)
    imports = [needs.copied[key] for key in sorted(needs.copied)]
    imports += [from_import(each, names_) for each, names_ in sorted(needs.named.items())]
    if needs.typed:
        imports.append("from typing import TYPE_CHECKING")
        needs.types[_typed(needs.typed)] = None
    loaded = frozenset(each for each in needs.named if each in targets.sources.reads)
    return Assembled(
        module=module,
        future=any(_has_future(source) for source, _ in sources),
        imports=tuple(dict.fromkeys(imports)),
        types=tuple(needs.types),
        body=tuple(body),
        names=frozenset(names),
        from_old=loaded | _copied_from_old(sources, targets),
    )


def _wanted(source: Read, units: Sequence[Unit]) -> set[str]:
    """
    The names that these statements use, and those that what is copied for them uses.
    """
    found: set[str] = set()
    queue = [name for unit in units for name in unit.used()]
    while queue:
        name = queue.pop()
        if name not in found:
            found.add(name)
            binder = source.binder(name)
            if binder and (is_own_copy(binder) or binder.kind is Kind.BLOCK):
                queue += source.units[binder.index].used()
    return found


def _only_types(units: Sequence[Unit]) -> frozenset[str]:
    """
    The names that nothing but an annotation needs.
    """
    used = [pair for unit in units for pair in unit.uses]
    run = {name for name, when in used if when is not When.TYPE}
    return frozenset(name for name, _ in used) - run


def _provide(
    name: str,
    source: Read,
    module: str,
    targets: Targets,
    needs: _Needs,
    *,
    types: bool,
    needed: frozenset[str],
) -> None:
    named = needs.typed if types else needs.named
    unit = source.binder(name)
    place = targets.sources.where(source.name, name)
    home = targets.home(place) if place else None
    if place and home:
        if home != module or place.name != name:
            alias = name if name != place.name else None
            if home != module:
                named.setdefault(home, set()).add((place.name, alias))
            else:
                needs.own[source.name, -1] = f"{name} = {place.name}\n"
    elif unit is None:
        if place:
            named.setdefault(place.module, set()).add((place.name, None))
        elif not hasattr(builtins, name) and not name.startswith("__"):
            for star in source.stars:
                where = origin(star, here=source.name, package=source.package)
                if where:
                    needs.copied[source.name, 0] = f"from {where} import *"
    elif is_own_copy(unit):
        needs.own[source.name, unit.index] = _code(unit.node.with_changes(leading_lines=()), source)
    elif unit.kind is Kind.BLOCK and statements.only_imports(unit.node):
        _block(unit, source, needs, needed)
    elif unit.kind is not Kind.IMPORT:
        named.setdefault(source.name, set()).add((name, None))
    elif types and place:
        named.setdefault(place.module, set()).add((place.name, name))


def _typed(named: Mapping[str, set[tuple[str, str | None]]]) -> str:
    rows = [
        f"    {row}"
        for module, names in sorted(named.items())
        for row in from_import(module, names).split("\n")
    ]
    return "\n".join(["if TYPE_CHECKING:", *rows])


def _merge(source: Read, wanted: Sequence[str], needs: _Needs) -> None:
    """
    The module's own import statements, each with those of its names that are needed.
    """
    more = {
        n for (m, i) in needs.own if m == source.name and i >= 0 for n in source.units[i].used()
    }
    needed = set(wanted) | more
    named = (*needs.named.values(), *needs.typed.values())
    done = {alias or name for names in named for name, alias in names}
    for unit in source.outline:
        if unit.kind is not Kind.IMPORT:
            continue
        for small in imports_in(unit.node):
            text = _import(small, needed - done, source)
            if text:
                key = (source.name, unit.index)
                needs.copied[key] = "\n".join(filter(None, (needs.copied.get(key), text)))


def _import(small: cst.Import | cst.ImportFrom, needed: set[str], source: Read) -> str | None:
    if isinstance(small, cst.Import):
        kept = [
            cst.Module([]).code_for_node(alias.with_changes(comma=cst.MaybeSentinel.DEFAULT))
            for alias in small.names
            if (alias.evaluated_alias or alias.evaluated_name.partition(".")[0]) in needed
        ]
        return f"import {', '.join(kept)}" if kept else None
    if isinstance(small.names, cst.ImportStar):
        return None
    module = origin(small, here=source.name, package=source.package)
    if module in (None, "__future__"):
        return None
    kept_names = [a for a in small.names if (a.evaluated_alias or a.evaluated_name) in needed]
    return from_import(module or "", statements.pairs(kept_names)) if kept_names else None


def _block(unit: Unit, source: Read, needs: _Needs, needed: frozenset[str]) -> None:
    kept = statements.without_names(unit.node, unit.binds - needed)
    if kept is None:
        return
    node = kept.visit(Absolute(here=source.name, package=source.package))
    assert isinstance(node, (cst.If, cst.Try))
    text = _code(node.with_changes(leading_lines=()), source).rstrip()
    if isinstance(node, cst.If) and "TYPE_CHECKING" in text.partition("\n")[0]:
        needs.types[text] = None
    else:
        needs.copied[source.name, unit.index] = text


def _text(unit: Unit, source: Read, order: Order) -> str:
    node = unit.node.visit(Absolute(here=source.name, package=source.package))
    assert isinstance(node, (cst.SimpleStatementLine, cst.BaseCompoundStatement))
    if isinstance(node, cst.ClassDef):
        model = next(
            (m for m in order.models if m.name == node.name.value and _defines(m.module, source)),
            None,
        )
        if model:
            node = keep_names(node, model, order)
    return _code(node.with_changes(leading_lines=attached(node)), source)


def _defines(module: str, source: Read) -> bool:
    return module == source.name


def attached(node: cst.CSTNode) -> Sequence[cst.EmptyLine]:
    """
    The comments right above a statement, without those that a blank line parts from it.
    """
    found: list[cst.EmptyLine] = []
    for line in reversed(getattr(node, "leading_lines", ())):
        if line.comment is None:
            break
        found.insert(0, line)
    return found


def _code(node: cst.CSTNode, source: Read) -> str:
    return source.tree.code_for_node(node)


def _has_future(source: Read) -> bool:
    return any("annotations" in unit.binds and _is_future(unit) for unit in source.outline)


def _is_future(unit: Unit) -> bool:
    return any(
        isinstance(small, cst.ImportFrom)
        and isinstance(small.module, cst.Name)
        and small.module.value == "__future__"
        for small in imports_in(unit.node)
    )


def _copied_from_old(
    sources: Sequence[tuple[Read, Sequence[Unit]]], targets: Targets
) -> frozenset[str]:
    found = set()
    for source, units in sources:
        for name in {name for unit in units for name in unit.used()}:
            place = targets.sources.where(source.name, name)
            if place and not targets.home(place):
                found.add(place.module)
    return frozenset(found)
