"""
Rule: work that the old release has queued can be done by the new one.
"""

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.compare.variance import Judge
from wheelwright.surface.promises import Pair

ID = "task-changed"
HINT = "Keep the task under its name, and let it take what was queued, until the next major."


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report background tasks that are gone or take less than they did.
    """
    judge = Judge(pair)
    found = []
    for name, old in sorted(pair.old.tasks.items()):
        new = pair.new.tasks.get(name)
        if new is None:
            message = f"The task {name} is gone: what is queued under it fails."
            found.append(_change(name, message, Bump.MAJOR))
            continue
        for difference in judge.for_callers(old, new):
            message = f"The task {name}: {difference.message}."
            found.append(_change(name, message, difference.bump))
    for name in sorted(pair.new.tasks.keys() - pair.old.tasks.keys()):
        found.append(_change(name, f"The task {name} is new.", Bump.MINOR))
    return tuple(found)


def _change(name: str, message: str, bump: Bump) -> Change:
    return Change(
        code=ID,
        subject=name,
        message=message,
        hint=HINT if bump is Bump.MAJOR else "",
        bump=bump,
        audience=Audience.OPERATOR,
    )
