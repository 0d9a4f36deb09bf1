"""
Run in the monolith: what do comments, attachments and the admin's log lead to, and who may what?
"""

import collections
import json

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.contrib.admin.models import LogEntry  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402


def leads_to(rows, get):
    found = collections.Counter()
    for row in rows:
        try:
            reached = get(row)
        except Exception as exc:  # a number that is none, a kind that is gone: counted as such
            reached = type(exc).__name__
        found[reached if isinstance(reached, str) else _table(reached)] += 1
    return dict(sorted(found.items()))


def _table(row):
    return "nothing" if row is None else row._meta.db_table


def generic(name):
    return leads_to(apps.get_model("legacy_app", name).objects.all(), lambda row: row.about)


def may(user):
    return sorted({permission.partition(".")[2] for permission in user.get_all_permissions()})


def histories():
    return {
        model._meta.db_table: model.objects.count()
        for model in apps.get_models()
        if model.__name__.startswith("Historical")
    }


print(
    json.dumps(
        {
            "comments": generic("Comment"),
            "attachments": generic("Attachment"),
            "audit": generic("AuditEntry"),
            "admin log": leads_to(LogEntry.objects.all(), lambda row: row.get_edited_object()),
            "permissions": {user.username: may(user) for user in User.objects.order_by("pk")},
            "histories": histories(),
        }
    )
)
