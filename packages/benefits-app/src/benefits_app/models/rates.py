"""
What does an option cost at which age, from when to when?
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from benefits_app.models.plan import PlanOption
from benefits_app.models.plan_year import DAYS
from domain_kit.identifiers import new_id

NO_TWO_TABLES_OVERLAP = "no_two_rate_tables_of_an_option_overlap"
NO_TWO_BANDS_OVERLAP = "no_two_rate_bands_of_a_group_overlap"
AGES = models.Func(
    models.F("age_from"), models.F("age_to"), models.Value("[]"), function="int4range"
)


class RateTable(models.Model):
    """
    The rates of an option from `starts_on` to `ends_on`, inclusive; open-ended without an end.

    `basis`: what one amount pays for. Tables older than 2.1.0 price whoever is covered at once.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    option = models.ForeignKey(PlanOption, models.PROTECT, related_name="rate_tables")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=20, db_default="per_enrolment")

    class Meta:
        db_table = "benefits_app_ratetable"
        ordering = ["option_id", "starts_on"]
        constraints = [
            ExclusionConstraint(
                name=NO_TWO_TABLES_OVERLAP,
                expressions=[
                    ("option", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
            )
        ]

    def __str__(self) -> str:
        return f"{self.option} from {self.starts_on}"


class RateBand(models.Model):
    """
    The monthly price for the ages `age_from` to `age_to`, inclusive, in the plan's currency.

    `group` is a tier or a pricing relationship, "" for all; `amount` is in major units.
    `old_overlap` marks what overlapped another band before the database refused that.
    """

    id = models.BigAutoField(primary_key=True)
    table = models.ForeignKey(RateTable, models.CASCADE, related_name="bands")
    age_from = models.PositiveSmallIntegerField()
    age_to = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=40, blank=True, db_default="", db_column="price_group")
    amount = models.DecimalField(max_digits=18, decimal_places=6)
    old_overlap = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "benefits_app_rateband"
        ordering = ["table_id", "age_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "group", "age_from"], name="one_rate_band_per_group_and_age"
            ),
            models.CheckConstraint(
                condition=models.Q(age_to__gte=models.F("age_from")),
                name="rate_band_ends_after_it_starts",
            ),
            ExclusionConstraint(
                name=NO_TWO_BANDS_OVERLAP,
                expressions=[
                    ("table", RangeOperators.EQUAL),
                    ("group", RangeOperators.EQUAL),
                    (AGES, RangeOperators.OVERLAPS),
                ],
                condition=models.Q(old_overlap=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.age_from} to {self.age_to}"
