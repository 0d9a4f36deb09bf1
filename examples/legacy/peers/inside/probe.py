"""
Run in the monolith, before and after: what is there of the named models? Prints JSON.
"""

import json
import sys

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.contrib.admin.models import LogEntry  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.db import transaction  # noqa: E402


def tried(ask):
    try:
        with transaction.atomic():
            return ask()
    except Exception as exc:  # what a visitor would see as a 500
        return f"{type(exc).__name__}"


def found(label, names):
    models = [apps.get_model(label, name) for name in names]
    user = User.objects.get(username="claims")
    return {
        "rows": sum_of(models, lambda model: model._default_manager.count()),
        "M2M rows": sum_of(
            models,
            lambda model: sum(
                m.remote_field.through.objects.count() for m in model._meta.local_many_to_many
            ),
        ),
        "history": sum_of(models, histories),
        "generic": sum_of(models, generic),
        "admin log": sum_of(models, logged),
        "permissions": sum_of(models, lambda model: may(user, label, model)),
        "saving": sum_of(models, saved),
    }


def sum_of(models, ask):
    answers = [tried(lambda model=model: ask(model)) for model in models]
    wrong = [each for each in answers if isinstance(each, str)]
    return wrong[0] if wrong else sum(answers)


def histories(model):
    return model.history.model.objects.count() if "history" in model.__dict__ else 0


def generic(model):
    rows = apps.get_model("legacy_app", "Comment").objects.all()
    return sum(isinstance(about(row), model) for row in rows)


def about(row):
    try:
        return row.about
    except Exception:  # dirt: a key that is none
        return None


def logged(model):
    return sum(isinstance(edited(row), model) for row in LogEntry.objects.all())


def edited(row):
    try:
        return row.get_edited_object()
    except Exception:  # of something that is gone
        return None


def may(user, label, model):
    name = model._meta.model_name
    return sum(
        user.has_perm(f"{label}.{verb}_{name}") for verb in ("add", "change", "view", "delete")
    )


def saved(model):
    model._default_manager.first().save()
    transaction.set_rollback(True)  # it is asked again on a copy
    return 1


if __name__ == "__main__":
    print(json.dumps(found(sys.argv[1], sys.argv[2:])))
