"""
What exactly is installed in this environment, so that nobody mistakes one side for the other?
"""

import hashlib
import importlib.metadata
import pathlib
import platform
import sys
from typing import Any

import django
from django.apps import apps

from wheelwright.agent.events import Say


def own_labels(modules: list[str]) -> list[str]:
    """
    The labels of the apps that the package itself brings.
    """
    roots = tuple(modules)
    return [
        config.label
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in roots or config.name in roots
    ]


def _tables() -> set[str]:
    """
    The tables that some model reads.
    """
    return {model._meta.db_table for model in apps.get_models(include_auto_created=True)}


def identify(*, say: Say, package: str, modules: list[str]) -> None:
    """
    Say the versions, the hash of the package's own files and where its code is really loaded from.
    """
    files = importlib.metadata.files(package) or []
    whole = hashlib.sha256()
    for file in sorted(files, key=str):
        if file.suffix == ".py":
            whole.update(str(file).encode() + pathlib.Path(str(file.locate())).read_bytes())
    loaded: dict[str, Any] = {
        name: getattr(sys.modules.get(name), "__file__", None) for name in modules
    }
    say(
        "identity",
        version=importlib.metadata.version(package),
        code=whole.hexdigest(),
        loaded=loaded,
        prefix=sys.prefix,
        python=platform.python_version(),
        django=django.get_version(),
        labels=own_labels(modules),
        tables=sorted(_tables()),
        labels_of={config.name: config.label for config in apps.get_app_configs()},
    )
