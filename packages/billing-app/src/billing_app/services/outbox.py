"""
Write down what others want to know, in the transaction in which it happens (C-40).
"""

import json
from uuid import UUID

from django.db import connection

from billing_app.events import Topic
from domain_kit.identifiers import new_id
from domain_kit.money import Money

_INSERT = """
    INSERT INTO billing_app_outbox (id, account_id, topic, aggregate, sequence, payload)
    SELECT %s, %s, %s, %s, coalesce(max(sequence), 0) + 1, %s::jsonb
    FROM billing_app_outbox WHERE aggregate = %s
"""


def emit(
    topic: Topic, *, account_id: UUID, aggregate: UUID, **payload: UUID | int | str | None
) -> None:
    """
    Write an event of an aggregate whose account the caller has locked: so its numbers come one after
    the other, and are seen in that order. The payload has ids and minor units, never a name.
    """
    thin = json.dumps({name: _plain(value) for name, value in payload.items()})
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [new_id(), account_id, topic.value, aggregate, thin, aggregate])


def _plain(value: UUID | int | str | None) -> object:
    return str(value) if isinstance(value, UUID) else value


def minor_units(amount: Money) -> dict[str, int | str]:
    """
    An amount in a payload.
    """
    return {"minor": amount.minor, "currency": amount.currency}
