"""
List what an employer's people may choose on a day.
"""

import datetime as dt
from uuid import UUID

from django.core.management.base import BaseCommand, CommandParser

from benefits_app import api
from domain_kit.actor import Actor


class Command(BaseCommand):
    help = "List what an employer's people may choose on a day, with the monthly price."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("employer", type=UUID, help="The employer's id.")
        parser.add_argument("--on", type=dt.date.fromisoformat, required=True, help="2027-02-10")

    def handle(self, *, employer: UUID, on: dt.date, **options: object) -> None:
        actor = Actor.system("benefits_offers")
        offers = api.list_offers(actor=actor, employer_id=employer, on=on)
        for offer in offers:
            self.stdout.write(
                f"{offer.benefit_code:<10} {offer.option_code:<10} {offer.monthly_price!s:>14}  "
                f"{offer.benefit_name}, {offer.option_name}  {offer.option_id}"
            )
        if not offers:
            self.stdout.write(f"Nothing is on offer at {employer} on {on}.")
