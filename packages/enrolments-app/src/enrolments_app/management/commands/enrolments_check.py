"""
List the enrolments that later releases will not accept.
"""

from django.core.management.base import BaseCommand
from django.db import connection

DIRTY = {
    "covered twice on a day": """
        SELECT a.id, 'overlaps ' || b.id FROM enrolments_app_enrolment a
        JOIN enrolments_app_enrolment b
          ON a.employee_id = b.employee_id AND a.benefit_id = b.benefit_id AND a.id < b.id
        WHERE a.status IN ('active', 'ended') AND b.status IN ('active', 'ended')
          AND coalesce(a.ends_on, 'infinity') >= a.starts_on
          AND coalesce(b.ends_on, 'infinity') >= b.starts_on
          AND a.starts_on <= coalesce(b.ends_on, 'infinity')
          AND b.starts_on <= coalesce(a.ends_on, 'infinity')
        ORDER BY a.id""",
    "ends before it starts": """
        SELECT id, starts_on || ' to ' || ends_on FROM enrolments_app_enrolment
        WHERE ends_on < starts_on ORDER BY id""",
    "dependants that are not a list": """
        SELECT id, jsonb_typeof(dependants) FROM enrolments_app_enrolment
        WHERE jsonb_typeof(dependants) <> 'array' ORDER BY id""",
}


class Command(BaseCommand):
    help = "List enrolments that overlap, end before they start, or hold unreadable dependants."

    def handle(self, **options: object) -> None:
        found = 0
        for what, sql in DIRTY.items():
            with connection.cursor() as cursor:
                cursor.execute(sql)
                for enrolment_id, detail in cursor.fetchall():
                    self.stdout.write(f"{enrolment_id}  {what}: {detail}")
                    found += 1
        self.stdout.write(f"{found} enrolments need attention.")
