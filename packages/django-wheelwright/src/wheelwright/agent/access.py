"""
Who holds rights, and which rows name a model, that the code of this environment does not know?
"""

from typing import Any

from django.apps import apps
from django.db import connection, models

from wheelwright.agent.events import Say


def access(*, say: Say) -> None:
    """
    Say each granted permission no model defines, and each content type in use without a model.
    """
    if not apps.is_installed("django.contrib.contenttypes"):
        return
    from django.contrib.contenttypes.models import ContentType  # only where it is installed

    for kind in ContentType.objects.all():
        if kind.model_class() is None:
            _rows_of(kind, ContentType, say)
        else:
            _dangling(kind, say)
    if apps.is_installed("django.contrib.auth"):
        _grants(say)


def _rows_of(kind: models.Model, target: type[models.Model], say: Say) -> None:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.label == "auth.Permission" or model._meta.proxy:
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is target:
                rows = model._base_manager.filter(**{field.name: kind}).count()
                if rows:
                    say("content type", name=str(kind), table=model._meta.db_table, rows=rows)


def _dangling(kind: Any, say: Say) -> None:
    """
    Rows whose generic foreign key names an existing model, and a row of it that is not there.
    """
    target = kind.model_class()._meta
    key = getattr(target.pk, "column", None)
    if not target.managed or target.proxy or key is None:
        return  # a key of several columns has no one value that a generic key could hold
    quote = connection.ops.quote_name
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        for field in meta.private_fields:
            if meta.proxy or not hasattr(field, "ct_field") or not hasattr(field, "fk_field"):
                continue
            named: Any = (meta.get_field(field.ct_field), meta.get_field(field.fk_field))
            kind_column, key_column = (str(field.column) for field in named)
            # As texts: a generic key is often a text, and what it points at a number.
            query = f"""
                SELECT count(*) FROM {quote(meta.db_table)} r LEFT JOIN {quote(target.db_table)} t
                ON t.{quote(key)}::text = r.{quote(key_column)}::text
                WHERE r.{quote(kind_column)} = %s AND r.{quote(key_column)} IS NOT NULL
                  AND t.{quote(key)} IS NULL
            """
            with connection.cursor() as cursor:
                cursor.execute(query, [kind.pk])
                (rows,) = cursor.fetchone()
            if rows:
                say("dangling", name=str(kind), table=meta.db_table, rows=rows)


def _grants(say: Say) -> None:
    from django.contrib.auth.management import _get_all_permissions  # type: ignore[attr-defined]
    from django.contrib.auth.models import Permission  # both only where auth is installed

    known = {
        (model._meta.app_label, model._meta.model_name, codename)
        for model in apps.get_models()
        for codename, _ in _get_all_permissions(model._meta)
    }
    for permission in Permission.objects.select_related("content_type"):
        kind = permission.content_type
        if (kind.app_label, kind.model, permission.codename) in known:
            continue
        holders = sum(
            relation.related_model._base_manager.filter(
                **{f"{relation.field.name}__pk": permission.pk}
            ).count()
            for relation in Permission._meta.related_objects
            if relation.many_to_many
        )
        if holders:
            say("grant", name=f"{kind.app_label}.{permission.codename}", holders=holders)
