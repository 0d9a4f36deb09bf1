"""
How does a busy table get a column of minor units, and who fills it?

Part of the migrations 0202 to 0206: what these do for their arguments never changes.
"""

from typing import Any

from django.db import models
from django.db.migrations.operations import AddField
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.models.functions import Floor

from domain_kit.operations import AddTrigger
from domain_kit.operations.live import execute_briefly, require_autocommit


class AddMinorColumn(AddField):
    """
    A column `<column>_minor` without a value, its lock for an instant; run again, it is there.
    """

    def __init__(self, model_name: str, name: str, field: Any = None) -> None:
        field = field or models.BigIntegerField(null=True, blank=True, editable=False)
        super().__init__(model_name, name, field)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        self._alter(schema_editor, model, "ADD COLUMN IF NOT EXISTS {} bigint")

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        self._alter(schema_editor, model, "DROP COLUMN IF EXISTS {}")

    def _alter(self, editor: Any, model: Any, action: str) -> None:
        require_autocommit(self, editor)
        if not self.allow_migrate_model(editor.connection.alias, model):
            return
        quote = editor.quote_name
        change = action.format(quote(self.name))
        execute_briefly(editor, f"ALTER TABLE {quote(model._meta.db_table)} {change}", None)


class KeepMinor(Operation):
    """
    Triggers that say an amount in minor units, of the currency that `currency` finds for a row NEW.

    On INSERT where nobody has said it yet: a release that knows nothing of the column, or a command
    that leaves it to the database. On UPDATE of the amount, of the column itself and of `links`,
    which decide the currency, always: it cannot be set to anything else. Needs `atomic = False`.
    """

    reduces_to_sql = True
    reversible = True
    category = OperationCategory.ADDITION

    def __init__(self, table: str, *, currency: str, links: tuple[str, ...], column: str) -> None:
        self.table = table
        self.currency = currency
        self.links = links
        self.column = column
        self.name = f"{table}_{column}_minor"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        kwargs = {"currency": self.currency, "links": self.links, "column": self.column}
        return self.__class__.__qualname__, [self.table], kwargs

    def state_forwards(self, app_label: str, state: Any) -> None:
        """
        Models know nothing of triggers.
        """

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        require_autocommit(self, schema_editor)
        minor = f"{self.column}_minor"
        changed = ", ".join((self.column, minor, *self.links))
        run = f"FOR EACH ROW EXECUTE FUNCTION {self.name}()"
        # All in one statement to the server, and so in one transaction.
        sql = f"""
            CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $body$
            BEGIN
                NEW.{minor} := billing_app_minor(NEW.{self.column}, {self.currency});
                RETURN NEW;
            END
            $body$;
            CREATE OR REPLACE TRIGGER {self.name}_new BEFORE INSERT ON {self.table}
                {run.replace("EXECUTE", f"WHEN (NEW.{minor} IS NULL) EXECUTE")};
            CREATE OR REPLACE TRIGGER {self.name}_changed BEFORE UPDATE OF {changed}
                ON {self.table} {run}
        """
        execute_briefly(schema_editor, sql, None)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        require_autocommit(self, schema_editor)
        sql = f"""
            DROP TRIGGER IF EXISTS {self.name}_new ON {self.table};
            DROP TRIGGER IF EXISTS {self.name}_changed ON {self.table};
            DROP FUNCTION IF EXISTS {self.name}()
        """
        execute_briefly(schema_editor, sql, None)

    def describe(self) -> str:
        return f"Keep the minor units of {self.table}.{self.column} in step"


class NarrowTrigger(AddTrigger):
    """
    The trigger as it is, but fired by less; without an instant in which there is none. Reversing
    makes it as it was.
    """

    def __init__(self, name: str, *, table: str, when: str, was: str, body: str) -> None:
        super().__init__(name, table=table, when=when, body=body)
        self.was = was

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        name, args, kwargs = super().deconstruct()
        return name, args, {**kwargs, "was": self.was}

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        AddTrigger(self.name, table=self.table, when=self.was, body=self.body).database_forwards(
            app_label, schema_editor, from_state, to_state
        )


def minor_is_amount(name: str, column: str = "amount") -> models.CheckConstraint:
    """
    The minor units are there and are the amount, at the exponent of some currency; only of an
    amount with a fraction there may be none, since its currency may have none such.
    """
    minor = f"{column}_minor"
    said = (
        models.Q((minor, models.F(column) * 100))
        | models.Q((minor, models.F(column)))
        | models.Q((minor, models.F(column) * 1000))
        | models.Q((minor, models.F(column) * 10000))
    )
    there = models.Q((f"{minor}__isnull", False))
    return models.CheckConstraint(
        name=f"{name}_minor_is_amount",
        condition=(there & said)
        | (models.Q((f"{minor}__isnull", True)) & ~models.Q((column, Floor(column)))),
    )
