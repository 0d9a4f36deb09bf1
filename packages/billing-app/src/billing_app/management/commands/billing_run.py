"""
Bill one employer, or all of them, for every open month up to one.
"""

import datetime as dt
from collections.abc import Iterator
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Count, Sum

from billing_app import api, models
from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from domain_kit.money import Money


def first_of_month(text: str) -> dt.date:
    """
    2027-02 is 1 February 2027.
    """
    return dt.date.fromisoformat(f"{text}-01")


def employer(text: str) -> UUID | None:
    """
    An employer's id, or all of them.
    """
    return None if text == "all" else UUID(text)


class Command(BaseCommand):
    help = (
        "Charge every open month of cover up to a month, and draft an invoice of what is on none yet. "
        "Can be stopped and run again at any time: it goes on where it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("employer", type=employer, help="The employer's id, or: all")
        parser.add_argument("month", type=first_of_month, help="For example 2027-02.")
        parser.add_argument(
            "--issued-on", type=dt.date.fromisoformat, required=True, help="2027-02-28"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would be charged, and write nothing."
        )
        parser.add_argument(
            "--enqueue",
            action="store_true",
            help="Leave it to the task engine, a task an employer.",
        )
        parser.add_argument(
            "--again",
            default="",
            metavar="WORD",
            help="Any word that was not given before: run the month once more, for what is new.",
        )

    def handle(self, **options: object) -> None:
        each, month, issued_on = options["employer"], options["month"], options["issued_on"]
        assert isinstance(month, dt.date)
        assert isinstance(issued_on, dt.date)
        assert each is None or isinstance(each, UUID)
        key = f"billing_run {month:%Y-%m} {issued_on}" + (
            f" {options['again']}" if options["again"] else ""
        )
        if options["enqueue"]:
            from billing_app.tasks import enqueue_billing  # its engine is optional

            one = None if each is None else [each]
            tasks = enqueue_billing(month=month, issued_on=issued_on, employer_ids=one, key=key)
            self.stdout.write(f"Left {len(tasks)} employers to the task engine.")
            return
        refused = 0
        for employer_id in _employers(each):
            try:
                said = (
                    self._preview(employer_id, month)
                    if options["dry_run"]
                    else self._run(employer_id, month, issued_on, key)
                )
            except DomainError as exc:
                if each is not None:
                    raise CommandError(str(exc)) from exc
                refused += 1
                self.stderr.write(f"{employer_id}: {exc}")
            else:
                self.stdout.write(said if each is not None else f"{employer_id}: {said}")
        if refused:
            raise CommandError(f"{refused} employers were not billed; the reasons are above.")

    def _run(self, employer_id: UUID, month: dt.date, issued_on: dt.date, key: str) -> str:
        run = api.bill_employer(
            actor=Actor.system("billing_run"),
            idempotency_key=key,
            employer_id=employer_id,
            month=month,
            issued_on=issued_on,
        )
        if run is None or run.invoice_id is None:
            return f"Nothing to invoice for {month:%Y-%m}."
        # Added up where they are: an invoice of a large employer is not read into memory.
        lines = models.InvoiceLine.objects.filter(invoice=run.invoice_id)
        sums = lines.aggregate(count=Count("pk"), total=Sum("amount"))
        currency = api.account_for(
            actor=Actor.system("billing_run"), employer_id=employer_id
        ).currency
        total = Money.of(sums["total"], currency)
        return f"Drafted {run.invoice_id}: {sums['count']} lines, {total}."

    def _preview(self, employer_id: UUID, month: dt.date) -> str:
        seen = api.preview_billing(
            actor=Actor.system("billing_run"), employer_id=employer_id, month=month
        )
        return (
            f"{seen.to_ask} to ask for: {seen.charges} new charges, {seen.corrections} of them "
            f"corrections, {seen.waiting} waiting. {month:%Y-%m} costs {seen.month_total}, "
            f"{seen.variance} more than the month before."
        )


def _employers(one: UUID | None) -> Iterator[UUID]:
    if one is not None:
        yield one
        return
    rows = models.BillingAccount.objects.filter(hold_reason="").order_by("employer_id")
    yield from rows.values_list("employer_id", flat=True)
