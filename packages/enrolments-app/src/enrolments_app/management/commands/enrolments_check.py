"""
List the enrolments that 2.0.0 and later releases will not accept, and what was repaired.
"""

from django.core.management.base import BaseCommand
from django.db import connection
from django.db.models import Count

from enrolments_app.models import CoverageRepair, StatusSplit
from enrolments_app.queries.overlaps import overlaps

UNREADABLE = """
    SELECT id, jsonb_typeof(dependants) FROM enrolments_app_enrolment
    WHERE jsonb_typeof(dependants) <> 'array' ORDER BY id"""


class Command(BaseCommand):
    help = "List enrolments that overlap or hold unreadable dependants, and those repaired."

    def handle(self, **options: object) -> None:
        found = 0
        for fix in overlaps():
            becomes = f"end it on {fix.last}" if fix.last else "reverse it"
            self.stdout.write(
                f"{fix.id}  covered twice on a day: {fix.because_of} covers it too; {becomes}"
            )
            found += 1
        with connection.cursor() as cursor:
            cursor.execute(UNREADABLE)
            for enrolment_id, kind in cursor.fetchall():
                self.stdout.write(f"{enrolment_id}  dependants that are not a list: {kind}")
                found += 1
        for repair in CoverageRepair.objects.order_by("id"):
            self.stdout.write(
                f"{repair.enrolment_id}  repaired: {repair.problem}; it was {repair.before}"
            )
        splits = StatusSplit.objects.values_list("before", "after").order_by("before", "after")
        for before, after, count in splits.annotate(count=Count("id")):
            self.stdout.write(f"{count} enrolments were {before} before 2.1.0 and are {after}")
        self.stdout.write(f"{found} enrolments need attention.")
        if found:
            self.stdout.write(
                "`enrolments_mend` shows how overlaps are mended, --apply mends them."
            )
