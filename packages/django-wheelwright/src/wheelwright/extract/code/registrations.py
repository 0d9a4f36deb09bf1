"""
Which part of an admin module is about moved models only, and can go with them?
"""

from wheelwright.extract.code.order import Order
from wheelwright.extract.code.selection import Choice, Place, Sources
from wheelwright.extract.code.units import Kind, Read


def choose(order: Order, sources: Sources, module: str, models: Choice) -> frozenset[int]:
    """
    The positions of units that name moved models, directly or through others, and none that stay,
    and that nothing needs that stays; with the helpers that only they use.
    """
    source = sources.reads[module]
    inside = _edges(source, sources)
    about = {unit.index: _outside(unit.index, source, sources) for unit in source.units}
    gone = {place for i in about for place in about[i] if _moves(place, sources, models)}
    fit = {
        unit.index
        for unit in source.units
        if unit.kind not in (Kind.IMPORT, Kind.DOCSTRING, Kind.BLOCK)
        and _is_separable(unit.index, inside, about, gone, order)
    }
    while True:
        users = {i: {u for u, used in inside.items() if i in used} for i in inside}
        needed = {i for i in fit if users[i] - fit}
        if not needed:
            break
        fit -= needed
    while True:
        helpers = {
            unit.index
            for unit in source.units
            if unit.index not in fit
            and unit.kind in (Kind.CLASS, Kind.FUNCTION, Kind.VALUE)
            and "__all__" not in unit.binds
            and not {place.name for place in about[unit.index]} & set(order.staying)
            and (mine := {u for u, used in inside.items() if unit.index in used})
            and mine <= fit
        }
        if not helpers:
            return frozenset(fit)
        fit |= helpers


def _edges(source: Read, sources: Sources) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for unit in source.units:
        mine = found.setdefault(unit.index, set())
        for name in unit.used():
            place = sources.where(source.name, name)
            if place and place.module == source.name and (other := source.binder(place.name)):
                mine.add(other.index)
        mine.discard(unit.index)
    return found


def _outside(index: int, source: Read, sources: Sources) -> frozenset[Place]:
    """
    What of the old app's other modules a unit uses directly.
    """
    places = (sources.where(source.name, name) for name in source.units[index].used())
    return frozenset(place for place in places if place and place.module != source.name)


def _moves(place: Place, sources: Sources, models: Choice) -> bool:
    unit = sources.reads[place.module].binder(place.name)
    return unit is not None and models.moves(place.module, unit)


def _is_separable(
    index: int,
    inside: dict[int, set[int]],
    about: dict[int, frozenset[Place]],
    gone: set[Place],
    order: Order,
) -> bool:
    reached: set[int] = set()
    queue = [index]
    while queue:
        each = queue.pop()
        if each not in reached:
            reached.add(each)
            queue += inside[each]
    named = frozenset[Place]().union(*(about[each] for each in reached))
    return bool(named & gone) and not {place.name for place in named} & set(order.staying)
