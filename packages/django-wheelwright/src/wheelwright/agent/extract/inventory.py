"""
Which models does this code have, in which tables, and what names them by their content type?
"""

from __future__ import annotations  # Django's classes are generic only for type checkers

import os
import platform
from collections.abc import Iterator
from typing import Any

import django
from django.apps import AppConfig, apps
from django.db import models

from wheelwright.agent.events import Say
from wheelwright.agent.extract import history

type Generic = tuple[str, str]  # the columns of the content type and of the key


def inventory(*, say: Say) -> None:
    """
    Say it without a database.
    """
    for config in apps.get_app_configs():
        say("app", label=config.label, module=config.name, own=_is_own(config))
        for model in config.get_models(include_auto_created=True):
            meta = model._meta
            say(
                "model",
                label=meta.label,
                table=meta.db_table,
                managed=bool(meta.managed and not meta.proxy and not meta.swapped),
                automatic=bool(meta.auto_created),
                generic=[list(pair) for pair in generic_columns(model)],
            )
    say(
        "code",
        django=django.get_version(),
        python=platform.python_version(),
        migrations=len(history.loader().graph.nodes),
        reading_seconds=history.reading_seconds(),
    )


def _is_own(config: AppConfig) -> bool:
    return "site-packages" not in str(config.path).split(os.sep)


def generic_columns(model: type[models.Model]) -> Iterator[Generic]:
    """
    The columns of each generic foreign key, and those of the admin's log, which is none by name only.
    """
    meta: Any = model._meta
    if meta.proxy or meta.pk is None or meta.pk.column is None:  # a key of several columns
        return
    for field in meta.private_fields:
        if getattr(field, "mti_inherited", False):
            continue
        if hasattr(field, "ct_field") and hasattr(field, "fk_field"):
            named = (meta.get_field(field.ct_field), meta.get_field(field.fk_field))
            yield str(named[0].column), str(named[1].column)
    if meta.label == "admin.LogEntry":
        yield "content_type_id", "object_id"
