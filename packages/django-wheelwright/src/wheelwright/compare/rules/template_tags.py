"""
Rule: a template that worked keeps working: its tags and filters stay, and take what they took.
"""

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.compare.rules.signatures import change
from wheelwright.compare.variance import Judge
from wheelwright.surface.promises import Pair


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report tags and filters that came, went or take something else.
    """
    judge = Judge(pair)
    old, new = pair.old.tags, pair.new.tags
    found = [
        _change("api-removed", name, "is gone", Bump.MAJOR)
        for name in sorted(old.keys() - new.keys())
    ]
    found += [
        _change("api-added", name, "is new", Bump.MINOR) for name in sorted(new.keys() - old.keys())
    ]
    for name in sorted(old.keys() & new.keys()):
        found += [
            change(name, difference) for difference in judge.for_callers(old[name], new[name])
        ]
    return tuple(found)


def _change(code: str, name: str, what: str, bump: Bump) -> Change:
    kind = "filter" if "|" in name else "tag"
    return Change(
        code=code,
        subject=name,
        message=f"The template {kind} {name} {what}.",
        hint="Keep it until the next major." if bump is Bump.MAJOR else "",
        bump=bump,
        audience=Audience.CALLER,
    )
