"""
Rule: tables, columns and permissions keep their names: reports, grants and other releases use them.
"""

from collections.abc import Mapping

from wheelwright.compare.change import Audience, Bump, Change, DeployClass
from wheelwright.surface.promises import App, Model, Pair

TABLE = "table-moved"
PERMISSION = "permission-changed"
AUTO_FIELD = "auto-field-unset"


def check(pair: Pair) -> tuple[Change, ...]:
    """
    Report moved tables and columns, permissions that came or went, and an unset default key.
    """
    found = []
    for name, old in sorted(pair.old.models.items()):
        new = pair.new.models.get(name)
        if new is None:
            continue  # What becomes of its table is the migrations' to say.
        if old.table != new.table:
            message = f"The table of {name} was {old.table} and is {new.table}."
            found.append(_moved(name, message))
        for field in sorted(old.columns.keys() & new.columns.keys()):
            if old.columns[field] != new.columns[field]:
                message = f"The column of {name}.{field} was {old.columns[field]} and is "
                found.append(_moved(f"{name}.{field}", f"{message}{new.columns[field]}."))
    found += _permissions(pair)
    found += [
        Change(
            code=AUTO_FIELD,
            subject=app.label,
            message=f"The app {app.label} leaves its default primary key to the host's settings.",
            hint='Set default_auto_field = "django.db.models.BigAutoField" in its AppConfig, or a '
            "host with another default gets a migration of its own for your tables.",
            bump=None,
        )
        for app in pair.new.apps.values()
        if _leaves_its_key(app, pair.new.models)
        # As it was is no change; `wheelwright check` says it of every release.
        and not any(_leaves_its_key(a, pair.old.models) for a in _same(app, pair))
    ]
    return tuple(found)


def _leaves_its_key(app: App, models: Mapping[str, Model]) -> bool:
    return not app.has_auto_field and any(name.startswith(f"{app.label}.") for name in models)


def _same(app: App, pair: Pair) -> list[App]:
    return [old for old in pair.old.apps.values() if old.label == app.label]


def _permissions(pair: Pair) -> list[Change]:
    shared = pair.old.models.keys() & pair.new.models.keys()
    gone = pair.old.models.keys() - pair.new.models.keys()
    found = []
    for name in sorted(shared | gone):
        label = name.partition(".")[0]
        before = pair.old.models[name].permissions
        after = pair.new.models[name].permissions if name in shared else frozenset()
        # A permission of another model of the app is no substitute: grants name the model, too.
        for codename in sorted(before - after if name in shared else ()):
            message = f"The permission {label}.{codename} is gone: what was granted vanishes."
            found.append(_permission(f"{label}.{codename}", message, Bump.MAJOR))
        for codename in sorted(after - before):
            message = f"The permission {label}.{codename} is new."
            found.append(_permission(f"{label}.{codename}", message, Bump.MINOR))
    return found


def _moved(subject: str, message: str) -> Change:
    return Change(
        code=TABLE,
        subject=subject,
        message=message,
        hint="Set db_table and db_column to the names that are in the database.",
        bump=Bump.MAJOR,
        deploy=DeployClass.D2,
        audience=Audience.OPERATOR,
    )


def _permission(subject: str, message: str, bump: Bump) -> Change:
    return Change(
        code=PERMISSION,
        subject=subject,
        message=message,
        hint="Keep the codename, or move its grants in a migration in a major."
        if bump is Bump.MAJOR
        else "",
        bump=bump,
        audience=Audience.OPERATOR,
    )
