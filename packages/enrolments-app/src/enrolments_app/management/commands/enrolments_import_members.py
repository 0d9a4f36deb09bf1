"""
Make the members of enrolments that have none: those 1.5 wrote after an upgrade to 1.6.

For the upgrade to 3.0.0, which stops at such rows; its last step drops the JSON they are read from.
"""

import json

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from domain_kit.money import Money
from enrolments_app.services.add_members import add_members

CHUNK = 500
# Not the model, which has forgotten the column.
UNREAD = """
    SELECT e.id, e.monthly_price, e.currency, to_jsonb(e) -> 'dependants'
    FROM enrolments_app_enrolment e
    WHERE NOT EXISTS (
        SELECT 1 FROM enrolments_app_enrolmentmember m WHERE m.enrolment_id = e.id
    )
    ORDER BY e.id LIMIT %s FOR UPDATE OF e SKIP LOCKED"""


class Command(BaseCommand):
    help = "Make the members of enrolments without any, before 3.0.0 drops the JSON of 1.5."

    def handle(self, **options: object) -> None:
        made = problems = 0
        while True:
            # Each chunk commits alone, so the command may be stopped and run again.
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(UNREAD, [CHUNK])
                rows = cursor.fetchall()
                for enrolment_id, price, currency, stored in rows:
                    problems += add_members(
                        enrolment_id,
                        price=Money.of(price, currency),
                        dependants=json.loads(stored) if isinstance(stored, str) else stored or [],
                    )
            made += len(rows)
            if len(rows) < CHUNK:
                break
        self.stdout.write(f"{made} enrolments have members now; {problems} dependants are listed.")
