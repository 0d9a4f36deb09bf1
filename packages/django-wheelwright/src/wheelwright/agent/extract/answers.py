"""
What does this code find in a database: who may do what, and which rows do generic keys lead to?
"""

from __future__ import annotations  # Django's classes are generic only for type checkers

from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection, models

from wheelwright.agent.events import Say
from wheelwright.agent.extract.inventory import generic_columns

MOST = 500  # rows of one table that are followed
USERS = 20


def answers(*, say: Say) -> None:
    """
    Say it with the models and the authorisation of this code.
    """
    if not apps.is_installed("django.contrib.contenttypes"):
        return
    from django.contrib.contenttypes.models import ContentType  # only where it is installed

    for kind in ContentType.objects.order_by("pk"):
        say("type", id=kind.pk, app=kind.app_label, model=kind.model)
    for model in apps.get_models(include_auto_created=True):
        for kind_column, key_column in generic_columns(model):
            try:
                _followed(say, model, kind_column, key_column)
            except DatabaseError as exc:  # a table that is not there, or not as the code has it
                say("unread", table=model._meta.db_table, because=str(exc).splitlines()[0])
    if apps.is_installed("django.contrib.auth"):
        _granted(say)
        _users(say)


def _followed(say: Say, model: type[models.Model], kind_column: str, key_column: str) -> None:
    from django.contrib.contenttypes.models import ContentType

    quote = connection.ops.quote_name
    own = quote(str(model._meta.pk.column))
    query = (
        f"SELECT {own}::text, {quote(kind_column)}, {quote(key_column)}::text"
        f" FROM {quote(model._meta.db_table)} WHERE {quote(kind_column)} IS NOT NULL"
        f" AND {quote(key_column)} IS NOT NULL ORDER BY {own} LIMIT {MOST}"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows = cursor.fetchall()
    kinds: dict[int, Any] = {kind.pk: kind for kind in ContentType.objects.all()}
    say(
        "generic",
        table=model._meta.db_table,
        column=kind_column,
        found=[[row, _found(kinds.get(kind), key)] for row, kind, key in rows],
    )


def _found(kind: Any, key: str) -> str | None:
    """
    "legacy.Plan 7" where the row is there.
    """
    model = kind.model_class() if kind else None
    if model is None:
        return None
    try:
        there = model._base_manager.filter(pk=key).exists()
    except (ValueError, TypeError, LookupError, DatabaseError):
        return None  # a key of another type, or a table that is not there
    except Exception as exc:  # ValidationError of a UUID key
        if type(exc).__name__ != "ValidationError":
            raise
        return None
    return f"{model._meta.label} {key}" if there else None


def _granted(say: Say) -> None:
    from django.contrib.auth.models import Permission  # only where it is installed

    for relation in Permission._meta.related_objects:
        through = getattr(relation, "through", None)
        if not relation.many_to_many or through is None:
            continue
        holder = relation.related_model
        field: Any = relation.field
        name = field.m2m_field_name()
        held = through._base_manager.values_list(
            f"{name}_id",
            "permission__content_type__app_label",
            "permission__content_type__model",
            "permission__codename",
        )
        say(
            "granted",
            table=through._meta.db_table,
            holder=holder._meta.label,
            rights=sorted([str(who), app, model, code] for who, app, model, code in held),
        )


def _users(say: Say) -> None:
    """
    What Django's own backend answers for users that hold something, about models of this code.
    """
    from django.contrib.auth import get_user_model
    from django.contrib.auth.backends import ModelBackend
    from django.contrib.auth.models import Permission

    users: Any = get_user_model()
    if not all(hasattr(users, name) for name in ("groups", "user_permissions")):
        return
    defined = {
        f"{each.content_type.app_label}.{each.codename}"
        for each in Permission.objects.select_related("content_type")
        if each.content_type.model_class() is not None
    }
    holders = users._base_manager.filter(
        models.Q(user_permissions__isnull=False) | models.Q(groups__permissions__isnull=False),
    )
    for user in holders.order_by("pk").distinct()[:USERS]:
        user.is_active, user.is_superuser = True, False  # made-up ones may be anything
        may = ModelBackend().get_all_permissions(user) & defined
        say("user", id=str(user.pk), may=sorted(may))
