"""
A number is one invoice's, is there unless it is a draft, and a status is a word of 3.0.

Indexes are built while the table is in use; the checks hold for new rows at once and are read for old
ones by the next migration.
"""

from django.db import migrations, models

from domain_kit.operations import (
    AddCheckNotValid,
    AddIndexConcurrently,
    AddUniqueConstraintUsingIndex,
)

STATUSES = ["draft", "open", "paid", "void", "uncollectible"]
NUMBERED = models.Q(
    models.Q(
        ("finalised_at__isnull", True),
        ("invoice_number__isnull", True),
        ("number__isnull", True),
        ("status__in", ["draft", "void"]),
    ),
    models.Q(
        models.Q(("status", "draft"), _negated=True),
        ("finalised_at__isnull", False),
        ("invoice_number__isnull", False),
        ("number__isnull", False),
    ),
    _connector="OR",
)


class Migration(migrations.Migration):
    atomic = False  # a concurrent build cannot run in a transaction
    dependencies = [("billing_app", "0034_new_words")]

    operations = [
        AddUniqueConstraintUsingIndex(
            "invoice",
            models.UniqueConstraint(
                fields=("legal_entity", "series", "year", "invoice_number"),
                name="one_invoice_per_number",
            ),
        ),
        AddUniqueConstraintUsingIndex(
            "invoice",
            models.UniqueConstraint(
                fields=("legal_entity", "number"), name="one_invoice_per_printed_number"
            ),
        ),
        AddIndexConcurrently(
            model_name="invoice",
            index=models.Index(
                condition=models.Q(("status", "open")),
                fields=["account", "due_on"],
                name="invoice_open",
            ),
        ),
        AddCheckNotValid(
            model_name="invoice",
            constraint=models.CheckConstraint(
                name="number_present_unless_draft", condition=NUMBERED
            ),
        ),
        AddCheckNotValid(
            model_name="invoice",
            constraint=models.CheckConstraint(
                name="invoice_status_is_one", condition=models.Q(("status__in", STATUSES))
            ),
        ),
    ]
