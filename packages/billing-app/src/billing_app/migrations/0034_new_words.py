"""
sent becomes open and cancelled becomes void, in chunks that commit alone; stop it and run it again.
"""

from django.db import migrations, models

from domain_kit.operations import BackfillInChunks

WORDS = """
UPDATE billing_app_invoice
SET status = CASE status WHEN 'sent' THEN 'open' ELSE 'void' END
WHERE id BETWEEN %(first)s AND %(last)s AND status IN ('sent', 'cancelled')
"""


STATUSES = [(word, word) for word in ("draft", "open", "paid", "void", "uncollectible")]


class Migration(migrations.Migration):
    atomic = False  # one transaction a chunk; a single one would hold every row
    dependencies = [("billing_app", "0033_invoices_are_kept")]

    operations = [
        migrations.AlterField(  # the models' choices, nothing in the database
            model_name="invoice",
            name="status",
            field=models.CharField(choices=STATUSES, default="draft", max_length=20),
        ),
        BackfillInChunks("status_words", table="billing_app_invoice", statement=WORDS),
    ]
