"""
Rule: what a public class offers stays on offer.
"""

from wheelwright.contract.change import Audience, Bump, Change
from wheelwright.contract.facts import Pair
from wheelwright.contract.roles import is_port
from wheelwright.contract.surface import Class, Form

REMOVED = "api-removed"
ADDED = "api-added"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report methods and attributes that came or went, of classes that hosts call.
    """
    found = []
    for name, old in sorted(pair.old.surface.classes.items()):
        new = pair.new.surface.classes.get(name)
        if new is None or (is_port(pair.old.surface, old) and old.form is Form.PROTOCOL):
            continue
        # Hosts implement the abstract methods; only the others are theirs to call.
        abstract = {m.name for m in (*old.methods, *new.methods) if m.is_abstract}
        if old.form is not Form.ABSTRACT:
            abstract = set()
        before, after = _offered(old) - abstract, _offered(new) - abstract
        found += [_change(REMOVED, name, member) for member in sorted(before - after)]
        found += [_change(ADDED, name, member) for member in sorted(after - before)]
    return tuple(found)


def _offered(item: Class) -> set[str]:
    offered = {m.name for m in item.methods} | {v.name for v in item.values}
    # Fields of a value class are compared field by field; elsewhere they are attributes.
    return offered | ({f.name for f in item.fields} if item.form is Form.DATACLASS else set())


def _change(code: str, name: str, member: str) -> Change:
    gone = code == REMOVED
    return Change(
        code=code,
        subject=f"{name}.{member}",
        message=f"{name}.{member} is {'gone' if gone else 'new'}.",
        hint="Keep it, deprecated, until the next major." if gone else "",
        bump=Bump.MAJOR if gone else Bump.MINOR,
        audience=Audience.CALLER,
    )
