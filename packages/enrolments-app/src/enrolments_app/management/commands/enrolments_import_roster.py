"""
Take the elections of a roster file, or show what it would do.
"""

import csv
from pathlib import Path
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from enrolments_app.data.roster import RosterError, RosterFile
from enrolments_app.errors.roster import RosterRefused
from enrolments_app.management.arguments import identifier
from enrolments_app.services.import_roster import import_roster, preview_roster


class Command(BaseCommand):
    help = "Preview a roster, CSV or XLSX; with --apply take all of its rows, or none."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--employer", type=identifier, required=True)
        parser.add_argument("--apply", action="store_true", help="Write; otherwise only look.")
        parser.add_argument(
            "--keep-good-rows", action="store_true", help="Take what can be taken, list the rest."
        )
        parser.add_argument(
            "--option-codes",
            type=Path,
            help="A CSV of code and option id, for rows that use codes.",
        )
        parser.add_argument(
            "--override-reason", default="", help="Why days further back than the limit are right."
        )

    def handle(self, **options: object) -> None:
        wanted = {
            "actor": Actor.system("enrolments_import_roster"),
            "employer_id": options["employer"],
            "option_codes": _codes(options["option_codes"]),
            "override_reason": options["override_reason"],
            "progress": self._tell,
        }
        try:
            file = RosterFile(name=options["file"].name, content=options["file"].read_bytes())
            if options["apply"]:
                keep = bool(options["keep_good_rows"])
                report = import_roster(**wanted, file=file, keep_good_rows=keep)
            else:
                report = preview_roster(**wanted, file=file)
        except OSError as exc:
            raise CommandError(f"{options['file']} cannot be read: {exc}") from exc
        except RosterRefused as refusal:
            self._list(refusal.errors)
            raise CommandError(
                f"{len(refusal.errors)} of {refusal.rows} rows cannot be taken; nothing was written."
            ) from refusal
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self._list(report.errors)
        did = "made" if report.applied else "would be made"
        self.stdout.write(
            f"{report.rows} rows: {report.made} {did}, {report.unchanged} there already, "
            f"{report.refused} refused."
        )

    def _tell(self, done: int, of: int) -> None:
        self.stderr.write(f"{done} of {of} rows")

    def _list(self, errors: tuple[RosterError, ...]) -> None:
        for error in errors:
            self.stdout.write(str(error))


def _codes(path: Path | None) -> dict[str, UUID] | None:
    if path is None:
        return None
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return {code: UUID(option_id) for code, option_id in csv.reader(lines)}
    except (OSError, ValueError) as exc:
        raise CommandError(f"{path} is no CSV of code and option id: {exc}") from exc
