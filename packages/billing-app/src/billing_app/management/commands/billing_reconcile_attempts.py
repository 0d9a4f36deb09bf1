"""
Ask the gateway about every attempt whose outcome is open.
"""

import datetime as dt
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser

from billing_app import api
from domain_kit.actor import Actor


class Command(BaseCommand):
    help = "Ask the gateway about every attempt of an employer that is sent, pending or unknown."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("employer", type=UUID, help="The employer's id.")
        parser.add_argument("--on", type=dt.date.fromisoformat, required=True, help="2027-03-01")

    def handle(self, *, employer: UUID, on: dt.date, **options: object) -> None:
        attempts = api.reconcile_attempts(
            actor=Actor.system("billing_reconcile_attempts"), employer_id=employer, received_on=on
        )
        for attempt in attempts:
            self.stdout.write(f"{attempt.id}  {attempt.status}  {attempt.amount}  {attempt.detail}")
        self.stdout.write(f"{len(attempts)} attempts asked about.")
