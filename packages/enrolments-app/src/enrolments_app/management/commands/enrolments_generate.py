"""
Fill an empty database with the cover of many people, to measure and to rehearse with.
"""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from enrolments_app.models import Enrolment
from enrolments_app.services.generate import generate


class Command(BaseCommand):
    help = "Generate enrolments, the same for the same seed; only into an empty table."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--employees", type=int, default=12_000)
        parser.add_argument("--enrolments", type=int, default=50_000)
        parser.add_argument("--employers", type=int, default=200)
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, **options: object) -> None:
        if Enrolment.objects.exists():
            raise CommandError("There are enrolments already. Generate into an empty database.")
        names = ("employees", "enrolments", "employers", "seed")
        try:
            made = generate(**{name: options[name] for name in names})
        except ValueError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"{made.enrolments} enrolments, {made.members} members, {made.changes} changes."
        )
