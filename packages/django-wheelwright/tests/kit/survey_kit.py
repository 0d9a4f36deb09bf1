"""
A survey of an app that nobody has to load: models and relations as a test says them.
"""

import pathlib
from typing import Any

from wheelwright.extract.values import App, Model, Place, Relation, Survey


def app(label: str, **facts: Any) -> App:
    known = {"own": True, "migrations": f"{label}.migrations", "leaf": "0001_initial"}
    return App(
        **{
            "label": label,
            "module": label,
            "folder": label,
            "migration_count": 1,
            "auto_field": "django.db.models.BigAutoField",
            **known,
            **facts,
        }
    )


def model(label: str, **facts: Any) -> Model:
    module, _, name = label.partition(".")
    table = f"{module}_{name.lower()}"
    place = Place(file=f"{module}/models.py", line=1)
    known = {"module": f"{module}.models", "place": place, "table": table}
    return Model(**{"label": label, "app": module, "name": name, **known, **facts})


def key(name: str, target: str, **facts: Any) -> Relation:
    """
    "legacy.Window.plan" is a key of legacy.Window.
    """
    source, _, field = name.rpartition(".")
    place = Place(file=f"{source.partition('.')[0]}/models.py", line=2)
    return Relation(
        **{
            "source": source,
            "field": field,
            "kind": "key",
            "target": target,
            "table": source.lower().replace(".", "_"),
            "column": f"{field}_id",
            "place": place,
            **facts,
        }
    )


def survey(
    *models: Model,
    relations: tuple[Relation, ...] = (),
    folder: pathlib.Path | str = ".",
    **facts: Any,
) -> Survey:
    """
    Everything that is not said is as in a small healthy project.
    """
    apps = tuple(app(label) for label in dict.fromkeys(m.app for m in models))
    return Survey(
        **{
            "folder": str(folder),
            "settings": "site_settings",
            "django": "6.1",
            "python": "3.12",
            "vendor": "postgresql",
            "user_model": "auth.User",
            "apps": apps,
            "models": models,
            "relations": relations,
            **facts,
        }
    )
