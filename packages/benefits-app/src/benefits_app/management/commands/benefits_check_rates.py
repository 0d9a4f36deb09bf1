"""
List options whose rates are missing or broken.
"""

from django.core.management.base import BaseCommand
from django.db.models import F

from benefits_app.errors import RateBandsBroken
from benefits_app.models import PlanOption, RateBand, RateTable
from benefits_app.queries.rates import rate_table_value
from benefits_app.rules.rates import require_whole
from benefits_app.services.publish_rates import FLAT
from domain_kit.money import TooPrecise


class Command(BaseCommand):
    help = (
        "List options without a rate table or with a stale one, and tables with holes or overlaps."
    )

    def handle(self, **options: object) -> None:
        found = 0
        for option in PlanOption.objects.filter(rate_tables=None).order_by("id"):
            self.stdout.write(f"{option.id}  {option.name}: no rate table, read at its flat price")
            found += 1
        stale = RateBand.objects.filter(table__reason=FLAT, table__ends_on=None).exclude(
            monthly_price=F("table__option__monthly_price")
        )
        for band in stale.select_related("table__option").order_by("table__option"):
            option = band.table.option
            self.stdout.write(
                f"{option.id}  {option.name}: {band.monthly_price} in its rate table, "
                f"{option.monthly_price} as flat price"
            )
            found += 1
        tables = RateTable.objects.select_related("option__plan").prefetch_related("bands")
        for row in tables:
            try:
                table = rate_table_value(row, row.option.plan.currency)
                require_whole(row.option_id, table.bands)
            except RateBandsBroken as broken:
                self.stdout.write(f"{row.option_id}  from {row.starts_on}: {broken.fault}")
                found += 1
            except TooPrecise as imported:
                self.stdout.write(f"{row.option_id}  from {row.starts_on}: {imported}")
                found += 1
        self.stdout.write(f"{found} findings.")
