"""
Ask the gateway about attempts and refunds whose outcome is open.
"""

import datetime as dt
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from billing_app import api
from domain_kit.actor import Actor


class Command(BaseCommand):
    help = (
        "Find an end for every attempt and refund in flight of an employer; without one, for those of "
        "all employers whose time to be asked about has come: run that every few minutes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("employer", type=UUID, nargs="?", help="The employer's id.")
        parser.add_argument("--on", type=dt.date.fromisoformat, help="2027-03-01, with an employer")

    def handle(self, *, employer: UUID | None, on: dt.date | None, **options: object) -> None:
        actor = Actor.system("billing_reconcile_attempts")
        if employer is None:
            attempts = api.reconcile_due_attempts(actor=actor)
        elif on is None:
            raise CommandError("Say with --on on which day the employer's money was received.")
        else:
            attempts = api.reconcile_attempts(actor=actor, employer_id=employer, received_on=on)
        for attempt in attempts:
            self.stdout.write(f"{attempt.id}  {attempt.status}  {attempt.amount}  {attempt.detail}")
        self.stdout.write(f"{len(attempts)} attempts asked about.")
        refunds = api.reconcile_refunds(actor=actor, employer_id=employer)
        for refund in refunds:
            self.stdout.write(f"{refund.id}  {refund.status}  {refund.amount}  {refund.detail}")
        if refunds:
            self.stdout.write(f"{len(refunds)} refunds asked about.")
