"""
Make the members of enrolments that have none: those 1.5 wrote after the upgrade.
"""

from django.core.management.base import BaseCommand
from django.db import transaction

from enrolments_app.models import Enrolment
from enrolments_app.services.add_members import add_members

CHUNK = 500


class Command(BaseCommand):
    help = "Make the members of enrolments without any; run it once no 1.5 serves any more."

    def handle(self, **options: object) -> None:
        made = problems = 0
        while True:
            # Each chunk commits alone, so the command may be stopped and run again.
            with transaction.atomic():
                rows = list(
                    Enrolment.objects.select_for_update(skip_locked=True, of=("self",))
                    .filter(members=None)
                    .order_by("id")[:CHUNK]
                )
                problems += sum(add_members(row) for row in rows)
            made += len(rows)
            if len(rows) < CHUNK:
                break
        self.stdout.write(f"{made} enrolments have members now; {problems} dependants are listed.")
