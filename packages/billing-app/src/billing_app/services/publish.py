"""
Hand the events that were written down out to the endpoints that want them.
"""

from django.db import connection, transaction

from billing_app.events import DeliveryState

_PUBLISH = """
    WITH event AS (
        SELECT outbox.id, outbox.topic, outbox.aggregate, outbox.sequence, outbox.created_at,
               account.employer_id
        FROM billing_app_outbox outbox JOIN billing_app_account account
          ON account.id = outbox.account_id
        WHERE outbox.published_at IS NULL
        ORDER BY outbox.id LIMIT %s
        FOR NO KEY UPDATE OF outbox SKIP LOCKED
    ), delivery AS (
        INSERT INTO billing_app_delivery
            (id, endpoint_id, event_id, aggregate, sequence, state, tries, detail)
        SELECT gen_random_uuid(), endpoint.id, event.id, event.aggregate, event.sequence, %s, 0, ''
        FROM event JOIN billing_app_endpoint endpoint
          ON endpoint.disabled_at IS NULL AND endpoint.created_at <= event.created_at
         AND (endpoint.employer_id IS NULL OR endpoint.employer_id = event.employer_id)
         AND (endpoint.topics = '[]'::jsonb OR endpoint.topics ? event.topic)
        ON CONFLICT DO NOTHING
    )
    UPDATE billing_app_outbox SET published_at = now() FROM event
    WHERE billing_app_outbox.id = event.id
"""


def publish(*, limit: int) -> int:
    """
    Write the deliveries of up to `limit` events, and that they are written, in one statement: a crash
    undoes both (C-40). Several relays share the events. Answers how many there were.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PUBLISH, [limit, DeliveryState.WAITING.value])
        return int(cursor.rowcount)
