"""
The nightly job: what a day brings to every employer, in the employer's own time zone.
"""

from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from host.duties.night import nights


class Command(BaseCommand):
    help = (
        "Move every employer's business date to its own today, and send the reminders that are due. "
        "Run it every hour or night: what is done is not done again. Exit status 1 if a duty was "
        "refused; the other employers' are done."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--employer", type=UUID, help="Only this one.")

    def handle(self, *, employer: UUID | None, **options: Any) -> None:
        refused = 0
        for who, told, as_it_should_be in nights(employer):
            (self.stdout if as_it_should_be else self.stderr).write(f"{who}: {told}")
            refused += not as_it_should_be
        if refused:
            raise CommandError(f"{refused} duties were refused.", returncode=1)
