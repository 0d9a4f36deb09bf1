"""
List what older releases left in the books: numbers, payments and statuses that do not fit.
"""

from typing import Any

from django.core.management import BaseCommand

from billing_app.queries.books import findings


class Command(BaseCommand):
    """
    Reads only, also a database that 3.2.0 has not migrated yet. No upgrade changes these figures.
    """

    help = "List what older releases wrote that does not fit together, before an upgrade or after."

    def handle(self, *args: Any, **options: Any) -> None:
        """
        One line each.
        """
        found = findings()
        for each in found:
            self.stdout.write(
                f"{each.kind}: {each.subject} of employer {each.employer_id}, {each.detail}"
            )
        self.stdout.write(f"{len(found)} to look at.")
