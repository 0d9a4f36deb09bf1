"""
Which way did a type or a signature move, and whom does that break?
"""

import dataclasses

from wheelwright.compare import own_version
from wheelwright.compare.assignability import Types
from wheelwright.compare.change import Bump
from wheelwright.compare.shown import short
from wheelwright.surface.promises import Pair
from wheelwright.surface.values import Alias, Function, Kind, Parameter

POSITIONAL = (Kind.POSITIONAL_ONLY, Kind.EITHER)
EMPTY = frozenset(["[]", "{}", "set()", "list()", "dict()"])


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """
    One difference between two signatures, from its caller's or its implementer's side.
    """

    part: str
    message: str
    bump: Bump
    softens: bool = False


class Judge:
    """
    Compares annotations across two releases. A public alias that both have stands for itself:
    what it stands for is compared once, under its own name.
    """

    def __init__(self, pair: Pair) -> None:
        self.pair = pair
        both = {
            name
            for name, item in pair.new.surface.items.items()
            if isinstance(item, Alias) and isinstance(pair.old.surface.items.get(name), Alias)
        }
        self.old, self.new = (
            Types(
                side.surface.ancestors,
                {n: t for n, t in side.surface.aliases.items() if n not in both},
            )
            for side in (pair.old, pair.new)
        )

    def widened(self, old: str | None, new: str | None) -> bool:
        """
        Whether whatever was accepted still is.
        """
        if old is None or new is None:
            return True
        return self.new.fits(" | ".join(sorted(self.old.members(old))), new)

    def narrowed(self, old: str | None, new: str | None) -> bool:
        """
        Whether whatever is returned could have been returned before.
        """
        if old is None or new is None:
            return True
        return self.old.fits(" | ".join(sorted(self.new.members(new))), old)

    def input_bump(self, old: str | None, new: str | None) -> Bump | None:
        """
        What a changed type costs whoever provides the value; None if nothing changed.
        """
        if not self.widened(old, new):
            return Bump.MAJOR
        return None if self.narrowed(old, new) else Bump.MINOR

    def output_bump(self, old: str | None, new: str | None) -> Bump | None:
        """
        What a changed type costs whoever receives the value.
        """
        if old == "None" and new != "None":
            return Bump.MINOR  # Nobody could do anything with it.
        if not self.narrowed(old, new):
            return Bump.MAJOR
        return None if self.widened(old, new) else Bump.MINOR

    def for_callers(self, old: Function, new: Function) -> tuple[Difference, ...]:
        """
        What a changed signature means for those who call it.
        """
        found = [*self._shape(old, new), *_lost(old, new), *_gained(old, new)]
        before = {p.name: p for p in old.parameters}
        for parameter in new.parameters:
            if parameter.name in before:
                found += self._parameter(before[parameter.name], parameter, old, new)
        bump = self.output_bump(old.returns, new.returns)
        if bump:
            found.append(_returns(old, new, bump))
        return tuple(found)

    def for_implementers(self, old: Function, new: Function) -> tuple[Difference, ...]:
        """
        What a changed signature means for those who implement it: the roles are swapped.
        """
        found = list(self._shape(old, new))
        before = {p.name: p for p in old.parameters}
        after = {p.name: p for p in new.parameters}
        for name in [*before.keys() - after.keys(), *after.keys() - before.keys()]:
            verb = "is passed" if name in after else "is no longer passed"
            found.append(Difference(part=name, message=f"{name} {verb}", bump=Bump.MAJOR))
        for name in before.keys() & after.keys():
            one, two = before[name], after[name]
            if _place(old, name) != _place(new, name) and two.kind in POSITIONAL:
                found.append(Difference(part=name, message=f"{name} moved", bump=Bump.MAJOR))
            elif one.kind != two.kind and two.kind is not Kind.KEYWORD_ONLY:
                found.append(
                    Difference(part=name, message=f"{name} became {two.kind}", bump=Bump.MAJOR)
                )
            elif two.default is not None and one.default is None:
                found.append(
                    Difference(part=name, message=f"{name} may be left out", bump=Bump.MAJOR)
                )
            if bump := self.output_bump(one.type, two.type):
                message = f"{name} is now {two.type}, it was {one.type}"
                found.append(Difference(part=name, message=message, bump=bump))
        if bump := self.input_bump(old.returns, new.returns):
            found.append(_returns(old, new, bump))
        return tuple(found)

    def _shape(self, old: Function, new: Function) -> list[Difference]:
        if old.is_async != new.is_async:
            message = "it must be awaited now" if new.is_async else "it is no longer awaited"
            return [Difference(part="async", message=message, bump=Bump.MAJOR)]
        if "method" in (old.binding, new.binding) and old.binding == "staticmethod":
            return [Difference(part="binding", message="it needs an instance", bump=Bump.MAJOR)]
        if new.binding == "method" and old.binding == "classmethod":
            return [Difference(part="binding", message="it needs an instance", bump=Bump.MAJOR)]
        return []

    def _parameter(
        self, old: Parameter, new: Parameter, before: Function, after: Function
    ) -> list[Difference]:
        found = []
        name = new.name
        if (old.kind is Kind.EITHER and new.kind in (Kind.KEYWORD_ONLY, Kind.POSITIONAL_ONLY)) or (
            old.kind is not new.kind and {old.kind, new.kind} & {Kind.REST, Kind.KEYWORDS}
        ):
            found.append(_major(name, f"{name} became {new.kind}"))
        elif old.kind in POSITIONAL and new.kind in POSITIONAL:
            if _place(before, name) != _place(after, name):
                found.append(_major(name, f"{name} moved among the positional parameters"))
        elif old.kind is Kind.KEYWORD_ONLY and new.kind is Kind.POSITIONAL_ONLY:
            found.append(_major(name, f"{name} became positional-only"))
        if new.is_required and not old.is_required:
            found.append(_major(name, f"{name} must be given now"))
        elif old.is_required and not new.is_required:
            found.append(Difference(part=name, message=f"{name} may be left out", bump=Bump.MINOR))
        elif _another_default(old, new) and not own_version.same(
            old.default, new.default, self.pair
        ):
            message = f"{name} is {short(str(new.default))} unless given; it was "
            message += short(str(old.default))
            found.append(Difference(part=name, message=message, bump=Bump.MAJOR, softens=True))
        if bump := self.input_bump(old.type, new.type):
            message = f"{name} takes {new.type}, it took {old.type}"
            found.append(Difference(part=name, message=message, bump=bump))
        return found


def _another_default(old: Parameter, new: Parameter) -> bool:
    # An empty list that all calls shared, mended as everyone mends it.
    mended = {old.default, new.default} & EMPTY and "None" in (old.default, new.default)
    return old.default != new.default and not mended


def _place(function: Function, name: str) -> int:
    names = [p.name for p in function.parameters if p.kind in POSITIONAL]
    return names.index(name) if name in names else -1


def _lost(old: Function, new: Function) -> list[Difference]:
    names = {p.name for p in new.parameters}
    kinds = {p.kind for p in new.parameters}
    found = []
    for parameter in old.parameters:
        if parameter.name in names:
            continue
        if parameter.kind is Kind.KEYWORD_ONLY and Kind.KEYWORDS in kinds:
            continue
        if parameter.kind is Kind.POSITIONAL_ONLY and _same_place(old, new, parameter.name):
            continue  # Its name was never used.
        if parameter.kind is Kind.REST and Kind.REST in kinds:
            continue
        if parameter.kind is Kind.KEYWORDS and Kind.KEYWORDS in kinds:
            continue
        found.append(_major(parameter.name, f"{parameter.name} is gone"))
    return found


def _same_place(old: Function, new: Function, name: str) -> bool:
    place = _place(old, name)
    others = [p for p in new.parameters if p.kind in POSITIONAL]
    return place < len(others) and others[place].name not in {p.name for p in old.parameters}


def _gained(old: Function, new: Function) -> list[Difference]:
    names = {p.name for p in old.parameters}
    places = {_place(old, p.name) for p in old.parameters if p.kind is Kind.POSITIONAL_ONLY}
    kinds = {p.kind for p in old.parameters}
    found = []
    for parameter in new.parameters:
        place = _place(new, parameter.name)
        renamed = parameter.kind is Kind.POSITIONAL_ONLY and place in places
        variadic = parameter.kind in (Kind.REST, Kind.KEYWORDS) and parameter.kind in kinds
        if parameter.name in names or renamed or variadic:
            continue
        if parameter.is_required:
            found.append(_major(parameter.name, f"{parameter.name} must be given now"))
        else:
            message = f"{parameter.name} may be given now"
            found.append(Difference(part=parameter.name, message=message, bump=Bump.MINOR))
    return found


def _major(part: str, message: str) -> Difference:
    return Difference(part=part, message=message, bump=Bump.MAJOR)


def _returns(old: Function, new: Function, bump: Bump) -> Difference:
    return Difference(
        part="return", message=f"it returns {new.returns}, it returned {old.returns}", bump=bump
    )
