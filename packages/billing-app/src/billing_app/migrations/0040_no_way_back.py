"""
Nobody goes back below 3.0.0 by migrating: the columns that 2.x reads are gone.
"""

from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation


class NoWayBack(Operation):
    """
    Changes nothing, and says why it cannot be undone.
    """

    reversible = False
    elidable = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """
        Nothing changes.
        """

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """
        Nothing changes.
        """

    def describe(self) -> str:
        return "No way back below 3.0.0"

    def __str__(self) -> str:
        return "'No way back below 3.0.0: restore a backup of before, or install 3.0 again'"


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0039_drop_what_nobody_reads")]
    operations = [
        NoWayBack(),
    ]
