"""
Which tables of this project name content types and permissions, and who keeps who may do what?
"""

import dataclasses
from collections.abc import Iterator
from typing import Any, cast

from django.apps import apps
from django.db import connection


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Keepers:
    """
    The tables that name content types and permissions here, quoted.
    """

    content_type: str
    permission: str  # empty without django.contrib.auth
    columns: tuple[tuple[str, str], ...]  # keys
    links: tuple[tuple[str, str, str], ...]  # many-to-many: table, the other side's column, its own
    heirs: tuple[tuple[str, str], ...]  # of models that inherit from ContentType
    grants: tuple[tuple[str, str, str], ...]
    permission_keys: tuple[tuple[str, str], ...]


def keepers() -> Keepers | None:
    """
    What this project has of them; None without django.contrib.contenttypes.
    """
    if not apps.is_installed("django.contrib.contenttypes"):
        return None
    has_auth = apps.is_installed("django.contrib.auth")
    content_type = apps.get_model("contenttypes", "ContentType")
    permission = apps.get_model("auth", "Permission") if has_auth else None
    fields = list(_fields())
    keys = [f for f in fields if not f.many_to_many and f.model is not permission]
    return Keepers(
        content_type=_table(content_type),
        permission=_table(permission) if permission else "",
        columns=tuple(_column(f) for f in keys if _names(f, content_type) and not _is_parent(f)),
        links=tuple(_link(f) for f in fields if _names(f, content_type) and _is_simple(f)),
        heirs=tuple(_column(f) for f in keys if _names(f, content_type) and _is_parent(f)),
        grants=tuple(_link(f) for f in fields if _names(f, permission) and _is_simple(f)),
        permission_keys=tuple(
            _column(f) for f in keys if _names(f, permission) and not _is_parent(f)
        ),
    )


def _names(field: Any, model: Any) -> bool:
    """
    Whether it names this model, a proxy of it or one that inherits from it.
    """
    return model is not None and issubclass(field.remote_field.model, model)


def _is_parent(field: Any) -> bool:
    return bool(getattr(field.remote_field, "parent_link", False))


def _is_simple(field: Any) -> bool:
    """
    Whether it is a many-to-many field with a table that Django made: two columns and nothing else.
    """
    made = field.many_to_many and hasattr(field, "m2m_column_name")
    return bool(made and field.remote_field.through._meta.auto_created)


def _column(field: Any) -> tuple[str, str]:
    return _table(field.model), _quoted(field.column)


def _link(field: Any) -> tuple[str, str, str]:
    return (
        _table(field.remote_field.through),
        _quoted(field.m2m_column_name()),
        _quoted(field.m2m_reverse_name()),
    )


def _fields() -> Iterator[Any]:
    for model in apps.get_models():
        options = cast(Any, model._meta)
        if options.managed and not options.proxy:
            fields = (*options.local_fields, *options.local_many_to_many)
            yield from (
                f for f in fields if isinstance(getattr(f.remote_field, "model", None), type)
            )


def _table(model: Any) -> str:
    return _quoted(model._meta.db_table)


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
