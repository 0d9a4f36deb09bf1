"""
How does a table get a check constraint while it is written to?
"""

from typing import Any

from django.contrib.postgres.operations import ValidateConstraint
from django.db import models
from django.db.migrations.operations import AddConstraint

from domain_kit.operations.live import constraint_exists, execute_briefly, require_autocommit


class AddCheckNotValid(AddConstraint):
    """
    A CheckConstraint that new rows obey at once, without reading the old ones.

    Takes its lock for an instant, with a lock timeout and retries. Follow it, in a later
    migration, with `ValidateCheck`.
    """

    def __init__(self, model_name: str, constraint: models.CheckConstraint) -> None:
        if not isinstance(constraint, models.CheckConstraint):
            raise ValueError("AddCheckNotValid takes a CheckConstraint.")
        super().__init__(model_name, constraint)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        require_autocommit(self, schema_editor)
        model = from_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        table, name = model._meta.db_table, self.constraint.name
        if not schema_editor.collect_sql and constraint_exists(schema_editor, table, name):
            return
        execute_briefly(
            schema_editor, f"{self.constraint.create_sql(model, schema_editor)} NOT VALID"
        )

    def describe(self) -> str:
        return f"Create not valid constraint {self.constraint.name} on {self.model_name}"


class ValidateCheck(ValidateConstraint):
    """
    Read the old rows and validate the constraint; readers and writers go on meanwhile.

    Reversing leaves the constraint valid, which does no harm.
    """

    def describe(self) -> str:
        return f"Validate constraint {self.name} on {self.model_name} while the table is in use"
