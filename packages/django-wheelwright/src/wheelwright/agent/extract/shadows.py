"""
Rows under a model's old label, as a step leaves them for the release before it: what a closing migration ends.
"""

from __future__ import annotations  # Django's classes are generic only for type checkers

from typing import Any

from django.apps import apps

from wheelwright.agent.events import Say


def shade(*, say: Say, pairs: list[list[str]]) -> None:
    """
    For each old and new label: a content type of the old one, with copies of the permissions and of who
    has them.
    """
    if not apps.is_installed("django.contrib.contenttypes"):
        return
    from django.contrib.contenttypes.models import ContentType  # only where it is installed

    for old, new in pairs:
        kind = ContentType.objects.get_for_model(apps.get_model(new), for_concrete_model=False)
        shadow, _ = ContentType.objects.get_or_create(
            app_label=old.partition(".")[0], model=kind.model
        )
        if apps.is_installed("django.contrib.auth"):
            _permissions(kind, shadow)
        say("shaded", label=old)


def _permissions(kind: Any, shadow: Any) -> None:
    from django.contrib.auth.models import Permission  # only where it is installed

    relations: list[Any] = [r for r in Permission._meta.related_objects if r.many_to_many]
    for mine in Permission.objects.filter(content_type=kind).order_by("pk"):
        copy, _ = Permission.objects.get_or_create(
            content_type=shadow, codename=mine.codename, defaults={"name": mine.name}
        )
        for relation in relations:
            through = getattr(relation, "through", None)
            if through is None or not through._meta.auto_created:
                continue
            holder = f"{relation.field.m2m_field_name()}_id"
            for who in through._base_manager.filter(permission=mine).values_list(holder, flat=True):
                through._base_manager.get_or_create(**{holder: who, "permission": copy})
