"""
Which commands were already carried out?
"""

from django.db import models

from domain_kit.idempotency import IdempotencyRecord


class CommandRecord(IdempotencyRecord):
    """
    A command's answer under its idempotency key; the scope is the actor, in 1.6 the employer.
    """

    class Meta:
        db_table = "enrolments_app_command"
        constraints = [
            models.UniqueConstraint(fields=["scope", "key"], name="one_enrolments_command_per_key")
        ]
