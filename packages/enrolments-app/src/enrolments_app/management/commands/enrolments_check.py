"""
List the enrolments that need attention, and what upgrades have repaired.
"""

from django.core.management.base import BaseCommand
from django.db import connection
from django.db.models import Count

from enrolments_app.models import CoverageRepair, MemberImportProblem, StatusSplit
from enrolments_app.queries.overlaps import overlaps


class Command(BaseCommand):
    help = "List enrolments that overlap, dependants that could not be read, and repairs."

    def handle(self, **options: object) -> None:
        found = 0
        for fix in overlaps():
            becomes = f"end it on {fix.last}" if fix.last else "reverse it"
            self.stdout.write(
                f"{fix.id}  covered twice on a day: {fix.because_of} covers it too; {becomes}"
            )
            found += 1
        self.stdout.write(f"{found} enrolments need attention.")
        if found:
            self.stdout.write(
                "`enrolments_mend` shows how overlaps are mended, --apply mends them."
            )
        # Between two steps of an upgrade some of the reports are not there yet.
        tables = connection.introspection.table_names()
        if CoverageRepair._meta.db_table in tables:
            self._list_repairs()
        if StatusSplit._meta.db_table in tables:
            self._count_statuses()

    def _list_repairs(self) -> None:
        for problem in MemberImportProblem.objects.order_by("id"):
            self.stdout.write(f"{problem.enrolment_id}  not covered: {problem.problem}")
        for repair in CoverageRepair.objects.order_by("id"):
            self.stdout.write(
                f"{repair.enrolment_id}  repaired: {repair.problem}; it was {repair.before}"
            )

    def _count_statuses(self) -> None:
        splits = StatusSplit.objects.values_list("before", "after").order_by("before", "after")
        for before, after, count in splits.annotate(count=Count("id")):
            self.stdout.write(f"{count} enrolments were {before} before 2.1.0 and are {after}")
