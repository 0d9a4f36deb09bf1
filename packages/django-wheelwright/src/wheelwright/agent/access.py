"""
Who holds rights, and which rows name a model, that the code of this environment does not know?
"""

from django.apps import apps
from django.db import models

from wheelwright.agent.say import Say


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
