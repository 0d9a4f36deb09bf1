"""
When a gateway said that it never heard of an attempt; and 2.3 forgets the invoice of a payment whose
allocation was taken back. Instant.
"""

from django.db import migrations, models

FORGOTTEN = """
CREATE FUNCTION billing_app_forget_invoice() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE billing_app_payment SET invoice_id = NULL WHERE id = NEW.payment_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER billing_app_allocation_taken_back
    AFTER UPDATE OF reversed_at ON billing_app_payment_allocation
    FOR EACH ROW WHEN (OLD.reversed_at IS NULL AND NEW.reversed_at IS NOT NULL)
    EXECUTE FUNCTION billing_app_forget_invoice();
"""
REMEMBERED = """
DROP TRIGGER billing_app_allocation_taken_back ON billing_app_payment_allocation;
DROP FUNCTION billing_app_forget_invoice();
"""


class Migration(migrations.Migration):
    dependencies = [("billing_app", "0022_only_2_3_reads")]

    operations = [
        # Whoever holds a lock for long makes this fail, not everybody wait: run it again.
        migrations.RunSQL("SET LOCAL lock_timeout = '3s'", migrations.RunSQL.noop),
        migrations.AddField(
            model_name="paymentattempt",
            name="unheard_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunSQL(FORGOTTEN, REMEMBERED),
    ]
