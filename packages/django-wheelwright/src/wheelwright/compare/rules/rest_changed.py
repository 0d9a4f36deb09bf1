"""
Rule: a client of the REST interface sends what it sent and finds what it found.
"""

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.surface.promises import Pair, Schema

ID = "rest-changed"
HINT = "Offer a new route or field beside the old one until the next major."


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report routes and fields of bodies that came, went or changed.
    """
    old, new = pair.old, pair.new
    found = [
        _change(route, f"The route {route} is gone.", Bump.MAJOR)
        for route in sorted(old.routes - new.routes)
    ]
    found += [
        _change(route, f"The route {route} is new.", Bump.MINOR)
        for route in sorted(new.routes - old.routes)
    ]
    for name in sorted(old.schemas.keys() & new.schemas.keys()):
        found += _body(old.schemas[name], new.schemas[name])
    return tuple(found)


def _body(old: Schema, new: Schema) -> list[Change]:
    taken, given = old.role in ("in", "both"), old.role in ("out", "both")
    found = []
    for field in sorted(old.fields.keys() | new.fields.keys()):
        subject = f"{old.name}.{field}"
        before, after = old.fields.get(field), new.fields.get(field)
        if after is None:
            found.append(_change(subject, f"{subject} is gone.", Bump.MAJOR))
        elif before is None:
            required = taken and after[1]
            what = "must be sent now" if required else "is new"
            found.append(
                _change(subject, f"{subject} {what}.", Bump.MAJOR if required else Bump.MINOR)
            )
        elif before[0] != after[0]:
            message = f"{subject} is {after[0]}, it was {before[0]}."
            found.append(_change(subject, message, _retyped(before[0], after[0], taken, given)))
        elif after[1] and not before[1] and taken:
            found.append(_change(subject, f"{subject} must be sent now.", Bump.MAJOR))
        elif before[1] and not after[1] and taken:
            found.append(_change(subject, f"{subject} may be left out.", Bump.MINOR))
    return found


def _retyped(old: str, new: str, taken: bool, given: bool) -> Bump:
    optional = {f"{old} | None", f"None | {old}", f"Optional[{old}]"}
    widened = new in optional
    narrowed = old in {f"{new} | None", f"None | {new}", f"Optional[{new}]"}
    if (widened and not given) or (narrowed and not taken):
        return Bump.MINOR
    return Bump.MAJOR


def _change(subject: str, message: str, bump: Bump) -> Change:
    return Change(
        code=ID,
        subject=subject,
        message=message,
        hint=HINT if bump is Bump.MAJOR else "",
        bump=bump,
        audience=Audience.CALLER,
        # A fragment's first line is a list of words, and a route has a space in it.
        evidence=f"{ID}:{subject.replace(' ', '')}",
    )
