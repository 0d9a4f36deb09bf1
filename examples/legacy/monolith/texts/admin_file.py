"""
What does legacy_app/admin.py say?
"""

from examples.legacy.monolith.values import Model

_HEAD = """from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from .models import *  # noqa
from . import models  # after the star, which brings another one

admin.site.site_header = "Perks back office"
"""


def write(models: tuple[Model, ...]) -> str:
    """
    An admin for each model, half by decorator and half by call.
    """
    return _HEAD + "".join(_admin(number, model) for number, model in enumerate(models))


def _admin(number: int, model: Model) -> str:
    base = "SimpleHistoryAdmin" if model.history else "admin.ModelAdmin"
    shown = [f.name for f in model.fields if not f.virtual and "ManyToMany" not in f.text][:4]
    search = [f.name for f in model.fields if "CharField" in f.text and "choices" not in f.text][:2]
    body = f"    list_display = {['__str__', *shown]!r}\n"
    body += f"    search_fields = {search!r}\n" if search else ""
    name = f"{model.name}Admin"
    if number % 2:
        return f"\n\n@admin.register(models.{model.name})\nclass {name}({base}):\n{body}"
    return f"\n\nclass {name}({base}):\n{body}\n\nadmin.site.register({model.name}, {name})\n"
