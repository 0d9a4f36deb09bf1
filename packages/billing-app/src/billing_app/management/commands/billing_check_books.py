"""
List what older releases left in the books: numbers, payments and statuses that do not fit.
"""

from typing import Any

from django.core.management import BaseCommand

from billing_app.queries.books import findings


class Command(BaseCommand):
    """
    Reads only. No upgrade to 2.4.0 changes any of these figures.
    """

    help = "List invoices and payments of older releases that do not fit together."

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
