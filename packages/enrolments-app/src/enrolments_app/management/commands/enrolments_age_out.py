"""
End the cover of an employer's children who are too old.
"""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from enrolments_app.management.arguments import day, identifier, sentence_of
from enrolments_app.rules.age_out import CHILD_LIMIT
from enrolments_app.services.age_out import age_out


class Command(BaseCommand):
    help = "End cover of children at the end of the month of a birthday, and price the rest again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("employer", type=identifier)
        parser.add_argument("on", type=day, help="The day to look from, often a first of month.")
        parser.add_argument("--limit", type=int, default=CHILD_LIMIT, help="Which birthday.")
        parser.add_argument("--key", help="A new key goes through everybody once more.")

    def handle(self, **options: object) -> None:
        try:
            run = age_out(
                actor=Actor.system("enrolments_age_out"),
                employer_id=options["employer"],
                on=options["on"],
                limit=options["limit"],
                idempotency_key=options["key"],
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(sentence_of(run))
