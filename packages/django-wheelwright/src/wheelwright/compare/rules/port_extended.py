"""
Rule: what a host has implemented stays enough.
"""

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.compare.roles import is_port
from wheelwright.compare.variance import Judge
from wheelwright.surface.promises import Pair
from wheelwright.surface.values import Class, Form

ID = "port-extended"
CHANGED = "api-changed"
HINT = "Put it into a second Protocol that a host may implement, and ask for it with isinstance."


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report Protocols and ABCs of the host's that ask for more, or for something else.
    """
    judge = Judge(pair)
    found = []
    for name, old in sorted(pair.old.surface.classes.items()):
        new = pair.new.surface.classes.get(name)
        if new is None or new.form is not old.form or not is_port(pair.old.surface, old):
            continue
        found += _asked(name, old, new)
        found += _signatures(judge, name, old, new)
    return tuple(found)


def _asked(name: str, old: Class, new: Class) -> list[Change]:
    before, after = _demands(old), _demands(new)
    found = [
        _change(ID, f"{name}.{member}", f"{name} asks hosts for {member}", Bump.MAJOR)
        for member in sorted(after - before)
    ]
    # Nobody has to take a method away that is asked for no more.
    found += [
        _change(CHANGED, f"{name}.{member}", f"{name} asks for {member} no more", Bump.MINOR)
        for member in sorted(before - after)
        if member not in {m.name for m in new.methods}
    ]
    return found


def _demands(item: Class) -> set[str]:
    if item.form is Form.PROTOCOL:
        # A body helps only those who inherit; structural implementers still lack the method.
        return {m.name for m in item.methods} | {v.name for v in item.values}
    return {m.name for m in item.methods if m.is_abstract}


def _signatures(judge: Judge, name: str, old: Class, new: Class) -> list[Change]:
    before = {m.name: m for m in old.methods}
    found = []
    for method in new.methods:
        known = before.get(method.name)
        if known is None or (old.form is Form.ABSTRACT and not known.is_abstract):
            continue
        for difference in judge.for_implementers(known, method):
            major = difference.bump is Bump.MAJOR
            found.append(
                _change(
                    ID if major else CHANGED,
                    f"{name}.{method.name}",
                    f"{name}.{method.name}(): {difference.message}",
                    difference.bump,
                )
            )
    return found


def _change(code: str, subject: str, message: str, bump: Bump) -> Change:
    return Change(
        code=code,
        subject=subject,
        message=f"{message}.",
        hint=HINT if bump is Bump.MAJOR else "",
        bump=bump,
        audience=Audience.CALLER,
    )
