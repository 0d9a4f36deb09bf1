"""
The nightly check: do employment, cover and bills agree, for every employee?
"""

import argparse
import dataclasses
import datetime as dt
import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from host.directory.days import today_in
from host.directory.models import Employer
from host.duties.data import Difference
from host.duties.gather import affairs
from host.duties.mending import mend
from host.duties.rules import differences

COLUMNS = ("finding", "employer_id", "employee_id", "subject_id", "detail")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as exc:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write 2027-02-28.") from exc


class Command(BaseCommand):
    help = (
        "Report, per employee, cover without employment, employment without decision, and cover "
        "billed differently. Exit status 1 if anything is found. With --mend, cover without "
        "employment begins and ends with it first, and what is left is reported."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--employer", type=UUID, help="Only this one.")
        parser.add_argument("--on", type=_day, help="Another day than each employer's own today.")
        parser.add_argument(
            "--mend", action="store_true", help="Let cover begin and end with the employment."
        )
        parser.add_argument("--json", action="store_true", help="For programs, not for people.")

    def handle(self, *, employer: UUID | None, on: dt.date | None, **options: Any) -> None:
        employers = Employer.objects.order_by("id")
        if employer is not None:
            employers = employers.filter(pk=employer)
            if not employers:
                raise CommandError(f"There is no employer {employer}.", returncode=2)
        if options["mend"]:
            self._mend(employers, on)
        found = [
            difference
            for each in employers
            for difference in differences(affairs(each.pk, on or today_in(each.time_zone)))
        ]
        self.stdout.write(_as_json(found) if options["json"] else _as_table(found))
        if found:
            raise SystemExit(1)

    def _mend(self, employers: Iterable[Employer], on: dt.date | None) -> None:
        for each in employers:
            for refused in mend(affairs(each.pk, on or today_in(each.time_zone))):
                self.stderr.write(refused)


def _as_json(found: list[Difference]) -> str:
    return json.dumps([dataclasses.asdict(each) for each in found], default=str, indent=1)


def _as_table(found: list[Difference]) -> str:
    if not found:
        return "Employment, cover and bills agree."
    rows = [COLUMNS, *([str(getattr(each, name)) for name in COLUMNS] for each in found)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS) - 1)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[-1]])
        for row in rows
    ]
    return "\n".join([*lines, f"{len(found)} found."])
