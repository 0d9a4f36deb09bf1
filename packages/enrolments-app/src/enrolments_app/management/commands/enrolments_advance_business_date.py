"""
Do what each day up to a day brings: for a nightly job, which may have missed some nights.
"""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from enrolments_app.management.arguments import day, identifier
from enrolments_app.services.advance_business_date import advance_business_date


class Command(BaseCommand):
    help = "Move the business date of employers forward, one night at a time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("to", type=day)
        parser.add_argument("employers", type=identifier, nargs="+", metavar="employer")

    def handle(self, **options: object) -> None:
        for employer_id in options["employers"]:
            try:
                now = advance_business_date(
                    actor=Actor.system("enrolments_advance_business_date"),
                    employer_id=employer_id,
                    to=options["to"],
                )
            except DomainError as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(f"{employer_id}: {now.day}, {len(now.processed)} nights.")
