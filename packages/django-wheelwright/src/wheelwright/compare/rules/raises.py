"""
Rule: a function refuses only in ways that its callers were told to expect.
"""

import builtins

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.surface.promises import Pair
from wheelwright.surface.values import Function, Surface

ID = "api-changed"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report documented exceptions (`Raises:`) that a function did not document before. One that
    descends from what was documented, or from a public error of the package, is expected.
    """
    found = []
    for name, old in sorted(pair.old.surface.functions.items()):
        new = pair.new.surface.functions.get(name)
        if new is None or not old.raises:
            continue
        for error in new.raises:
            if error in old.raises:
                continue
            expected = _is_expected(error, old, pair.old.surface, pair.new.surface)
            found.append(
                Change(
                    code=ID,
                    subject=f"{name}.raises.{error}",
                    message=f"{name}() may raise {error} now.",
                    hint=""
                    if expected
                    else "Raise one of the package's own errors: callers do not catch this one.",
                    bump=Bump.MINOR if expected else Bump.MAJOR,
                    audience=Audience.CALLER,
                    evidence=f"{ID}:{name}",
                )
            )
    return tuple(found)


def _is_expected(error: str, function: Function, old: Surface, new: Surface) -> bool:
    above = new.ancestors.get(error)
    if above is None:
        # Not of this wheel: a built-in is outside every base; another package's cannot be judged.
        return not hasattr(builtins, error)
    known = set(function.raises) | {n.rpartition(".")[2] for n in old.classes}
    return bool(above & known)
