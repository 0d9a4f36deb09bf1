"""
Mend covers that meet on a day: the plan, or with --apply the deed.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from enrolments_app.queries.overlaps import overlaps
from enrolments_app.services.mend_overlap import mend_overlap


class Command(BaseCommand):
    help = "Show how overlapping covers are mended; with --apply, mend and list them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--apply", action="store_true", help="mend them")

    def handle(self, *, apply: bool, **options: Any) -> None:
        plan = list(overlaps())
        for fix in plan:
            becomes = f"ends on {fix.last}" if fix.last else "is reversed"
            self.stdout.write(f"{fix.id}  {becomes}; {fix.because_of} has the days")
            if apply:
                mend_overlap(fix)
        done = "mended and listed" if apply else "to mend: run it again with --apply"
        self.stdout.write(f"{len(plan)} covers {done}.")
