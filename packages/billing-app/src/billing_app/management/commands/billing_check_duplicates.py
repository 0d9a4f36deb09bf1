"""
List the payment attempts that share a gateway's reference.
"""

from django.core.management.base import BaseCommand
from django.db.models import Count

from billing_app.models import PaymentAttempt


class Command(BaseCommand):
    help = "List payment attempts that share a gateway reference: money may have moved twice."

    def handle(self, **options: object) -> None:
        shared = (
            PaymentAttempt.objects.exclude(gateway_reference=None)
            .values("gateway", "gateway_reference")
            .annotate(number=Count("id"))
            .filter(number__gt=1)
            .order_by("gateway", "gateway_reference")
        )
        for row in shared:
            self.stdout.write("{gateway}  {gateway_reference}  {number} attempts".format(**row))
        self.stdout.write(f"{len(shared)} references are shared.")
