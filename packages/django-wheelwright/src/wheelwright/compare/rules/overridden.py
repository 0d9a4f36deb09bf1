"""
Rule: a method that hosts write is called as before, and no other is asked of them.
"""

import re
from collections.abc import Iterable

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.surface.promises import Call, Pair
from wheelwright.surface.values import Form, Function, Kind

ID = "port-extended"
HINT = "Call it as before, or ask by its signature whether it takes more, until the next major."
# Classes that say by their name that somebody builds on them.
BUILT_ON = re.compile(
    r"^(Base|Abstract)[A-Z]|(Base|Abstract|Mixin|Adapter|Backend|Plugin|Provider|Strategy|Hooks?)$"
)
POSITIONAL = (Kind.POSITIONAL_ONLY, Kind.EITHER)


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report methods that hosts replace and that the package now calls with more than they take, and
    new ones that do nothing but wait for a host's.
    """
    found: list[Change] = []
    for name, old in sorted(pair.old.surface.classes.items()):
        new = pair.new.surface.classes.get(name)
        if new is None or old.form in (Form.PROTOCOL, Form.ABSTRACT):
            continue
        before = {m.name: m for m in old.methods}
        for method in new.methods:
            known = before.get(method.name)
            if known is None:
                found += _asked(pair, name, method)
            elif _is_replaced(name, known):
                found += _called(pair, name, known, method)
    return tuple(found)


def _is_replaced(name: str, method: Function) -> bool:
    return (
        method.is_stub or method.is_abstract or BUILT_ON.search(name.rpartition(".")[2]) is not None
    )


def _asked(pair: Pair, name: str, method: Function) -> Iterable[Change]:
    if not method.is_stub or method.name not in pair.new.calls:
        return
    yield _change(name, method.name, f"{name} asks hosts for {method.name}")


def _called(pair: Pair, name: str, old: Function, new: Function) -> Iterable[Change]:
    known = set(pair.old.calls.get(old.name, ()))
    for call in pair.new.calls.get(new.name, ()):
        more = _beyond(call, old)
        if call not in known and more and not _beyond(call, new):
            what = ", ".join(more)
            told = f"{name}.{old.name}() is called with {what} now, which a host's does not take"
            yield _change(name, old.name, told)
            return


def _beyond(call: Call, function: Function) -> tuple[str, ...]:
    """
    What a call passes that a function does not take.
    """
    kinds = {p.kind for p in function.parameters}
    names = {p.name for p in function.parameters if p.kind is not Kind.POSITIONAL_ONLY}
    places = [p for p in function.parameters if p.kind in POSITIONAL]
    more = [] if Kind.KEYWORDS in kinds else sorted(call.names - names)
    if Kind.REST not in kinds and call.positional > len(places):
        more.append(f"{call.positional} arguments")
    return tuple(more)


def _change(name: str, method: str, told: str) -> Change:
    return Change(
        code=ID,
        subject=f"{name}.{method}",
        message=f"{told}.",
        hint=HINT,
        bump=Bump.MAJOR,
        audience=Audience.CALLER,
    )
