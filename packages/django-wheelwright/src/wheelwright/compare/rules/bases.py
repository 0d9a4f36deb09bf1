"""
Rule: a class stays what it is a kind of; `except` and `isinstance` depend on it.
"""

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.surface.promises import Pair

ID = "api-changed"
# What only says how a class is made, not what its instances are.
MACHINERY = ("typing.Generic", "abc.ABC", "typing.Protocol", "object")


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report ancestors that a public class has lost.
    """
    found = []
    for name, old in sorted(pair.old.surface.classes.items()):
        new = pair.new.surface.classes.get(name)
        if new is None or new.form is not old.form:
            continue
        public = {n.rpartition(".")[2] for n in pair.old.surface.classes}
        for base in old.ancestors:
            # A private class between two public ones is nobody's business.
            if base in new.ancestors or base.partition("[")[0] in MACHINERY:
                continue
            if "." in base or base in public or base in dir(__builtins__):
                found.append(
                    Change(
                        code=ID,
                        subject=f"{name}.{base}",
                        message=f"{name} is no longer a {base}.",
                        hint="Keep the base: callers catch or test for it.",
                        bump=Bump.MAJOR,
                        audience=Audience.CALLER,
                        evidence=f"{ID}:{name}",
                    )
                )
    return tuple(found)
