"""
Lines that are added to a finalised invoice are refused once a statement, and no more once a line.

An invoice of 50,000 lines asked 50,000 times whether it is finalised. What is refused is the same, and
so is its name; changing and deleting lines is looked at line by line as before. The new trigger comes
before the old one lets go, so there is no instant without one; each lock is for an instant.
"""

from typing import Any

from django.db import migrations

from billing_app.migrations._minor import NarrowTrigger
from domain_kit.operations import AddTrigger
from domain_kit.operations.live import execute_briefly, require_autocommit

OF_LINES = "invoice_id, position, description, amount, employee_reference, starts_on, ends_on, tax_category"
ADDED = """
DECLARE
    frozen uuid;
BEGIN
    SELECT id INTO frozen FROM billing_app_invoice
    WHERE id IN (SELECT invoice_id FROM written) AND finalised_at IS NOT NULL LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Invoice % is finalised and its lines do not change. Void it or credit it.',
            frozen USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_is_frozen';
    END IF;
    RETURN NULL;
END
"""
CHANGED = """
DECLARE
    invoice uuid := CASE WHEN TG_OP = 'INSERT' THEN NEW.invoice_id ELSE OLD.invoice_id END;
    target uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.invoice_id ELSE NEW.invoice_id END;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        -- Saved again as it is: nothing changes.
        IF (NEW.invoice_id, NEW.position, NEW.description, NEW.amount, NEW.employee_reference,
            NEW.starts_on, NEW.ends_on, NEW.tax_category)
            IS NOT DISTINCT FROM
           (OLD.invoice_id, OLD.position, OLD.description, OLD.amount, OLD.employee_reference,
            OLD.starts_on, OLD.ends_on, OLD.tax_category)
        THEN
            RETURN NEW;
        END IF;
    END IF;
    IF EXISTS (
        SELECT 1 FROM billing_app_invoice
        WHERE id IN (invoice, target) AND finalised_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'Invoice % is finalised and its lines do not change. Void it or credit it.',
            invoice USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_is_frozen';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
"""


class AddInsertTrigger(AddTrigger):
    """
    The same for each statement that inserts; its body reads the rows as the table `written`.
    """

    def _add(self, editor: Any) -> None:
        require_autocommit(self, editor)
        quote = editor.quote_name
        name, table = quote(self.name), quote(self.table)
        sql = (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
            f" $domain_kit$\n{self.body.strip()}\n$domain_kit$;"
            f" CREATE OR REPLACE TRIGGER {name} {self.when} ON {table}"
            f" REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )
        execute_briefly(editor, sql, None)


class Migration(migrations.Migration):
    atomic = False  # each trigger commits alone
    dependencies = [("billing_app", "0210_money_is_frozen")]

    operations = [
        AddInsertTrigger(
            "billing_app_lines_added",
            table="billing_app_invoiceline",
            when="AFTER INSERT",
            body=ADDED,
        ),
        NarrowTrigger(
            "billing_app_line_kept",
            table="billing_app_invoiceline",
            when=f"BEFORE DELETE OR UPDATE OF {OF_LINES}",
            was=f"BEFORE INSERT OR DELETE OR UPDATE OF {OF_LINES}",
            body=CHANGED,
        ),
    ]
