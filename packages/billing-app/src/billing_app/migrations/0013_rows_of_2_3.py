"""
What 2.3 does not write, while it serves beside 2.4, and what it reads and 2.4 does not write any
more: triggers fill it in as the rows come. 3.0.0 drops them with the columns of 2.3.
"""

from django.db import migrations

REFERENCE = """
CREATE FUNCTION billing_app_employee_in_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.employee_reference IS NULL THEN
        NEW.employee_reference := NEW.employee_id::text;
    ELSIF NEW.employee_reference ~ '^(0|-?[1-9][0-9]{0,17})$' THEN
        NEW.employee_id := NEW.employee_reference::bigint;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER billing_app_charge_reference BEFORE INSERT ON billing_app_charge
    FOR EACH ROW WHEN ((NEW.employee_reference IS NULL) <> (NEW.employee_id IS NULL))
    EXECUTE FUNCTION billing_app_employee_in_step();
CREATE TRIGGER billing_app_line_reference BEFORE INSERT ON billing_app_invoiceline
    FOR EACH ROW WHEN ((NEW.employee_reference IS NULL) <> (NEW.employee_id IS NULL))
    EXECUTE FUNCTION billing_app_employee_in_step();
"""
NO_REFERENCE = """
DROP TRIGGER billing_app_charge_reference ON billing_app_charge;
DROP TRIGGER billing_app_line_reference ON billing_app_invoiceline;
DROP FUNCTION billing_app_employee_in_step();
"""

# A draft that was cancelled was never finalised and has no number.
FINALISED = """
CREATE FUNCTION billing_app_fill_finalised() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.finalised_at := now();
    IF NEW.entity IS NULL THEN
        SELECT legal_entity INTO NEW.entity
        FROM billing_app_account WHERE id = NEW.account_id;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER billing_app_invoice_finalised
    BEFORE INSERT OR UPDATE OF status, number ON billing_app_invoice
    FOR EACH ROW WHEN (
        NEW.finalised_at IS NULL AND NEW.status <> 'draft'
        AND (NEW.status NOT IN ('cancelled', 'void') OR NEW.number IS NOT NULL)
    )
    EXECUTE FUNCTION billing_app_fill_finalised();
"""
NO_FINALISED = """
DROP TRIGGER billing_app_invoice_finalised ON billing_app_invoice;
DROP FUNCTION billing_app_fill_finalised();
"""

ALLOCATED = """
CREATE FUNCTION billing_app_allocate_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO billing_app_payment_allocation (id, payment_id, invoice_id, amount)
    VALUES (NEW.id, NEW.id, NEW.invoice_id, NEW.amount);
    UPDATE billing_app_payment SET account_id = invoice.account_id
    FROM billing_app_invoice invoice
    WHERE billing_app_payment.id = NEW.id AND invoice.id = NEW.invoice_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER billing_app_payment_allocated AFTER INSERT ON billing_app_payment
    FOR EACH ROW WHEN (NEW.account_id IS NULL AND NEW.invoice_id IS NOT NULL)
    EXECUTE FUNCTION billing_app_allocate_payment();
CREATE FUNCTION billing_app_name_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE billing_app_payment SET invoice_id = NEW.invoice_id
    WHERE id = NEW.payment_id AND invoice_id IS NULL AND amount = NEW.amount;
    RETURN NULL;
END
$$;
CREATE TRIGGER billing_app_allocation_named AFTER INSERT ON billing_app_payment_allocation
    FOR EACH ROW EXECUTE FUNCTION billing_app_name_invoice();
CREATE FUNCTION billing_app_forget_payment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM billing_app_payment_allocation WHERE payment_id = OLD.id;
    RETURN OLD;
END
$$;
CREATE TRIGGER billing_app_payment_forgotten BEFORE DELETE ON billing_app_payment
    FOR EACH ROW EXECUTE FUNCTION billing_app_forget_payment();
"""
NO_ALLOCATED = """
DROP TRIGGER billing_app_payment_allocated ON billing_app_payment;
DROP FUNCTION billing_app_allocate_payment();
DROP TRIGGER billing_app_allocation_named ON billing_app_payment_allocation;
DROP FUNCTION billing_app_name_invoice();
DROP TRIGGER billing_app_payment_forgotten ON billing_app_payment;
DROP FUNCTION billing_app_forget_payment();
"""


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0012_links_and_indexes")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        migrations.RunSQL(REFERENCE, NO_REFERENCE),
        migrations.RunSQL(FINALISED, NO_FINALISED),
        migrations.RunSQL(ALLOCATED, NO_ALLOCATED),
    ]
