"""
What 0003_unique_attempt_reference does, on data that it fails on: attempts that share a reference.

A host that has applied 0003 counts this as applied, too; one that could not runs it instead
(docs/adr/0004). Of attempts with one reference the succeeded one keeps it, or else the oldest;
the others keep their row, and their reference moves to the report table. Nothing is deleted.
"""

from django.db import migrations, models

from domain_kit.operations import AddUniqueConstraintUsingIndex

MOVE = """
WITH ranked AS (
    SELECT id, gateway_reference,
           first_value(id) OVER same AS kept_id, row_number() OVER same AS place
    FROM billing_app_paymentattempt
    WHERE gateway_reference IS NOT NULL
    WINDOW same AS (
        PARTITION BY gateway, gateway_reference
        ORDER BY (status = 'succeeded') DESC, created_at, id
    )
), moved AS (
    INSERT INTO billing_app_repairedattempt (attempt_id, kept_id, gateway_reference)
    SELECT id, kept_id, gateway_reference FROM ranked WHERE place > 1
    RETURNING attempt_id
)
UPDATE billing_app_paymentattempt SET gateway_reference = NULL
WHERE id IN (SELECT attempt_id FROM moved)
"""
PUT_BACK = """
WITH gone AS (
    DELETE FROM billing_app_repairedattempt RETURNING attempt_id, gateway_reference
)
UPDATE billing_app_paymentattempt attempt SET gateway_reference = gone.gateway_reference
FROM gone WHERE gone.attempt_id = attempt.id
"""


class Migration(migrations.Migration):
    atomic = False  # a concurrent build cannot run in a transaction
    replaces = [("billing_app", "0003_unique_attempt_reference")]
    dependencies = [("billing_app", "0003_repaired_attempt")]
    operations = [
        migrations.RunSQL(MOVE, PUT_BACK),
        AddUniqueConstraintUsingIndex(
            "paymentattempt",
            models.UniqueConstraint(
                fields=["gateway", "gateway_reference"], name="one_attempt_per_gateway_reference"
            ),
        ),
    ]
