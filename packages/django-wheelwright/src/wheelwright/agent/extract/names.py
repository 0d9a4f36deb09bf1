"""
Is there anything to migrate? The names on disk against one SELECT; Django is not set up for it.
"""

import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

from wheelwright.agent.extract import on_disk
from wheelwright.agent.extract.on_disk import Key

NOTHING, SOMETHING, UNKNOWN = 0, 1, 2
APPLIED = "SELECT app, name FROM django_migrations"
NO_TABLE = "42P01"
SHOWN = 12
# Of OPTIONS, what Django takes for itself.
DJANGOS = ("isolation_level", "server_side_binding", "assume_role", "pool")


def main() -> NoReturn:
    """
    The words are the settings module and, if it is another than theirs, the database's URL.
    """
    settings, database = sys.argv[1], sys.argv[2]
    try:
        module = importlib.import_module(settings)
    except Exception as exc:
        _stop(
            f"{settings} cannot be imported: {type(exc).__name__}: {exc}.",
            "Name it with --settings.",
        )
    installed = getattr(module, "INSTALLED_APPS", ())
    modules = getattr(module, "MIGRATION_MODULES", {})
    try:
        files = dict(on_disk.migrations(installed, modules))
    except on_disk.AppNotFound as exc:
        _stop(
            f"INSTALLED_APPS names {exc}, which is not there.",
            "Name the project's Python: --python.",
        )
    applied = _applied(_url(database) if database else _configured(module))
    left = sorted(key for key in files.keys() - applied if not _stands_for(files[key], applied))
    if not left:
        print(f"Nothing to migrate: {len(files):,} migrations on disk, all of them applied.")  # noqa: T201
        sys.exit(NOTHING)
    named = ", ".join(f"{app}.{name}" for app, name in left[:SHOWN])
    more = f" and {len(left) - SHOWN:,} more" if len(left) > SHOWN else ""
    print(f"{len(left):,} of {len(files):,} migrations are not applied: {named}{more}.")  # noqa: T201
    sys.exit(SOMETHING)


def _configured(module: Any) -> Mapping[str, Any]:
    own = getattr(module, "DATABASES", {}).get("default", {})
    if "postg" not in own.get("ENGINE", ""):
        _stop("The default database is not PostgreSQL.", "Name one with --database postgresql://….")
    names = {
        "NAME": "dbname",
        "USER": "user",
        "PASSWORD": "password",
        "HOST": "host",
        "PORT": "port",
    }
    more = {k: v for k, v in own.get("OPTIONS", {}).items() if k not in DJANGOS}
    return {new: str(own[old]) for old, new in names.items() if own.get(old)} | more


def _url(text: str) -> Mapping[str, Any]:
    parts = urlsplit(text)
    found = {
        "dbname": parts.path.lstrip("/"),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "host": parts.hostname or "",
        "port": str(parts.port or ""),
    }
    return {name: value for name, value in found.items() if value}


def _applied(where: Mapping[str, Any]) -> set[Key]:
    try:
        import psycopg as driver
    except ImportError:
        import psycopg2 as driver  # type: ignore[import-untyped,no-redef]  # the older of the two
    try:
        connection = driver.connect(**where)
        cursor = connection.cursor()
        cursor.execute(APPLIED)
        return {(str(app), str(name)) for app, name in cursor.fetchall()}
    except driver.Error as exc:
        if NO_TABLE in (getattr(exc, "sqlstate", None), getattr(exc, "pgcode", None)):
            return set()
        said = " ".join(str(exc).split())
        _stop(f"The database does not answer: {said}.", "Name another with --database.")


def _stands_for(file: str, applied: set[Key]) -> bool:
    """
    Is it the squash of migrations that have all run? Then `migrate` only writes its name down.
    """
    with open(file, encoding="utf-8") as opened:
        text = opened.read()
    if "replaces" not in text:
        return False
    import ast  # here: hardly anybody has one

    lines = (
        line
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef)
        for line in node.body
    )
    for line in lines:
        if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == "replaces":
            try:
                replaced = [(str(app), str(name)) for app, name in ast.literal_eval(line.value)]
            except (ValueError, TypeError):
                return False
            return bool(replaced) and applied.issuperset(replaced)
    return False


def _stop(what: str, remedy: str) -> NoReturn:
    os.write(2, f"{what} {remedy}\n".encode())
    sys.exit(UNKNOWN)
