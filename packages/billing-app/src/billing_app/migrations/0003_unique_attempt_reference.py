"""
A gateway's reference belongs to one attempt: a unique index built while the table is in use, then
attached as a constraint in an instant.
"""

from django.db import migrations, models

from domain_kit.operations import AddUniqueConstraintUsingIndex


class Migration(migrations.Migration):
    atomic = False  # a concurrent build cannot run in a transaction
    dependencies = [("billing_app", "0002_attempt_idempotency_key")]
    operations = [
        AddUniqueConstraintUsingIndex(
            "paymentattempt",
            models.UniqueConstraint(
                fields=["gateway", "gateway_reference"], name="one_attempt_per_gateway_reference"
            ),
        ),
    ]
