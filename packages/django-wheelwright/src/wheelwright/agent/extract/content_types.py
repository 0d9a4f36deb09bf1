"""
How do content types and permissions follow their models, while the previous release still serves?

The row of a content type is renamed in place: its id stays, and so does whatever names it. The old label
gets a shadow row with copies of the permissions and of who has them, for processes of the old release.
The closing migration, one release later, merges what they wrote meanwhile and removes the shadow.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.apps import apps
from django.db import connection

from wheelwright.agent.extract.states import Moves

BATCH = 1000
# What a row lock of a content type waits for is a transaction that has just named it.
WAIT = "SET LOCAL lock_timeout = '5s'"

FIND = """\
        SELECT id INTO {into} FROM {content_type}
            WHERE app_label = moving.{app} AND model = moving.name;
"""
MERGE_ROWS = """\
        FOR it IN SELECT * FROM (VALUES
            {columns}
        ) AS known (its_table, its_column) LOOP
            IF to_regclass(it.its_table) IS NOT NULL THEN
                EXECUTE format('UPDATE %1$s SET %2$s = $1 WHERE %2$s = $2', it.its_table, it.its_column)
                    USING kept, gone;
            END IF;
        END LOOP;
"""
MERGE_PERMISSIONS = """\
        UPDATE {permission} AS theirs SET content_type_id = kept
            WHERE theirs.content_type_id = gone AND NOT EXISTS (
                SELECT FROM {permission} AS mine
                    WHERE mine.content_type_id = kept AND mine.codename = theirs.codename);
{grants}        DELETE FROM {permission} WHERE content_type_id = gone;
"""
MERGE_GRANTS = """\
        INSERT INTO {table} ({holder}, {column})
            SELECT given.{holder}, mine.id FROM {table} AS given
                JOIN {permission} AS theirs ON theirs.id = given.{column} AND theirs.content_type_id = gone
                JOIN {permission} AS mine ON mine.codename = theirs.codename AND mine.content_type_id = kept
            ON CONFLICT DO NOTHING;
        DELETE FROM {table} USING {permission} AS theirs
            WHERE theirs.id = {table}.{column} AND theirs.content_type_id = gone;
"""
MERGE_KEYS = """\
        UPDATE {table} SET {column} = mine.id FROM {permission} AS theirs
            JOIN {permission} AS mine ON mine.codename = theirs.codename AND mine.content_type_id = kept
            WHERE theirs.id = {table}.{column} AND theirs.content_type_id = gone;
"""
REMOVE = "        DELETE FROM {content_type} WHERE id = gone;\n"
SHADOW = """\
        INSERT INTO {content_type} (app_label, model) VALUES (moving.old_app, moving.name)
            ON CONFLICT DO NOTHING;
"""
SHADOW_PERMISSIONS = """\
        INSERT INTO {permission} (name, content_type_id, codename)
            SELECT mine.name, shadow.id, mine.codename FROM {permission} AS mine, {content_type} AS shadow
                WHERE mine.content_type_id = kept
                    AND shadow.app_label = moving.old_app AND shadow.model = moving.name
            ON CONFLICT DO NOTHING;
"""
SHADOW_GRANTS = """\
        INSERT INTO {table} ({holder}, {column})
            SELECT given.{holder}, theirs.id FROM {table} AS given
                JOIN {permission} AS mine ON mine.id = given.{column} AND mine.content_type_id = kept
                JOIN {permission} AS theirs ON theirs.codename = mine.codename
                JOIN {content_type} AS shadow ON shadow.id = theirs.content_type_id
                    AND shadow.app_label = moving.old_app AND shadow.model = moving.name
            ON CONFLICT DO NOTHING;
"""
BLOCK = """\
DO $$
DECLARE
    moving record; it record; kept bigint; gone bigint;
BEGIN
    FOR moving IN SELECT * FROM (VALUES
            {models}
    ) AS models (old_app, name, new_app) LOOP
{body}    END LOOP;
END $$"""
BATCHES = """\
        FOR it IN SELECT * FROM (VALUES
            {columns}
        ) AS known (its_table, its_column) LOOP
            LOOP
                EXECUTE format(
                    'UPDATE %1$s SET %2$s = $1 WHERE ctid = ANY (ARRAY('
                    'SELECT ctid FROM %1$s WHERE %2$s = $2 LIMIT {batch}))', it.its_table, it.its_column)
                    USING kept, gone;
                GET DIAGNOSTICS changed = ROW_COUNT;
                COMMIT;
                EXIT WHEN changed = 0;
            END LOOP;
        END LOOP;
"""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Keepers:
    """
    The tables that name content types and permissions here, quoted.
    """

    content_type: str
    permission: str  # empty without django.contrib.auth
    columns: tuple[tuple[str, str], ...]
    grants: tuple[tuple[str, str, str], ...]
    permission_keys: tuple[tuple[str, str], ...]


def keepers() -> Keepers | None:
    """
    What this project has of them; None without django.contrib.contenttypes.
    """
    if not apps.is_installed("django.contrib.contenttypes"):
        return None
    has_auth = apps.is_installed("django.contrib.auth")
    fields = list(_fields())
    return Keepers(
        content_type=_table(apps.get_model("contenttypes", "ContentType")),
        permission=_table(apps.get_model("auth", "Permission")) if has_auth else "",
        columns=tuple(
            (_table(f.model), _quoted(f.column))
            for f in _naming(fields, "contenttypes.ContentType")
            if f.model._meta.label != "auth.Permission"
        ),
        grants=tuple(
            (
                _table(f.remote_field.through),
                _quoted(f.m2m_column_name()),
                _quoted(f.m2m_reverse_name()),
            )
            for f in fields
            if f.many_to_many
            and _names(f, "auth.Permission")
            and hasattr(f, "m2m_column_name")
            and f.remote_field.through._meta.auto_created
        ),
        permission_keys=tuple(
            (_table(f.model), _quoted(f.column)) for f in _naming(fields, "auth.Permission")
        ),
    )


def _naming(fields: Iterable[Any], label: str) -> Iterator[Any]:
    return (f for f in fields if not f.many_to_many and _names(f, label))


def _names(field: Any, label: str) -> bool:
    return cast(bool, field.remote_field.model._meta.label == label)


def _fields() -> Iterator[Any]:
    for model in apps.get_models():
        options = cast(Any, model._meta)
        if options.managed and not options.proxy:
            fields = (*options.local_fields, *options.local_many_to_many)
            yield from (f for f in fields if hasattr(f.remote_field, "model"))


def _table(model: Any) -> str:
    return _quoted(model._meta.db_table)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def forward(known: Keepers, wanted: Moves) -> tuple[str, ...]:
    """
    The rows get their new label, and the old one a shadow. Where the new code was faster and has made
    rows of its own, those are merged first.
    """
    body = (
        _find(known, into="kept", app="old_app")
        + "        CONTINUE WHEN kept IS NULL;\n"
        + _find(known, into="gone", app="new_app")
        + "        IF gone IS NOT NULL THEN\n"
        + _indented(_merge(known))
        + "        END IF;\n"
        + f"        UPDATE {known.content_type} SET app_label = moving.new_app WHERE id = kept;\n"
        + _shadow(known)
    )
    return WAIT, _block(wanted, body)


def backward(known: Keepers, wanted: Moves) -> tuple[str, ...]:
    """
    What was written under the shadow is merged, and the rows get their old label back.
    """
    body = (
        _find(known, into="kept", app="new_app")
        + "        CONTINUE WHEN kept IS NULL;\n"
        + _find(known, into="gone", app="old_app")
        + "        IF gone IS NOT NULL THEN\n"
        + _indented(_merge(known))
        + "        END IF;\n"
        + f"        UPDATE {known.content_type} SET app_label = moving.old_app WHERE id = kept;\n"
    )
    return WAIT, _block(wanted, body)


def close(known: Keepers, wanted: Moves) -> tuple[str, ...]:
    """
    What the old release wrote under the shadows is merged, in batches with a commit each; then they go.
    """
    found = (
        _find(known, into="gone", app="old_app")
        + _find(known, into="kept", app="new_app")
        + "        CONTINUE WHEN gone IS NULL OR kept IS NULL;\n"
    )
    rows = BATCHES.format(columns=_values(known.columns), batch=BATCH) if known.columns else ""
    batches = _block(wanted, found + rows).replace("gone bigint;", "gone bigint; changed bigint;")
    return (*([batches] if rows else []), _block(wanted, found + _merge(known)))


def reopen(known: Keepers, wanted: Moves) -> tuple[str, ...]:
    """
    The shadows are made again.
    """
    found = _find(known, into="kept", app="new_app") + "        CONTINUE WHEN kept IS NULL;\n"
    return (_block(wanted, found + _shadow(known)),)


def _find(known: Keepers, *, into: str, app: str) -> str:
    return FIND.format(into=into, app=app, content_type=known.content_type)


def _merge(known: Keepers) -> str:
    """
    Whatever names the content type `gone` names `kept` from now on.
    """
    text = MERGE_ROWS.format(columns=_values(known.columns)) if known.columns else ""
    if known.permission:
        grants = "".join(
            MERGE_GRANTS.format(table=t, holder=h, column=c, permission=known.permission)
            for t, h, c in known.grants
        )
        grants += "".join(
            MERGE_KEYS.format(table=t, column=c, permission=known.permission)
            for t, c in known.permission_keys
        )
        text += MERGE_PERMISSIONS.format(permission=known.permission, grants=grants)
    return text + REMOVE.format(content_type=known.content_type)


def _shadow(known: Keepers) -> str:
    names = {"content_type": known.content_type, "permission": known.permission}
    text = SHADOW.format(**names)
    if known.permission:
        text += SHADOW_PERMISSIONS.format(**names)
        text += "".join(
            SHADOW_GRANTS.format(table=t, holder=h, column=c, **names) for t, h, c in known.grants
        )
    return text


def _indented(text: str) -> str:
    return "".join(f"    {line}" for line in text.splitlines(keepends=True))


def _block(wanted: Moves, body: str) -> str:
    models = [(move.old[0], move.old[1], move.new[0]) for move in wanted.values()]
    return BLOCK.format(models=_values(models), body=body)


def _values(rows: Iterable[tuple[str, ...]]) -> str:
    quoted = (
        "(" + ", ".join("'" + each.replace("'", "''") + "'" for each in row) + ")" for row in rows
    )
    return ",\n            ".join(quoted)
