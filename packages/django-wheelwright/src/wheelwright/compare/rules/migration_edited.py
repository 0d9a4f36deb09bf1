"""
Rule: a migration that shipped stays as it is, for ever.
"""

from wheelwright.compare.change import Audience, Bump, Change, DeployClass
from wheelwright.surface.promises import Pair

ID = "released-migration-edited"
SQUASHED = "migration-squashed"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report released migrations that changed, or that vanished without a squash in their place.
    """
    old, new = pair.old.migrations, pair.new.migrations
    replaced = {
        f"{app}.{name}"
        for side in (old, new)
        for migration in side.values()
        if migration.label in new
        for app, name in migration.replaces
    }
    announced = {
        f"{app}.{name}" for m in old.values() if m.label in new for app, name in m.replaces
    }
    found = []
    for label, migration in sorted(old.items()):
        if label not in new and label in replaced:
            if label in announced:
                found.append(_dropped(pair, label))
        elif label not in new or new[label].code != migration.code:
            what = "has changed" if label in new else "has vanished"
            found.append(
                Change(
                    code=ID,
                    subject=label,
                    message=f"The migration {label} shipped in {pair.old.version} and {what}.",
                    hint="Restore the file and put the change into a new migration: databases that "
                    "ran the old one will never run it again.",
                    bump=None,
                )
            )
    return tuple(found)


def _dropped(pair: Pair, label: str) -> Change:
    return Change(
        code=SQUASHED,
        subject=label,
        message=f"The replaced migration {label} is gone: a host must be at {pair.old.version} first.",
        hint="Name the release that a host must have run before this one.",
        bump=Bump.MAJOR,
        deploy=DeployClass.D2,
        audience=Audience.OPERATOR,
        evidence=f"migration:{label}",
    )
