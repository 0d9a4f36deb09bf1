"""
Rows that name models by their content type are made to name those that move: rights, generic keys, the log.
"""

from __future__ import annotations  # Django's classes are generic only for type checkers

import itertools
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models, transaction

from wheelwright.agent.events import Say
from wheelwright.agent.extract.inventory import generic_columns


def hold(*, say: Say, labels: list[str]) -> None:
    """
    Give a group and a user the permissions of these models, and lead generic keys to their rows.
    """
    if not apps.is_installed("django.contrib.contenttypes"):
        return
    from django.contrib.contenttypes.models import ContentType  # only where it is installed

    moving = [apps.get_model(label) for label in labels]
    kinds = {m: ContentType.objects.get_for_model(m, for_concrete_model=False) for m in moving}
    keyed = [
        (kind, m._base_manager.order_by("pk").values_list("pk", flat=True).first())
        for m, kind in kinds.items()
    ]
    targets = [(kind.pk, str(key)) for kind, key in keyed if key is not None]
    for model in apps.get_models(include_auto_created=True):
        for columns in generic_columns(model):
            say("led", table=model._meta.db_table, rows=_lead(model, columns, targets))
    if apps.is_installed("django.contrib.auth"):
        _grant(say, list(kinds.values()))


def _lead(model: type[models.Model], columns: tuple[str, str], targets: list[Any]) -> int:
    """
    The first rows, one for each model in turn; how many took it.
    """
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    own = quote(str(model._meta.pk.column))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {own} FROM {table} ORDER BY {own} LIMIT %s", [2 * len(targets)])
        rows = [row for (row,) in cursor.fetchall()]
    led = 0
    for row, (kind, key) in zip(rows, itertools.cycle(targets), strict=False):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    f"UPDATE {table} SET {quote(columns[0])} = %s, {quote(columns[1])} = %s"
                    f" WHERE {own} = %s",
                    [kind, key, row],
                )
                led += 1
        except (DatabaseError, ValueError):  # a rule of this table, or keys of another type
            continue
    return led


def _grant(say: Say, kinds: list[Any]) -> None:
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group, Permission

    permissions = list(Permission.objects.filter(content_type__in=kinds).order_by("pk"))
    group, _ = Group.objects.get_or_create(name="wheelwright: whoever works with what moves")
    group.permissions.add(*permissions)
    users: Any = get_user_model()
    found = list(users._base_manager.order_by("pk")[:2])
    if len(found) == 2 and all(hasattr(users, n) for n in ("groups", "user_permissions")):
        found[0].groups.add(group)
        found[1].user_permissions.add(*permissions)
    say("held", permissions=len(permissions), users=len(found))
