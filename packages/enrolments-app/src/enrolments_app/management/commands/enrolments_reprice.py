"""
Let an employer's cover go on at its new price.
"""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from enrolments_app.management.arguments import day, identifier, sentence_of
from enrolments_app.services.reprice import reprice


class Command(BaseCommand):
    help = "Price all cover in force on a day again: new rates, another age band."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("employer", type=identifier)
        parser.add_argument("on", type=day)
        parser.add_argument("--key", help="A new key goes through everybody once more.")

    def handle(self, **options: object) -> None:
        try:
            run = reprice(
                actor=Actor.system("enrolments_reprice"),
                employer_id=options["employer"],
                on=options["on"],
                idempotency_key=options["key"],
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(sentence_of(run))
