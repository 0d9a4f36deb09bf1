"""
Which statements go with the moved classes, which are copied, and which stay?
"""

import functools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import libcst as cst
import libcst.helpers

from wheelwright.extract.code.binds import imports_in
from wheelwright.extract.code.order import Order
from wheelwright.extract.code.statements import origin
from wheelwright.extract.code.units import Kind, Read, Unit

# What each module makes for itself: a copy means the same.
OWN_COPY = frozenset({"getLogger", "get_logger", "get_user_model", "TypeVar", "ParamSpec"})


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """
    A name of a module.
    """

    module: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """
    By module, the positions of the units that move and of those that are copied.
    """

    moving: Mapping[str, frozenset[int]]

    def moves(self, module: str, unit: Unit) -> bool:
        return unit.index in self.moving.get(module, frozenset())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sources:
    """
    The old app's modules as units, and where their names come from.
    """

    reads: Mapping[str, Read]
    # Whether a module has one of these words; without it every module is read.
    mentions: Callable[[str, frozenset[str]], bool] | None = None

    def where(
        self, module: str, name: str, *, seen: frozenset[Place] = frozenset()
    ) -> Place | None:
        """
        The module of the old app that defines a name, followed through imports; None for one from elsewhere.
        """
        here = Place(module=module, name=name)
        source = self.reads.get(module)
        if source is None or here in seen:
            return None
        unit = source.binder(name)
        if unit is not None and unit.kind is not Kind.IMPORT:
            return here
        seen |= {here}
        if unit is not None:
            for found in self._origins(source, unit, name):
                if place := self.where(found.module, found.name, seen=seen):
                    return place
            return None
        for star in source.stars:
            module_of_star = _from(star, source)
            if not self._gives(module_of_star, name):
                continue
            if module_of_star and (place := self.where(module_of_star, name, seen=seen)):
                return place
        return None

    def _gives(self, module: str | None, name: str) -> bool:
        """
        Whether `from module import *` brings a name: one of `__all__`, or any that is not private.
        """
        source = self.reads.get(module or "")
        listed = source.binder("__all__") if source else None
        if source is None or listed is None:
            return not name.startswith("_")
        return f'"{name}"' in source.tree.code_for_node(listed.node).replace("'", '"')

    def _origins(self, source: Read, unit: Unit, name: str) -> Iterable[Place]:
        for small in imports_in(unit.node):
            if isinstance(small, cst.ImportFrom) and not isinstance(small.names, cst.ImportStar):
                module = _from(small, source)
                for alias in small.names:
                    bound = alias.evaluated_alias or alias.evaluated_name
                    if module and bound == name:
                        yield Place(module=module, name=alias.evaluated_name)


def _from(node: cst.ImportFrom, source: Read) -> str | None:
    return origin(node, here=source.name, package=source.package)


def choose(
    order: Order,
    sources: Sources,
    layer: frozenset[str],
    taken: Mapping[Place, frozenset[str]],
    uses_from_new: frozenset[Place] = frozenset(),
) -> Choice:
    """
    The classes themselves; what only they use; and what happens to them alone (receivers, registrations).

    `layer` are the modules that models are loaded with; `taken` are names by the modules that import them,
    `uses_from_new` those that the new app takes since an earlier step: there they come before what uses
    them, so they stay where they are.
    """
    moving: dict[str, set[int]] = {}
    for model in order.models:
        place = sources.where(model.module, model.name) or Place(
            module=model.module, name=model.name
        )
        unit = (
            sources.reads[place.module].binder(place.name)
            if place.module in sources.reads
            else None
        )
        if unit is not None:
            moving.setdefault(place.module, set()).add(unit.index)
    homes = frozenset(moving)
    known = _Candidates(order=order, sources=sources, layer=layer, taken=taken)
    candidates = known.of(moving)
    modules = homes | frozenset(place.module for place in candidates)
    names = frozenset(place.name for place in candidates) | order.names
    graph = _Graph.of(sources, modules, names)
    uses_from_above = frozenset(p for p, by in taken.items() if by - layer)
    blocked = frozenset(place for place in candidates if known.users(place) & layer - modules)
    changed = True
    while changed:
        changed = False
        for module, unit in graph.units:
            if unit.index in moving.get(module, set()):
                continue
            if any(Place(module=module, name=name) in uses_from_new for name in unit.binds):
                continue
            if _follows(
                module, unit, graph, moving, order, homes, uses_from_above | blocked, blocked
            ):
                moving.setdefault(module, set()).add(unit.index)
                changed = True
    return Choice(moving={module: frozenset(found) for module, found in moving.items()})


@dataclass(frozen=True, kw_only=True, eq=False)  # no slots: a cached property needs a dict
class _Candidates:
    """
    What may go along with the classes, because it is used by them, or by what they use.
    """

    order: Order
    sources: Sources
    layer: frozenset[str]
    taken: Mapping[Place, frozenset[str]]

    @functools.cached_property
    def _by_name(self) -> Mapping[str, tuple[Place, ...]]:
        found: dict[str, tuple[Place, ...]] = {}
        for place in self.taken:
            found[place.name] = (*found.get(place.name, ()), place)
        return found

    def users(self, true: Place) -> frozenset[str]:
        """
        The modules that import a name, from wherever they have it.
        """
        return frozenset(
            module
            for place in self._by_name.get(true.name, ())
            if place == true or self.sources.where(place.module, place.name) == true
            for module in self.taken[place]
        )

    def of(self, moving: Mapping[str, set[int]]) -> frozenset[Place]:
        homes = frozenset(moving)
        seen: set[Place] = set()
        found: set[Place] = set()
        queue = [(m, i) for m, indices in moving.items() for i in indices]
        while queue:
            module, index = queue.pop()
            for name in self.sources.reads[module].units[index].used():
                place = self.sources.where(module, name)
                if place is None or place in seen or place.name in self.order.staying:
                    continue
                seen.add(place)
                others = self.users(place) & self.layer - homes - {module, place.module}
                unit = self.sources.reads[place.module].binder(place.name)
                # What others need as well stays, and with it whatever it needs.
                if unit is not None and not others:
                    found.add(place)
                    queue.append((place.module, unit.index))
        return frozenset(found)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Graph:
    units: tuple[tuple[str, Unit], ...]
    # Who uses a unit, and what it uses: (module, index).
    users: Mapping[tuple[str, int], frozenset[tuple[str, int]]]
    used: Mapping[tuple[str, int], frozenset[tuple[str, int]]]

    @classmethod
    def of(cls, sources: Sources, modules: frozenset[str], names: frozenset[str]) -> "_Graph":
        """
        `names` are those of other modules that matter.
        """
        units = tuple((m, u) for m in sorted(modules) for u in sources.reads[m].units)
        users: dict[tuple[str, int], set[tuple[str, int]]] = {}
        used: dict[tuple[str, int], set[tuple[str, int]]] = {}
        for module, unit in units:
            if unit.kind is Kind.IMPORT or "__all__" in unit.binds:
                continue
            for name in unit.used():
                binder = sources.reads[module].binder(name)
                if name not in names and (binder is None or binder.kind is Kind.IMPORT):
                    continue
                place = sources.where(module, name)
                target = sources.reads[place.module].binder(place.name) if place else None
                if place and target and (place.module, target.index) != (module, unit.index):
                    users.setdefault((place.module, target.index), set()).add((module, unit.index))
                    used.setdefault((module, unit.index), set()).add((place.module, target.index))
        return cls(
            units=units,
            users={k: frozenset(v) for k, v in users.items()},
            used={k: frozenset(v) for k, v in used.items()},
        )


def _follows(
    module: str,
    unit: Unit,
    graph: _Graph,
    moving: Mapping[str, set[int]],
    order: Order,
    homes: frozenset[str],
    above: frozenset[Place],
    blocked: frozenset[Place],
) -> bool:
    if unit.kind in (Kind.IMPORT, Kind.DOCSTRING, Kind.BLOCK) or unit.binds & {"__all__"}:
        return False
    if unit.binds & set(order.staying) or is_own_copy(unit):
        return False
    if any(Place(module=module, name=name) in blocked for name in unit.binds):
        return False
    key = (module, unit.index)
    users = graph.users.get(key, frozenset())
    goes = all(index in moving.get(m, set()) for m, index in users)
    if users:
        # What other modules of the project use as well stays, unless it lies beside the classes.
        taken = any(Place(module=module, name=name) in above for name in unit.binds)
        return goes and (module in homes or not taken)
    return _is_about(unit, graph.used.get(key, frozenset()), graph, moving, order)


def _is_about(
    unit: Unit,
    used: frozenset[tuple[str, int]],
    graph: _Graph,
    moving: Mapping[str, set[int]],
    order: Order,
) -> bool:
    """
    Does something happen here, at load, to moved classes and to none that stay?
    """
    happens = unit.kind is Kind.EFFECT or (
        unit.kind in (Kind.FUNCTION, Kind.CLASS) and bool(getattr(unit.node, "decorators", ()))
    )
    known = {(m, u.index): u for m, u in graph.units}
    touched = [known[key] for key in used if key in known]
    at_stake = any(key[1] in moving.get(key[0], set()) for key in used)
    stays = any(each.binds & set(order.staying) for each in (unit, *touched))
    stays = stays or bool(unit.used() & set(order.staying))
    return happens and not stays and (at_stake or _named_as_text(unit, order))


def _named_as_text(unit: Unit, order: Order) -> bool:
    """
    `@receiver(post_save, sender="new.Plan")`, as a receiver of a moved class has been made to say.
    """
    if not isinstance(unit.node, cst.FunctionDef):
        return False
    said = " ".join(cst.Module([]).code_for_node(each) for each in unit.node.decorators)
    return "receiver" in said and any(f'"{order.new_label}.{name}"' in said for name in order.names)


def is_own_copy(unit: Unit) -> bool:
    """
    A statement such as `logger = logging.getLogger(__name__)`.
    """
    match unit.node:
        case cst.SimpleStatementLine(body=[cst.Assign(value=cst.Call(func=func))]):
            name = libcst.helpers.get_full_name_for_node(func) or ""
            return name.rpartition(".")[2] in OWN_COPY
    return False
