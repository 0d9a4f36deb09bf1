"""
How do invoices of 2.x get their numbers, however often the work is interrupted?

Two migrations do this, before and behind the trigger that numbers from then on. It is part of both:
what it does to a row never changes.
"""

import json
from typing import Any

from django.conf import settings
from django.db import transaction

from domain_kit.operations.progress import Progress

CHUNK = 1_000

# One chunk in order. Two of these at once would number the same rows: the first statement queues.
_QUEUE = "SELECT pg_advisory_xact_lock(hashtextextended('billing number backfill', 0))"
_NUMBER = """
WITH left_over AS (
    SELECT id, entity, number, finalised_at, extract(year FROM issued_on)::smallint AS year
    FROM billing_app_invoice
    WHERE invoice_number IS NULL AND finalised_at IS NOT NULL
    ORDER BY entity, finalised_at, id
    LIMIT %(chunk)s
    FOR NO KEY UPDATE
), counted AS (
    SELECT *, row_number() OVER (PARTITION BY entity, year ORDER BY finalised_at, id) AS place,
           coalesce(%(prefixes)s::jsonb ->> entity, %(prefixes)s::jsonb ->> '*', '') AS prefix
    FROM left_over
), series AS (
    INSERT INTO billing_app_number_series (id, legal_entity, document, year, prefix, next)
    SELECT gen_random_uuid(), entity, 'invoice', year, min(prefix), count(*) + 1
    FROM counted GROUP BY entity, year ORDER BY entity, year
    ON CONFLICT (legal_entity, document, year)
    DO UPDATE SET next = billing_app_number_series.next + excluded.next - 1
    RETURNING legal_entity, year, next
), numbered AS (
    SELECT counted.*,
           series.next - 1 - count(*) OVER (PARTITION BY counted.entity, counted.year) + place AS mine
    FROM counted
    JOIN series ON series.legal_entity = counted.entity AND series.year = counted.year
), told AS (
    SELECT *, btrim(coalesce(number, '')) IN ('', '0') OR EXISTS (
        SELECT 1 FROM billing_app_invoice twin
        WHERE twin.entity = numbered.entity AND twin.number = numbered.number
          AND (twin.finalised_at, twin.id) < (numbered.finalised_at, numbered.id)
    ) AS repair, prefix || year || '-' || lpad(mine::text, greatest(6, length(mine::text)), '0')
      AS own
    FROM numbered
), repaired AS (
    INSERT INTO billing_app_repaired_number (invoice_id, before, after)
    SELECT id, number, own FROM told WHERE repair
)
UPDATE billing_app_invoice invoice
SET series = 'invoice', year = told.year, invoice_number = told.mine,
    number = CASE WHEN told.repair THEN told.own ELSE told.number END
FROM told WHERE told.id = invoice.id
RETURNING invoice.id
"""
_DRAFTS = """
WITH had AS (
    SELECT id, number FROM billing_app_invoice
    WHERE finalised_at IS NULL AND number IS NOT NULL FOR NO KEY UPDATE
), told AS (
    INSERT INTO billing_app_repaired_number (invoice_id, before) SELECT id, number FROM had
)
UPDATE billing_app_invoice invoice SET number = NULL FROM had WHERE had.id = invoice.id
"""


def number_invoices(connection: Any, name: str) -> int:
    """
    Number every finalised invoice that has no number in its series; answers how many. Its progress
    is the row `name` of domain_kit_backfill.
    """
    progress = Progress(connection=connection, app_label="billing_app", name=name)
    progress.start()
    params = {"chunk": CHUNK, "prefixes": json.dumps(settings.BILLING_LEGAL_ENTITIES)}
    done = 0
    while True:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(_QUEUE)
            cursor.execute(_NUMBER, params)
            rows = cursor.fetchall()
            if not rows:
                cursor.execute(_DRAFTS)
                break
            progress.advance(cursor, rows[-1][0], len(rows))
            done += len(rows)
    progress.finish()
    return done
