"""
The database posts every fact when it is written, by this release or by 3.0.0 beside it (C-31).

An entry is posted once for a fact, its postings add up to nothing, and neither it nor a credit note
ever changes. Each lock is for an instant.
"""

from django.db import migrations

from domain_kit.operations import AddTrigger

POST = """
CREATE OR REPLACE FUNCTION billing_app_post(
    of_kind text, of_subject uuid, of_account uuid, on_day date, in_currency text, with_text text,
    names text[], amounts numeric[]
) RETURNS void LANGUAGE plpgsql AS $body$
DECLARE
    made bigint;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM unnest(names, amounts) AS part (name, amount)
        GROUP BY name HAVING sum(amount) <> 0
    ) THEN
        RETURN;
    END IF;
    INSERT INTO billing_app_journal_entry (account_id, kind, subject, day, text)
    VALUES (of_account, of_kind, of_subject, on_day, left(coalesce(with_text, ''), 200))
    ON CONFLICT DO NOTHING RETURNING id INTO made;
    IF made IS NOT NULL THEN
        INSERT INTO billing_app_posting (entry_id, ledger, amount, currency)
        SELECT made, name, sum(amount), in_currency
        FROM unnest(names, amounts) AS part (name, amount)
        GROUP BY name HAVING sum(amount) <> 0;
    END IF;
END
$body$;
CREATE OR REPLACE FUNCTION billing_app_day(of_account uuid, at timestamptz) RETURNS date
LANGUAGE sql STABLE AS $body$
    SELECT (at AT TIME ZONE time_zone)::date FROM billing_app_account WHERE id = of_account
$body$;
CREATE OR REPLACE FUNCTION billing_app_due(of_invoice uuid) RETURNS numeric LANGUAGE sql STABLE AS $body$
    SELECT coalesce((
        SELECT sum(amount) FROM billing_app_invoiceline WHERE invoice_id = of_invoice
    ), 0) - coalesce((
        SELECT sum(amount) FROM billing_app_payment_allocation
        WHERE invoice_id = of_invoice AND reversed_at IS NULL
    ), 0)
$body$;
CREATE OR REPLACE FUNCTION billing_app_post_invoice(of_invoice uuid) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
    asked record;
    names text[];
    amounts numeric[];
BEGIN
    SELECT invoice.*, coalesce(invoice.currency, account.currency) AS money INTO asked
    FROM billing_app_invoice invoice
    JOIN billing_app_account account ON account.id = invoice.account_id
    WHERE invoice.id = of_invoice AND invoice.finalised_at IS NOT NULL;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    SELECT array_agg(ledger) || 'receivable'::text, array_agg(-amount) || sum(amount)
    INTO names, amounts
    FROM (
        SELECT ledger::text, sum(amount) AS amount FROM billing_app_invoiceline
        WHERE invoice_id = of_invoice GROUP BY ledger
    ) line;
    IF names IS NULL THEN
        RETURN;
    END IF;
    PERFORM billing_app_post(
        'invoice', asked.id, asked.account_id, asked.issued_on, asked.money, asked.number,
        names, amounts
    );
    IF asked.status = 'void' THEN
        PERFORM billing_app_post(
            'void', asked.id, asked.account_id, billing_app_day(asked.account_id, now()),
            asked.money, asked.number, names, (SELECT array_agg(-each) FROM unnest(amounts) each)
        );
    END IF;
END
$body$;
CREATE OR REPLACE FUNCTION billing_app_post_allocation(of_allocation uuid) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
    part record;
    owed text;
BEGIN
    SELECT allocation.*, payment.account_id, invoice.status, invoice.number, account.currency
    INTO part
    FROM billing_app_payment_allocation allocation
    JOIN billing_app_payment payment ON payment.id = allocation.payment_id
    JOIN billing_app_invoice invoice ON invoice.id = allocation.invoice_id
    JOIN billing_app_account account ON account.id = payment.account_id
    WHERE allocation.id = of_allocation;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    owed := CASE part.status WHEN 'uncollectible' THEN 'bad-debt' ELSE 'receivable' END;
    PERFORM billing_app_post(
        'allocation', part.id, part.account_id,
        billing_app_day(part.account_id, part.allocated_at), part.currency, part.number,
        ARRAY['customer-credit', owed], ARRAY[part.amount, -part.amount]
    );
    IF part.reversed_at IS NOT NULL THEN
        PERFORM billing_app_post(
            'allocation-reversed', part.id, part.account_id,
            billing_app_day(part.account_id, part.reversed_at), part.currency, part.number,
            ARRAY['customer-credit', owed], ARRAY[-part.amount, part.amount]
        );
    END IF;
END
$body$;
CREATE OR REPLACE FUNCTION billing_app_post_payment(of_payment uuid) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
    came record;
BEGIN
    SELECT payment.*, account.currency INTO came
    FROM billing_app_payment payment
    JOIN billing_app_account account ON account.id = payment.account_id
    WHERE payment.id = of_payment AND payment.method <> 'credit-note';
    IF NOT FOUND THEN
        RETURN;
    END IF;
    PERFORM billing_app_post(
        'payment', came.id, came.account_id, came.received_on, came.currency, came.reference,
        ARRAY['cash', 'customer-credit'], ARRAY[came.amount, -came.amount]
    );
    IF came.reversed_at IS NOT NULL THEN
        PERFORM billing_app_post(
            'payment-reversed', came.id, came.account_id,
            billing_app_day(came.account_id, came.reversed_at), came.currency, came.reference,
            ARRAY['cash', 'customer-credit'], ARRAY[-came.amount, came.amount]
        );
    END IF;
END
$body$;
CREATE OR REPLACE FUNCTION billing_app_post_credit_note(of_note uuid) RETURNS void
LANGUAGE plpgsql AS $body$
DECLARE
    note record;
    names text[];
    amounts numeric[];
BEGIN
    SELECT * INTO note FROM billing_app_credit_note WHERE id = of_note;
    SELECT array_agg(ledger) || 'customer-credit'::text, array_agg(amount) || -sum(amount)
    INTO names, amounts
    FROM (
        SELECT ledger::text, sum(amount) AS amount FROM billing_app_credit_note_line
        WHERE credit_note_id = of_note GROUP BY ledger
    ) line;
    PERFORM billing_app_post(
        'credit-note', note.id, note.account_id, note.issued_on, note.currency, note.number,
        names, amounts
    );
END
$body$;
"""
UNPOST = """
DROP FUNCTION billing_app_post_credit_note(uuid);
DROP FUNCTION billing_app_post_payment(uuid);
DROP FUNCTION billing_app_post_allocation(uuid);
DROP FUNCTION billing_app_post_invoice(uuid);
DROP FUNCTION billing_app_due(uuid);
DROP FUNCTION billing_app_day(uuid, timestamptz);
DROP FUNCTION billing_app_post(text, uuid, uuid, date, text, text, text[], numeric[]);
"""
BALANCED = """
CREATE OR REPLACE FUNCTION billing_app_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    IF EXISTS (
        SELECT 1 FROM billing_app_posting WHERE entry_id = NEW.entry_id
        GROUP BY currency HAVING sum(amount) <> 0
    ) THEN
        RAISE EXCEPTION 'Entry % does not balance.', NEW.entry_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'entry_balances';
    END IF;
    RETURN NULL;
END
$body$;
DROP TRIGGER IF EXISTS billing_app_entry_balances ON billing_app_posting;
CREATE CONSTRAINT TRIGGER billing_app_entry_balances AFTER INSERT ON billing_app_posting
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing_app_entry_balances();
"""
UNBALANCED = """
DROP TRIGGER billing_app_entry_balances ON billing_app_posting;
DROP FUNCTION billing_app_entry_balances();
"""
KEPT = """
BEGIN
    RAISE EXCEPTION 'What is written in % stays. Write what corrects it.', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'books_are_append_only';
END
"""
CREDITED = """
BEGIN
    IF NEW.source_line_id IS NOT NULL AND (
        SELECT sum(amount) FROM billing_app_credit_note_line
        WHERE source_line_id = NEW.source_line_id
    ) > (SELECT amount FROM billing_app_invoiceline WHERE id = NEW.source_line_id) THEN
        RAISE EXCEPTION 'More would be credited than line % asks for.', NEW.source_line_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'credited_at_most_what_was_billed';
    END IF;
    RETURN NULL;
END
"""
INVOICE = """
DECLARE
    due numeric;
    away boolean := NEW.status = 'uncollectible' AND OLD.status <> 'uncollectible';
BEGIN
    IF NEW.finalised_at IS NULL THEN
        RETURN NULL;
    END IF;
    IF OLD.finalised_at IS NOT NULL
        AND (NEW.status = 'uncollectible') <> (OLD.status = 'uncollectible')
    THEN
        due := billing_app_due(NEW.id);
        PERFORM billing_app_post(
            CASE WHEN away THEN 'written-off' ELSE 'reinstated' END, NEW.id, NEW.account_id,
            billing_app_day(NEW.account_id, now()),
            (SELECT coalesce(NEW.currency, currency) FROM billing_app_account
             WHERE id = NEW.account_id),
            NEW.number, ARRAY['bad-debt', 'receivable'],
            CASE WHEN away THEN ARRAY[due, -due] ELSE ARRAY[-due, due] END
        );
    END IF;
    -- It asks for money again that was in suspense.
    IF NEW.status = 'open' AND OLD.status = 'paid' THEN
        PERFORM billing_app_post(
            'opening-reversed', NEW.id, NEW.account_id, billing_app_day(NEW.account_id, now()),
            posting.currency, NEW.number, ARRAY['suspense', 'receivable'],
            ARRAY[-posting.amount, posting.amount]
        )
        FROM billing_app_journal_entry entry
        JOIN billing_app_posting posting ON posting.entry_id = entry.id
        WHERE entry.kind = 'opening-suspense' AND entry.subject = NEW.id
          AND posting.ledger = 'suspense';
    END IF;
    IF OLD.finalised_at IS NULL OR NEW.status = 'void' AND OLD.status <> 'void' THEN
        PERFORM billing_app_post_invoice(NEW.id);
    END IF;
    RETURN NULL;
END
"""
ALLOCATION = "BEGIN PERFORM billing_app_post_allocation(NEW.id); RETURN NULL; END"
PAYMENT = "BEGIN PERFORM billing_app_post_payment(NEW.id); RETURN NULL; END"
REFUND = """
DECLARE
    money text := (SELECT currency FROM billing_app_account WHERE id = NEW.account_id);
BEGIN
    PERFORM billing_app_post(
        'refund', NEW.id, NEW.account_id, NEW.paid_on, money, NEW.reference,
        ARRAY['customer-credit', 'refunds-payable'], ARRAY[NEW.amount, -NEW.amount]
    );
    IF NEW.status = 'succeeded' THEN
        PERFORM billing_app_post(
            'refund-paid', NEW.id, NEW.account_id, NEW.paid_on, money, NEW.reference,
            ARRAY['refunds-payable', 'cash'], ARRAY[NEW.amount, -NEW.amount]
        );
    ELSIF NEW.status IN ('declined', 'unavailable') THEN
        PERFORM billing_app_post(
            'refund-failed', NEW.id, NEW.account_id, NEW.paid_on, money, NEW.reference,
            ARRAY['refunds-payable', 'customer-credit'], ARRAY[NEW.amount, -NEW.amount]
        );
    END IF;
    RETURN NULL;
END
"""


def kept(table: str) -> AddTrigger:
    return AddTrigger(f"{table}_stays", table=table, when="BEFORE UPDATE OR DELETE", body=KEPT)


class Migration(migrations.Migration):
    atomic = False  # each trigger commits alone
    dependencies = [("billing_app", "0102_charges_given_back")]

    operations = [
        migrations.RunSQL(POST, UNPOST),
        migrations.RunSQL(BALANCED, UNBALANCED),
        kept("billing_app_journal_entry"),
        kept("billing_app_posting"),
        kept("billing_app_credit_note"),
        kept("billing_app_credit_note_line"),
        AddTrigger(
            "billing_app_credited",
            table="billing_app_credit_note_line",
            when="AFTER INSERT",
            body=CREDITED,
        ),
        AddTrigger(
            "billing_app_refund_posted",
            table="billing_app_refund",
            when="AFTER INSERT OR UPDATE OF status",
            body=REFUND,
        ),
        AddTrigger(
            "billing_app_invoice_posted",
            table="billing_app_invoice",
            when="AFTER UPDATE OF status, finalised_at",
            body=INVOICE,
        ),
        AddTrigger(
            "billing_app_payment_posted",
            table="billing_app_payment",
            when="AFTER INSERT OR UPDATE OF reversed_at",
            body=PAYMENT,
        ),
        AddTrigger(
            "billing_app_allocation_posted",
            table="billing_app_payment_allocation",
            when="AFTER INSERT OR UPDATE OF reversed_at",
            body=ALLOCATION,
        ),
    ]
