"""
List options whose rates are missing or broken.
"""

from django.core.management.base import BaseCommand

from benefits_app.errors import RateBandsBroken
from benefits_app.models import PlanOption, RateTable
from benefits_app.queries.rates import rate_table_value
from benefits_app.rules.rates import require_whole


class Command(BaseCommand):
    help = "List options without a rate table, and tables with holes or overlaps."

    def handle(self, **options: object) -> None:
        found = 0
        for option in PlanOption.objects.filter(rate_tables=None).order_by("id"):
            self.stdout.write(f"{option.id}  {option.name}: no rate table, read at its flat price")
            found += 1
        tables = RateTable.objects.select_related("option__plan").prefetch_related("bands")
        for row in tables:
            table = rate_table_value(row, row.option.plan.currency)
            try:
                require_whole(row.option_id, table.bands)
            except RateBandsBroken as fault:
                self.stdout.write(f"{row.option_id}  from {row.starts_on}: {fault.fault}")
                found += 1
        self.stdout.write(f"{found} findings.")
