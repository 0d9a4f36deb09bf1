"""
Which apps are loaded here, and how do their models, migrations and receivers reach each other?
"""

import pathlib
import sys
from collections.abc import Iterator
from typing import Any, cast

from django.apps import AppConfig, apps
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model, signals
from django.db.models.signals import ModelSignal

from wheelwright.agent.events import Say


def boundary(*, say: Say) -> None:
    """
    Say every app, model, relation, migration dependency and receiver; the database is not asked.
    """
    for config in apps.get_app_configs():
        say(
            "app",
            label=config.label,
            name=config.name,
            auto_field_set=cast(Any, config)._is_default_auto_field_overridden,
        )
        for model in config.get_models(include_auto_created=True):
            _model(config, model, say)
    _migrations(say)
    for signal, sender, receiver in receivers():
        say(
            "receiver",
            signal=signal,
            app=getattr(sender, "_meta", sender).app_label
            if hasattr(sender, "_meta")
            else sender.label,
            sender=getattr(sender, "_meta", sender).label,
            module=getattr(receiver, "__module__", "") or "",
            function=getattr(receiver, "__qualname__", repr(receiver)),
        )


def _model(config: AppConfig, model: type[Model], say: Say) -> None:
    options = model._meta
    say(
        "model",
        app=config.label,
        model=options.label,
        table=options.db_table,
        automatic_key=bool(options.pk and options.pk.auto_created and not options.pk.remote_field),
    )
    for field in options.local_fields:
        target = field.remote_field.model if field.remote_field else None
        if target is not None and not isinstance(target, str):
            say(
                "relation",
                app=config.label,
                model=options.label,
                field=field.name,
                table=options.db_table,
                column=field.column or "",
                target_app=target._meta.app_label,
                target=target._meta.label,
                constraint=bool(getattr(field, "db_constraint", True)),
            )


def _migrations(say: Say) -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        for kind in ("dependencies", "run_before"):
            for other_app, other_name in getattr(migration, kind):
                real = loader.check_key((other_app, other_name), app) or (other_app, other_name)
                say(
                    "migration",
                    app=app,
                    name=name,
                    kind=kind,
                    target_app=real[0],
                    target=real[1],
                    file=_file(migration.__module__),
                )


def _file(module: str) -> str:
    path = getattr(sys.modules.get(module), "__file__", None) or ""
    return pathlib.Path(path).name


def receivers() -> Iterator[tuple[str, Any, Any]]:
    """
    Signal, sender and function of each receiver that listens to one model or one app.
    """
    senders: dict[int, Any] = {id(model): model for model in apps.get_models(True, True)}
    senders |= {id(config): config for config in apps.get_app_configs()}
    listened = (
        (name, signal)
        for name, signal in sorted(vars(signals).items())
        if isinstance(signal, ModelSignal) or name in ("pre_migrate", "post_migrate")
    )
    for name, signal in listened:
        for key, receiver, *_ in signal.receivers or ():
            function = receiver() if hasattr(receiver, "__callback__") else receiver
            if key[1] in senders and function is not None:
                yield name, senders[key[1]], function
