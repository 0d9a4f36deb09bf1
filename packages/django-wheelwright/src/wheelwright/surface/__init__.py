"""
What does a wheel promise? One file per kind of fact; nothing here imports the wheel.
"""

import datetime as dt

from wheelwright.surface.apps import apps, labels
from wheelwright.surface.errors import LibraryMissing
from wheelwright.surface.events import events
from wheelwright.surface.metadata import classified, entry_points, requirements
from wheelwright.surface.method_calls import calls_by_name
from wheelwright.surface.migrations import migrations
from wheelwright.surface.models import models
from wheelwright.surface.promises import Contract
from wheelwright.surface.registry import commands, signals, tasks, templates, urls
from wheelwright.surface.rest import routes, schemas
from wheelwright.surface.settings import needs, settings
from wheelwright.surface.system_checks import checks
from wheelwright.surface.template_tags import tags
from wheelwright.surface.trees import parse
from wheelwright.surface.wheel import Wheel


def contract(wheel: Wheel) -> Contract:
    """
    Every fact that a wheel's files state.

    Raises:
        LibraryMissing: if griffe is not installed.
    """
    try:
        # Here: only the extra [contract] brings griffe, and every command imports this module.
        from wheelwright.surface.api import surface
    except ModuleNotFoundError as exc:
        raise LibraryMissing("griffelib") from exc
    code = parse(wheel)
    trees = code.trees
    found = apps(trees)
    labelled = labels(trees, found)
    return Contract(
        package=wheel.package,
        version=str(wheel.version),
        # Without a date it is judged as a release of today.
        built_on=wheel.built_on or dt.datetime.now(tz=dt.UTC).date(),
        surface=surface(wheel, code),
        settings=settings(trees),
        needs=needs({**trees, **code.apart}),
        checks=checks(trees),
        events=events(wheel),
        requires_python=next(iter(wheel.values("Requires-Python")), ""),
        classified=classified(wheel),
        requirements=requirements(wheel),
        extras=frozenset(wheel.values("Provides-Extra")),
        migrations=migrations(trees, labelled),
        models=models(trees, labelled),
        apps=found,
        urls=urls(trees),
        routes=routes(trees),
        schemas=schemas(trees),
        commands=commands(trees),
        templates=templates(wheel),
        tags=tags(trees),
        entry_points=entry_points(wheel),
        calls=calls_by_name(trees),
        samples=frozenset(code.apart),
        unread=code.unread,
        tasks=tasks(trees),
        signals=signals(trees),
        files=wheel.files,
    )
