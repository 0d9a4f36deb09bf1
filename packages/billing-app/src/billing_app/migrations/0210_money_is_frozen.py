"""
From here on the database keeps what was received and what was allocated: neither changes, and no
more is allocated than came or is asked for.

Only new writes are looked at. Rows that older releases left behind stay as they are, and taking them
back is always possible. Each lock is for an instant.
"""

from django.db import migrations

from domain_kit.operations import AddTrigger

PAYMENT = """
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Payment % stays. Reverse it.', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_is_frozen';
    END IF;
    IF (NEW.account_id, NEW.amount, NEW.received_on, NEW.reference, NEW.method)
        IS DISTINCT FROM
       (OLD.account_id, OLD.amount, OLD.received_on, OLD.reference, OLD.method)
        OR OLD.reversed_at IS NOT NULL AND NEW.reversed_at IS DISTINCT FROM OLD.reversed_at
    THEN
        RAISE EXCEPTION 'Payment % does not change. Reverse it, and record what came.', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_is_frozen';
    END IF;
    RETURN NEW;
END
"""
ALLOCATION = """
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'Allocation % stays. Take it back.', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_is_frozen';
    END IF;
    IF (NEW.payment_id, NEW.invoice_id, NEW.amount, NEW.allocated_at)
        IS DISTINCT FROM (OLD.payment_id, OLD.invoice_id, OLD.amount, OLD.allocated_at)
        OR OLD.reversed_at IS NOT NULL AND NEW.reversed_at IS DISTINCT FROM OLD.reversed_at
    THEN
        RAISE EXCEPTION 'Allocation % does not change. Take it back, and allocate again.', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'allocation_is_frozen';
    END IF;
    RETURN NEW;
END
"""
REFUND = """
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.account_id, NEW.payment_id, NEW.amount, NEW.method, NEW.paid_on)
        IS DISTINCT FROM (OLD.account_id, OLD.payment_id, OLD.amount, OLD.method, OLD.paid_on)
        OR OLD.status IN ('succeeded', 'declined', 'unavailable') AND NEW.status <> OLD.status
    THEN
        RAISE EXCEPTION 'Refund % does not change. Pay out again what it did not.', OLD.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'refund_is_frozen';
    END IF;
    RETURN NEW;
END
"""
CURRENCY = """
BEGIN
    IF NEW.currency <> OLD.currency AND (
        EXISTS (SELECT 1 FROM billing_app_payment WHERE account_id = OLD.id)
        OR EXISTS (SELECT 1 FROM billing_app_invoice WHERE account_id = OLD.id)
    ) THEN
        RAISE EXCEPTION 'Account % has money in %. Open another account.', OLD.id, OLD.currency
            USING ERRCODE = 'check_violation', CONSTRAINT = 'currency_is_frozen';
    END IF;
    RETURN NEW;
END
"""
# The rows are locked first, in the order of every command, so that two writers who look at the same
# sum come one after the other; each statement of the function sees what was committed meanwhile.
LEFT = """
    SELECT CASE WHEN reversed_at IS NULL THEN amount ELSE 0 END INTO came
    FROM billing_app_payment WHERE id = NEW.payment_id FOR NO KEY UPDATE;
    SELECT came - coalesce((
        SELECT sum(amount) FROM billing_app_payment_allocation
        WHERE payment_id = NEW.payment_id AND reversed_at IS NULL
    ), 0) - coalesce((
        SELECT sum(amount) FROM billing_app_refund
        WHERE payment_id = NEW.payment_id AND status NOT IN ('declined', 'unavailable')
    ), 0) INTO came;
    IF came < 0 THEN
        RAISE EXCEPTION 'Payment % has less left than that.', NEW.payment_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'allocated_at_most_what_came';
    END IF;
    RETURN NULL;
END
"""
ALLOCATED = (
    """
DECLARE
    came numeric;
    asked text;
BEGIN
    IF NEW.reversed_at IS NOT NULL THEN
        RETURN NULL;
    END IF;
    SELECT status INTO asked FROM billing_app_invoice WHERE id = NEW.invoice_id FOR NO KEY UPDATE;
    IF asked = 'void' OR billing_app_due(NEW.invoice_id) < 0 THEN
        RAISE EXCEPTION 'Invoice % asks for less than that.', NEW.invoice_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'allocated_at_most_what_is_asked';
    END IF;
"""
    + LEFT
)
REFUNDED = "DECLARE\n    came numeric;\nBEGIN\n" + LEFT


class Migration(migrations.Migration):
    atomic = False  # each trigger commits alone
    dependencies = [("billing_app", "0209_debit_invoices")]

    operations = [
        AddTrigger(
            "billing_app_payment_kept",
            table="billing_app_payment",
            when="BEFORE UPDATE OR DELETE",
            body=PAYMENT,
        ),
        AddTrigger(
            "billing_app_allocation_kept",
            table="billing_app_payment_allocation",
            when="BEFORE UPDATE OR DELETE",
            body=ALLOCATION,
        ),
        AddTrigger(
            "billing_app_refund_kept",
            table="billing_app_refund",
            when="BEFORE UPDATE OR DELETE",
            body=REFUND,
        ),
        AddTrigger(
            "billing_app_currency_kept",
            table="billing_app_account",
            when="BEFORE UPDATE OF currency",
            body=CURRENCY,
        ),
        AddTrigger(
            "billing_app_allocated",
            table="billing_app_payment_allocation",
            when="AFTER INSERT",
            body=ALLOCATED,
        ),
        AddTrigger(
            "billing_app_refunded",
            table="billing_app_refund",
            when="AFTER INSERT",
            body=REFUNDED,
        ),
    ]
