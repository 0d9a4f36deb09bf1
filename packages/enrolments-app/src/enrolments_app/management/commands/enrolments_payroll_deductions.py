"""
Write an employer's payroll deductions as CSV.
"""

import csv
import datetime as dt
from collections.abc import Iterator

from django.core.management.base import BaseCommand, CommandError, CommandParser

from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from enrolments_app.data.deductions import Deduction, PayFrequency, PaySchedule
from enrolments_app.management.arguments import day, identifier
from enrolments_app.queries.payroll_deductions import MAX_PAGE, payroll_deductions
from enrolments_app.rules.csv_cells import safe_cell

COLUMNS = (
    "pay_on",
    "period_starts_on",
    "period_ends_on",
    "employee_id",
    "benefit_id",
    "option",
    "amount",
    "currency",
)


class Command(BaseCommand):
    help = "Write what payroll takes from whom on each pay date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("employer", type=identifier)
        parser.add_argument("first", type=day, help="The first pay date.")
        parser.add_argument("last", type=day, help="The last pay date.")
        parser.add_argument(
            "--frequency", choices=[each.value for each in PayFrequency], required=True
        )
        parser.add_argument(
            "--period-ends-on", type=day, required=True, help="The last day of any pay period."
        )
        parser.add_argument("--pay-lag-days", type=int, default=0)
        parser.add_argument("--year-starts-in", type=int, default=1, help="1 is January.")
        parser.add_argument("--out", required=True)

    def handle(self, **options: object) -> None:
        schedule = PaySchedule(
            frequency=PayFrequency(options["frequency"]),
            period_ends_on=options["period_ends_on"],
            pay_lag_days=options["pay_lag_days"],
            year_starts_in=options["year_starts_in"],
        )
        rows = 0
        try:
            with open(options["out"], "w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out)
                writer.writerow(COLUMNS)
                for one in _all(options["employer"], schedule, options["first"], options["last"]):
                    writer.writerow(_line(one))
                    rows += 1
        except OSError as exc:
            raise CommandError(f"{options['out']} cannot be written: {exc}") from exc
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{rows} deductions in {options['out']}.")


def _all(
    employer_id: object, schedule: PaySchedule, first: dt.date, last: dt.date
) -> Iterator[Deduction]:
    after = None
    while True:
        page = payroll_deductions(
            actor=Actor.system("enrolments_payroll_deductions"),
            employer_id=employer_id,
            schedule=schedule,
            first=first,
            last=last,
            after=after,
            limit=MAX_PAGE,
        )
        yield from page.items
        after = page.after
        if after is None:
            return


def _line(one: Deduction) -> list[str]:
    return [
        one.pay_on.isoformat(),
        one.period_starts_on.isoformat(),
        one.period_ends_on.isoformat(),
        safe_cell(str(one.employee_id)),
        str(one.benefit_id),
        safe_cell(one.label),
        str(one.amount.amount) if one.amount is not None else "",
        one.amount.currency if one.amount is not None else "",
    ]
