"""
Ask for money that was paid out before its bank took it back, where a release before 3.2 did not.
"""

from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser

from billing_app import models
from billing_app.services.debit_payment import debit_payment, not_asked_for
from domain_kit.actor import Actor


class Command(BaseCommand):
    help = (
        "List payments that were taken back after money had been paid out of them, and for which no "
        "invoice asks: releases before 3.2 issued none. With --issue, issue it; run it again at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "employer", type=UUID, nargs="?", help="The employer's id; without: all"
        )
        parser.add_argument("--issue", action="store_true", help="Issue an invoice of each, today.")

    def handle(self, *, employer: UUID | None, issue: bool, **options: object) -> None:
        actor = Actor.system("billing_debit_reversed")
        count = 0
        for payment, sent in not_asked_for(employer):
            count += 1
            asked = ""
            if issue and (made := debit_payment(actor=actor, payment=payment)):
                number = models.Invoice.objects.values_list("number", flat=True).get(pk=made)
                asked = f": invoice {number} asks for it"
            self.stdout.write(
                f"{payment.pk} ({payment.reference}) of employer {payment.account.employer_id}, "
                f"{sent} paid out{asked}"
            )
        self.stdout.write(f"{count} payments." if issue else f"{count} to ask for, with --issue.")
