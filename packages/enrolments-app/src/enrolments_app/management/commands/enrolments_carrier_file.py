"""
Write a carrier's file of an employer: what changed since the last one, or everything.
"""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from enrolments_app.management.arguments import day, identifier
from enrolments_app.queries.carrier_file import carrier_changes, carrier_roster


class Command(BaseCommand):
    help = "Write a carrier's CSV; --since goes on after a cursor, --full-on writes everything."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("employer", type=identifier)
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--since", type=int, default=0, help="The last file's cursor.")
        which.add_argument("--full-on", type=day, help="All cover in force on this day or later.")
        parser.add_argument("--plan", type=identifier, action="append", default=[])
        parser.add_argument("--benefit", type=identifier, action="append", default=[])
        parser.add_argument("--out", type=Path, required=True)

    def handle(self, **options: object) -> None:
        wanted = {
            "actor": Actor.system("enrolments_carrier_file"),
            "employer_id": options["employer"],
            "plan_ids": options["plan"],
            "benefit_ids": options["benefit"],
        }
        try:
            if options["full_on"] is None:
                file = carrier_changes(**wanted, since=options["since"])
            else:
                file = carrier_roster(**wanted, on=options["full_on"])
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        try:
            options["out"].write_bytes(file.text.encode())
        except OSError as exc:
            raise CommandError(f"{options['out']} cannot be written: {exc}") from exc
        self.stdout.write(
            f"{file.rows} rows in {options['out']}; the next file is --since {file.cursor}."
        )
