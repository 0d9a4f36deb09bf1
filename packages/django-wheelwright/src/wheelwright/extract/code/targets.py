"""
Where does what moves go, and from where is it imported afterwards?
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from wheelwright.extract.code.modules import within
from wheelwright.extract.code.order import Order
from wheelwright.extract.code.selection import Choice, Place, Sources
from wheelwright.extract.code.units import Kind, Read, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """
    The new module of each old module that gives something away.
    """

    modules: Mapping[str, str]
    choice: Choice
    sources: Sources
    # The package of models in the old and in the new app, where the new one has a module for each.
    packages: tuple[str, str] | None = None

    def unit(self, place: Place) -> Unit | None:
        source = self.sources.reads.get(place.module)
        unit = source.binder(place.name) if source else None
        return unit if unit and self.choice.moves(place.module, unit) else None

    def home(self, place: Place) -> str | None:
        """
        The module that defines a name from now on; None for one that stays.
        """
        return self.modules[place.module] if self.unit(place) else None


def targets_of(order: Order, sources: Sources, choice: Choice, *, one_file: bool) -> Targets:
    """
    The same name in the new package; every models module into one where that is what the new app has.
    """
    modules = {}
    for module in choice.moving:
        if not choice.moving[module]:
            continue
        models = f"{order.old_package}.models"
        if within(module, models) and one_file:
            modules[module] = f"{order.new_package}.models"
        elif within(module, order.old_package):
            modules[module] = order.new_package + module[len(order.old_package) :]
        else:
            modules[module] = f"{order.new_package}.models"
    pair = (f"{order.old_package}.models", f"{order.new_package}.models")
    return Targets(
        modules=modules, choice=choice, sources=sources, packages=None if one_file else pair
    )


def homes_of(targets: Targets, layer: frozenset[str], taken: frozenset[Place]) -> dict[Place, str]:
    """
    For every name under which old modules had something that moved: the module to import it from.

    What a module only imported for itself is none of its names, unless it is `taken` from there.
    """
    found: dict[Place, str] = {}
    moved = frozenset(
        name
        for module in targets.modules
        for unit in targets.sources.reads[module].outline
        if targets.choice.moves(module, unit)
        for name in (*unit.binds, module.rpartition(".")[2])
    )
    mentions = targets.sources.mentions
    for module in layer | frozenset(targets.modules):
        if mentions is not None and not mentions(module, moved):
            continue
        source = targets.sources.reads[module]
        for name in _names(source, moved) | _of_stars(targets, module):
            place = targets.sources.where(module, name)
            home = targets.home(place) if place else None
            here = Place(module=module, name=name)
            own = place == here or source.package or here in taken
            if home and place and own:
                # What a package hands on keeps its short path where the new app has the same package.
                short = targets.modules.get(module)
                pair = targets.packages
                if pair and module == pair[0] and source.package and within(home, pair[1]):
                    short = pair[1]
                found[here] = short if short and (place == here or source.package) else home
    return found


def _names(source: Read, moved: frozenset[str]) -> set[str]:
    """
    What a module binds and may have from what moved, under whatever name.
    """
    found: set[str] = set()
    for unit in source.outline:
        if unit.kind is Kind.IMPORT:
            words = frozenset(re.findall(r"\w+", source.tree.code_for_node(unit.node)))
            found |= unit.binds if words & moved else set()
        else:
            found |= unit.binds & moved
    return found


def _of_stars(targets: Targets, module: str) -> set[str]:
    """
    What a module has from the stars of others, as far as it moves.
    """
    if not targets.sources.reads[module].stars:
        return set()
    return {
        name
        for each in targets.modules
        for unit in targets.sources.reads[each].outline
        if targets.choice.moves(each, unit)
        for name in unit.binds
        if not name.startswith("_") and unit.kind is not Kind.IMPORT
    }
