"""
Rule: what was emitted stays readable by those who read it, and what was accepted stays accepted.
"""

import json
from collections.abc import Mapping
from typing import Literal

from wheelwright.compare.change import Audience, Bump, Change
from wheelwright.report.model import Json
from wheelwright.surface.errors import LibraryMissing
from wheelwright.surface.promises import Event, Pair

CHANGED = "event-changed"
ADDED = "event-added"
type Role = Literal["serializer", "deserializer"]
ROLES: Mapping[str, Role] = {"emitted": "serializer", "accepted": "deserializer"}
HINT = "Publish the new shape under a new version of its name, beside the old one."


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report stored schemas that the other side can no longer read, and those that are new.

    Raises:
        LibraryMissing: if schemas are stored and jsoncompat is not installed.
    """
    old, new = pair.old.events, pair.new.events
    found = []
    for name in sorted(old.keys() - new.keys()):
        found.append(_change(CHANGED, name, f"The {old[name].role} {name} is gone.", Bump.MAJOR))
    for name in sorted(new.keys() - old.keys()):
        found.append(_change(ADDED, name, f"{name} is {new[name].role} now.", Bump.MINOR))
    for name in sorted(old.keys() & new.keys()):
        if old[name].schema == new[name].schema and old[name].role == new[name].role:
            continue
        what = "; ".join(differences(old[name].schema, new[name].schema)) or "its schema differs"
        if _is_readable(old[name], new[name]):
            if _is_same(old[name], new[name]):
                continue
            message = f"The {new[name].role} {name} changed, compatibly: {what}."
            found.append(_change(ADDED, name, message, Bump.MINOR))
        else:
            side = "Readers" if old[name].role == "emitted" else "Senders"
            message = f"{side} of {name} that were right with {pair.old.version} are not: {what}."
            found.append(_change(CHANGED, name, message, Bump.MAJOR))
    return tuple(found)


def _is_readable(old: Event, new: Event) -> bool:
    return old.role == new.role and _compatible(old.schema, new.schema, ROLES[old.role])


def _is_same(old: Event, new: Event) -> bool:
    """
    Whether both allow the same documents: only titles, descriptions or order differ.
    """
    return not differences(old.schema, new.schema) and all(
        _compatible(old.schema, new.schema, role) for role in ROLES.values()
    )


def _compatible(old: Json, new: Json, role: Role) -> bool:
    try:
        import jsoncompat  # here: only the extra [contract] brings it
    except ImportError as exc:
        raise LibraryMissing("jsoncompat") from exc
    return bool(jsoncompat.check_compat(json.dumps(old), json.dumps(new), role))


def differences(old: Json, new: Json, path: str = "") -> tuple[str, ...]:
    """
    What differs between two schemas, in words, field by field.
    """
    before, after = _properties(old), _properties(new)
    found = [f"{path}{name} is gone" for name in before if name not in after]
    found += [f"{path}{name} is new" for name in after if name not in before]
    must_before, must_after = _required(old), _required(new)
    for name in before:
        if name not in after:
            continue
        one, two = before[name], after[name]
        if (name in must_before) != (name in must_after):
            found.append(f"{path}{name} is {'required' if name in must_after else 'optional'} now")
        for word in ("type", "enum", "format", "const"):
            a, b = _get(one, word), _get(two, word)
            if a != b:
                found.append(f"{path}{name} has {word} {json.dumps(b)}, it had {json.dumps(a)}")
        found += differences(one, two, f"{path}{name}.")
    return tuple(found)


def _get(schema: Json, name: str) -> Json:
    return schema.get(name) if isinstance(schema, Mapping) else None


def _properties(schema: Json) -> dict[str, Json]:
    found = _get(schema, "properties")
    return found if isinstance(found, dict) else {}


def _required(schema: Json) -> list[Json]:
    found = _get(schema, "required")
    return found if isinstance(found, list) else []


def _change(code: str, name: str, message: str, bump: Bump) -> Change:
    return Change(
        code=code,
        subject=name,
        message=message,
        hint=HINT if bump is Bump.MAJOR else "",
        bump=bump,
        audience=Audience.CALLER,
    )
