"""
Mark a database as production's, and take the mark from a copy.
"""

import os
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, transaction

from host.production.guard import TABLE
from host.production.models import Mark

IDENTITY = """
    SELECT format('%s/%s', system_identifier,
                  (SELECT oid FROM pg_database WHERE datname = current_database()))
    FROM pg_control_system()
"""


def after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """
    Mark the database that production settings have migrated, the present one if it was restored.
    """
    if not settings.IS_PRODUCTION or TABLE not in connections[using].introspection.table_names():
        return
    Mark.objects.using(using).update_or_create(
        id=1,
        defaults={
            "settings_module": os.environ.get("DJANGO_SETTINGS_MODULE", settings.SETTINGS_MODULE),
            "identity": identity_of(using),
        },
    )


def identity_of(using: str = DEFAULT_DB_ALIAS) -> str:
    """
    What a database shares with no restored copy: its cluster's number and its own. A copy made file
    by file, as a base backup or a disk's snapshot, has the same.
    """
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            cursor.execute(IDENTITY)
            return str(cursor.fetchone()[0])
    except DatabaseError:
        return ""  # a hosted server may not tell


def unmark(using: str = DEFAULT_DB_ALIAS) -> None:
    """
    Take the mark away; nothing else changes.
    """
    Mark.objects.using(using).all().delete()
