"""
Bill one employer for a month.
"""

import datetime as dt
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from billing_app import api
from domain_kit.actor import Actor


def first_of_month(text: str) -> dt.date:
    """
    2027-02 is 1 February 2027.
    """
    return dt.date.fromisoformat(f"{text}-01")


class Command(BaseCommand):
    help = "Charge an employer's cover of a month and draft an invoice of what is not invoiced yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("employer", type=UUID, help="The employer's id.")
        parser.add_argument("month", type=first_of_month, help="For example 2027-02.")
        parser.add_argument(
            "--issued-on", type=dt.date.fromisoformat, required=True, help="2027-02-28"
        )

    def handle(
        self, *, employer: UUID, month: dt.date, issued_on: dt.date, **options: object
    ) -> None:
        try:
            invoice = api.run_billing(
                actor=Actor.system("billing_run"),
                idempotency_key=f"billing_run {month:%Y-%m} {issued_on}",
                employer_id=employer,
                month=month,
                issued_on=issued_on,
            )
        except api.BillingError as exc:
            raise CommandError(str(exc)) from exc
        if invoice is None:
            self.stdout.write(f"Nothing to invoice for {month:%Y-%m}.")
        else:
            self.stdout.write(f"Drafted {invoice.id}: {len(invoice.lines)} lines, {invoice.total}.")
