"""
How do content types and permissions follow their models, while the previous release still serves?

The row of a content type is renamed in place: its id stays, and so does whatever names it. The old label
gets a shadow row with copies of the permissions and of who has them, for processes of the old release.
The closing migration, one release later, merges what they wrote meanwhile and removes the shadow.
"""

from collections.abc import Iterable

from wheelwright.agent.extract import content_type_sql as sql
from wheelwright.agent.extract.keepers import Keepers
from wheelwright.agent.extract.states import Moves


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
    return sql.WAIT, _block(wanted, body)


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
    return sql.WAIT, _block(wanted, body)


def close(known: Keepers, wanted: Moves) -> tuple[str, ...]:
    """
    What the old release wrote under the shadows is merged, in batches with a commit each; then they go.
    """
    found = (
        _find(known, into="gone", app="old_app")
        + _find(known, into="kept", app="new_app")
        + "        CONTINUE WHEN gone IS NULL OR kept IS NULL;\n"
    )
    rows = (
        sql.BATCHES.format(columns=_values(known.columns), batch=sql.BATCH) if known.columns else ""
    )
    batches = _block(wanted, found + rows).replace("gone bigint;", "gone bigint; changed bigint;")
    return (*([batches] if rows else []), _block(wanted, found + _merge(known)))


def reopen(known: Keepers, wanted: Moves) -> tuple[str, ...]:
    """
    The shadows are made again.
    """
    found = _find(known, into="kept", app="new_app") + "        CONTINUE WHEN kept IS NULL;\n"
    return (_block(wanted, found + _shadow(known)),)


def _find(known: Keepers, *, into: str, app: str) -> str:
    return sql.FIND.format(into=into, app=app, content_type=known.content_type)


def _merge(known: Keepers) -> str:
    """
    Whatever names the content type `gone` names `kept` from now on.
    """
    text = sql.MERGE_ROWS.format(columns=_values(known.columns)) if known.columns else ""
    text += "".join(sql.MERGE_LINKS.format(table=t, holder=h, column=c) for t, h, c in known.links)
    if known.permission:
        grants = "".join(
            sql.MERGE_GRANTS.format(table=t, holder=h, column=c, permission=known.permission)
            for t, h, c in known.grants
        )
        grants += "".join(
            sql.MERGE_KEYS.format(table=t, column=c, permission=known.permission)
            for t, c in known.permission_keys
        )
        text += sql.MERGE_PERMISSIONS.format(permission=known.permission, grants=grants)
    text += "".join(sql.REMOVE_HEIR.format(table=t, column=c) for t, c in known.heirs)
    return text + sql.REMOVE.format(content_type=known.content_type)


def _shadow(known: Keepers) -> str:
    names = {"content_type": known.content_type, "permission": known.permission}
    text = sql.SHADOW.format(**names)
    if known.permission:
        text += sql.SHADOW_PERMISSIONS.format(**names)
        text += "".join(
            sql.SHADOW_GRANTS.format(table=t, holder=h, column=c, **names)
            for t, h, c in known.grants
        )
    return text


def _indented(text: str) -> str:
    return "".join(f"    {line}" for line in text.splitlines(keepends=True))


def _block(wanted: Moves, body: str) -> str:
    models = [(move.old[0], move.old[1], move.new[0]) for move in wanted.values()]
    return sql.BLOCK.format(models=_values(models), body=body)


def _values(rows: Iterable[tuple[str, ...]]) -> str:
    quoted = (
        "(" + ", ".join("'" + each.replace("'", "''") + "'" for each in row) + ")" for row in rows
    )
    return ",\n            ".join(quoted)
