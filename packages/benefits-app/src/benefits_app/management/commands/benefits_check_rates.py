"""
List options whose rates are missing or broken, and what migrations have mended.
"""

from collections.abc import Iterator

from django.core.management.base import BaseCommand

from benefits_app.data import Basis
from benefits_app.errors import RateBandsBroken
from benefits_app.models import PlanOption, RateBand, RateTable, Repair
from benefits_app.queries.priced import band_value
from benefits_app.rules.rates import require_complete
from domain_kit.money import exponent


class Command(BaseCommand):
    help = (
        "List options without a rate table, tables with holes or overlaps, and rows that a "
        "migration has mended."
    )

    def handle(self, **options: object) -> None:
        found = [*missing(), *broken(), *too_precise(), *mended()]
        for line in found:
            self.stdout.write(line)
        self.stdout.write(f"{len(found)} findings.")


def missing() -> Iterator[str]:
    """
    Options without rates: nobody can choose them.
    """
    for option in PlanOption.objects.filter(rate_tables=None).order_by("id"):
        yield f"{option.id}  {option.name}: no rate table, so nobody can choose it"


def broken() -> Iterator[str]:
    """
    Tables with a hole or an overlap: publish whole rates from a later day on.
    """
    for row in RateTable.objects.prefetch_related("bands"):
        try:
            require_complete(row.option_id, [band_value(band) for band in row.bands.all()])
        except RateBandsBroken as fault:
            yield f"{row.option_id}  from {row.starts_on}: {fault.fault}"


def too_precise() -> Iterator[str]:
    """
    Prices with more decimals than their currency: each is rounded once, when it is charged.
    """
    whole = RateBand.objects.exclude(table__basis=Basis.PER_1000)
    for band in whole.select_related("table__option__plan"):
        currency = band.table.option.plan.currency
        exact = band_value(band).amount.normalize()
        if -int(exact.as_tuple().exponent) > exponent(currency):
            yield (
                f"{band.table.option_id}  from {band.table.starts_on}: {exact} has more decimals "
                f"than {currency}, and is rounded when it is charged"
            )


def mended() -> Iterator[str]:
    """
    Rows that a migration has changed.
    """
    for repair in Repair.objects.order_by("id"):
        yield (
            f"{repair.table_name} {repair.row_id}: {repair.note}; it was {repair.before}, "
            f"and is {repair.after or 'removed'}"
        )
