"""
Carry an employer's cover over into the next plan year.
"""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from enrolments_app.management.arguments import day, identifier, sentence_of
from enrolments_app.services.carry_over import carry_over


class Command(BaseCommand):
    help = "Give cover that ends with a plan year its successor; run it again if it was stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("employer", type=identifier)
        parser.add_argument("plan_year", type=identifier)
        parser.add_argument("starts_on", type=day, help="The first day of the next plan year.")
        parser.add_argument("--key", help="A new key goes through everybody once more.")

    def handle(self, **options: object) -> None:
        try:
            run = carry_over(
                actor=Actor.system("enrolments_carry_over"),
                employer_id=options["employer"],
                plan_year_id=options["plan_year"],
                starts_on=options["starts_on"],
                idempotency_key=options["key"],
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(sentence_of(run))
