"""
Which commands were already carried out?
"""

from django.db import models

from domain_kit.idempotency import IdempotencyRecord


class CommandRecord(IdempotencyRecord):
    """
    A command's answer under its idempotency key; the scope is the employer, or for
    `record_coverage` since 2.3.4 the actor at the employer.
    """

    class Meta:
        db_table = "billing_app_command"
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="one_billing_command_per_key")
        ]
