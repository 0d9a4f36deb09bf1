"""
Rule: a value has the fields it had; what a new field costs depends on who makes the value.
"""

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.compare.roles import roles
from wheelwright.compare.variance import Judge
from wheelwright.surface.promises import Pair
from wheelwright.surface.values import Class, Field, Form

ID = "api-changed"
VALUES = (Form.DATACLASS, Form.NAMED_TUPLE, Form.TYPED_DICT)


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report fields that came, went, moved or changed their type.
    """
    judge = Judge(pair)
    made, received = roles(pair.old.surface)
    found = []
    for name, old in sorted(pair.old.surface.classes.items()):
        new = pair.new.surface.classes.get(name)
        if new is None or old.form not in VALUES or new.form is not old.form:
            continue
        short = name.rpartition(".")[2]
        # A value that no signature mentions may be made by anybody.
        is_made = short in made or short not in received
        is_received = short in received or short not in made
        found += _removed(name, old, new)
        found += _added(name, old, new, is_made=is_made)
        found += _moved(name, old, new, is_made=is_made)
        found += _changed(judge, name, old, new, is_made=is_made, is_received=is_received)
    return tuple(found)


def _removed(name: str, old: Class, new: Class) -> list[Change]:
    after = {f.name for f in new.fields} | {v.name for v in new.values}
    return [
        _change(name, field.name, "is gone", Bump.MAJOR)
        for field in old.fields
        # Dataclasses lose an attribute under the rule for members.
        if field.name not in after and old.form is not Form.DATACLASS
    ]


def _added(name: str, old: Class, new: Class, *, is_made: bool) -> list[Change]:
    before = {f.name for f in old.fields}
    found = []
    for field in new.fields:
        if field.name in before:
            continue
        if old.form is Form.NAMED_TUPLE:
            found.append(_change(name, field.name, "is new: unpacking it breaks", Bump.MAJOR))
        elif field.required and is_made:
            found.append(_change(name, field.name, "must be given by whoever makes it", Bump.MAJOR))
        elif old.form is not Form.DATACLASS:
            found.append(_change(name, field.name, "is new", Bump.MINOR))
    return found


def _moved(name: str, old: Class, new: Class, *, is_made: bool) -> list[Change]:
    before, after = _positional(old), _positional(new)
    common = [f for f in before if f in after]
    reordered = common != [f for f in after if f in common]
    # A new field among the old ones moves those behind it for whoever makes it by position.
    pushed = is_made and after[: len(common)] != common and len(after) > len(common)
    if old.form is Form.DATACLASS and (reordered or pushed):
        return [_change(name, "order", "of its positional fields is another", Bump.MAJOR)]
    if old.form is Form.NAMED_TUPLE and reordered:
        return [_change(name, "order", "of its fields is another", Bump.MAJOR)]
    return []


def _positional(item: Class) -> list[str]:
    return [f.name for f in item.fields if not f.keyword_only]


def _changed(
    judge: Judge, name: str, old: Class, new: Class, *, is_made: bool, is_received: bool
) -> list[Change]:
    after = {f.name: f for f in new.fields}
    found = []
    for field in old.fields:
        other = after.get(field.name)
        if other is None:
            continue
        bumps = [
            judge.input_bump(field.type, other.type) if is_made else None,
            judge.output_bump(field.type, other.type) if is_received else None,
        ]
        worst = max((b for b in bumps if b), default=None)
        if worst:
            found.append(_change(name, field.name, f"is {other.type}, it was {field.type}", worst))
        found += _presence(name, field, other, old, is_made=is_made, is_received=is_received)
    return found


def _presence(
    name: str, old: Field, new: Field, item: Class, *, is_made: bool, is_received: bool
) -> list[Change]:
    if new.required and not old.required and is_made:
        return [_change(name, old.name, "must be given by whoever makes it", Bump.MAJOR)]
    if old.required and not new.required:
        # A key that may be missing surprises whoever reads it; a default surprises nobody.
        breaks = item.form is Form.TYPED_DICT and is_received
        bump = Bump.MAJOR if breaks else Bump.MINOR
        return [_change(name, old.name, "may be left out", bump)]
    if new.keyword_only and not old.keyword_only and is_made and item.form is Form.DATACLASS:
        return [_change(name, old.name, "is given by name only", Bump.MAJOR)]
    if old.default != new.default and is_made and not new.required:
        message = f"is {new.default} unless given; it was {old.default}"
        return [_change(name, old.name, message, Bump.MAJOR, softens=True)]
    return []


def _change(name: str, field: str, what: str, bump: Bump, *, softens: bool = False) -> Change:
    soft = " If it is meant, say so in a fragment of type `behaviour`." if softens else ""
    return Change(
        code=ID,
        subject=f"{name}.{field}",
        message=f"{name}.{field} {what}.",
        hint=("Add a field with a default at the end instead." if bump is Bump.MAJOR else "")
        + soft,
        bump=bump,
        audience=Audience.CALLER,
        softens=softens,
        evidence=f"{ID}:{name}",
    )
