"""
Rule: a name for a type stands for what hosts may pass, or must expect, as before.
"""

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.compare.roles import roles
from wheelwright.compare.variance import Judge
from wheelwright.surface.promises import Pair
from wheelwright.surface.values import Alias

ID = "api-changed"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report aliases that now stand for more, or for less.
    """
    judge = Judge(pair)
    made, received = roles(pair.old.surface)
    found = []
    for name, old in sorted(pair.old.surface.items.items()):
        new = pair.new.surface.items.get(name)
        if not isinstance(old, Alias) or not isinstance(new, Alias):
            continue
        short = name.rpartition(".")[2]
        unmentioned = short not in made and short not in received
        bumps = [
            judge.input_bump(old.type, new.type) if short in made or unmentioned else None,
            judge.output_bump(old.type, new.type) if short in received or unmentioned else None,
        ]
        worst = max((b for b in bumps if b), default=None)
        if worst:
            found.append(
                Change(
                    code=ID,
                    subject=name,
                    message=f"{name} stands for {new.type}, it stood for {old.type}.",
                    hint="Give the new type a new name." if worst is Bump.MAJOR else "",
                    bump=worst,
                    audience=Audience.CALLER,
                )
            )
    return tuple(found)
