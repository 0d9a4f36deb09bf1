"""
Give a restored copy of a production database to other settings.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection

from host.production import marking
from host.production.guard import TABLE
from host.production.models import Mark

WHAT_IT_DOES = """\
{name} is marked as production's by {module}, since {day}. Unmarked, any settings may act on it:
development's gateway says yes to whatever it is asked, and its mail goes nowhere. Nothing else in
it changes: the people in it are real, and what was open at the real gateway stays open there."""


class Command(BaseCommand):
    help = "Take production's mark from a restored copy, so that other settings may act on it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--copy", metavar="NAME", help="The copy's name, to say that you mean it."
        )
        parser.add_argument(
            "--copied-by-file",
            action="store_true",
            help="It is a base backup or a snapshot, which cannot be told from the original.",
        )

    def handle(self, *, copy: str | None, copied_by_file: bool, **options: Any) -> None:
        name = str(connection.settings_dict["NAME"])
        mark = _mark()
        if mark is None:
            self.stdout.write(f"{name} is not marked as production's: any settings may act on it.")
            return
        told = WHAT_IT_DOES.format(
            name=name, module=mark.settings_module, day=mark.marked_at.date()
        )
        if copy != name:
            raise CommandError(
                f"{told}\nNothing was done. If you mean it: --copy {name}", returncode=2
            )
        if not copied_by_file and mark.identity in ("", marking.identity_of()):
            raise CommandError(
                f"{name} is the very database that production migrated, not one that a dump of it "
                "was restored into. Nothing was done. If it was copied file by file (a base backup, "
                "a snapshot) and production does not use it: --copied-by-file",
                returncode=2,
            )
        marking.unmark()
        self.stdout.write(
            f"{told}\nIt is unmarked now. The next `migrate` by production marks it again."
        )


def _mark() -> Mark | None:
    try:
        if TABLE not in connection.introspection.table_names():
            return None
    except OperationalError as exc:
        raise CommandError(
            f"The database does not answer: {str(exc).splitlines()[0]} Check DATABASE_URL.",
            returncode=2,
        ) from exc
    return Mark.objects.first()
