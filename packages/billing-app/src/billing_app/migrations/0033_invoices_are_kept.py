"""
From here on the database keeps what an invoice is: numbered once it is finalised, and then frozen.

It turns the words of 2.4 into those of 3.0, and numbers what 2.4 finalises beside it. The figures of
a finalised invoice, its days and its parts never change, nor do its lines (C-30). What 2.4 numbered
between the last migration and this one is numbered after it.
"""

from django.db import migrations

from billing_app.migrations._numbering import number_invoices
from domain_kit.operations import AddTrigger

KEPT = """
DECLARE
    number_prefix text;
    frozen_before record;
    frozen_after record;
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.finalised_at IS NOT NULL THEN
            RAISE EXCEPTION 'Invoice % is finalised and stays. Void it.', OLD.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_is_frozen';
        END IF;
        RETURN OLD;
    END IF;
    NEW.status := CASE NEW.status
        WHEN 'sent' THEN 'open' WHEN 'cancelled' THEN 'void' ELSE NEW.status END;
    IF TG_OP = 'UPDATE' AND OLD.finalised_at IS NOT NULL THEN
        SELECT OLD.account_id, OLD.issued_on, OLD.due_on, OLD.currency, OLD.payer,
               OLD.purchase_order, OLD.finalised_at, OLD.entity INTO frozen_before;
        SELECT NEW.account_id, NEW.issued_on, NEW.due_on, NEW.currency, NEW.payer,
               NEW.purchase_order, NEW.finalised_at, NEW.entity INTO frozen_after;
        IF frozen_before IS DISTINCT FROM frozen_after OR NEW.status = 'draft'
            OR OLD.invoice_number IS NOT NULL AND (NEW.series, NEW.year, NEW.invoice_number)
               IS DISTINCT FROM (OLD.series, OLD.year, OLD.invoice_number)
        THEN
            RAISE EXCEPTION 'Invoice % is finalised and does not change. Void it or credit it.',
                OLD.id USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_is_frozen';
        END IF;
    END IF;
    IF NEW.status = 'draft' OR NEW.invoice_number IS NOT NULL
        OR NEW.status = 'void' AND NEW.number IS NULL AND NEW.finalised_at IS NULL
    THEN
        RETURN NEW;
    END IF;
    NEW.finalised_at := coalesce(NEW.finalised_at, now());
    IF NEW.entity IS NULL THEN
        SELECT legal_entity INTO NEW.entity FROM billing_app_account WHERE id = NEW.account_id;
    END IF;
    NEW.series := 'invoice';
    NEW.year := extract(year FROM NEW.issued_on);
    INSERT INTO billing_app_number_series (id, legal_entity, document, year, next)
    VALUES (gen_random_uuid(), NEW.entity, NEW.series, NEW.year, 2)
    ON CONFLICT (legal_entity, document, year)
    DO UPDATE SET next = billing_app_number_series.next + 1
    RETURNING next - 1, prefix INTO NEW.invoice_number, number_prefix;
    IF btrim(coalesce(NEW.number, '')) IN ('', '0') THEN
        NEW.number := number_prefix || NEW.year || '-'
            || lpad(NEW.invoice_number::text, greatest(6, length(NEW.invoice_number::text)), '0');
    END IF;
    RETURN NEW;
END
"""
LINES = """
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


def number_the_rest(apps, schema_editor):
    number_invoices(schema_editor.connection, "invoice_numbers_rest")


class Migration(migrations.Migration):
    atomic = False  # each step commits alone
    dependencies = [("billing_app", "0032_number_invoices")]

    operations = [
        AddTrigger(
            "billing_app_invoice_kept",
            table="billing_app_invoice",
            when="BEFORE INSERT OR UPDATE OR DELETE",
            body=KEPT,
        ),
        AddTrigger(
            "billing_app_line_kept",
            table="billing_app_invoiceline",
            when="BEFORE INSERT OR DELETE OR UPDATE OF invoice_id, position, description, amount,"
            " employee_reference, starts_on, ends_on, tax_category",
            body=LINES,
        ),
        migrations.RunPython(number_the_rest, migrations.RunPython.noop),
        migrations.RunSQL(
            "DROP INDEX CONCURRENTLY IF EXISTS invoice_left_to_number", migrations.RunSQL.noop
        ),
    ]
