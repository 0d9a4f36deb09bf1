"""
For which period are an employer's plans agreed?
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from domain_kit.identifiers import new_id

NO_TWO_OVERLAP = "no_two_plan_years_of_an_employer_overlap"


# Both dates are inclusive, as people write them.
DAYS = models.Func(
    "starts_on",
    "ends_on",
    models.Value("[]"),
    function="daterange",
    output_field=DateRangeField(),
)


class PlanYear(models.Model):
    """
    A plan year, both days inclusive, in the employer's time zone as it was when agreed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    employer_id = models.UUIDField(db_index=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    time_zone = models.CharField(max_length=60)

    class Meta:
        db_table = "benefits_app_planyear"
        ordering = ["employer_id", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="plan_year_ends_after_it_starts",
            ),
            ExclusionConstraint(
                name=NO_TWO_OVERLAP,
                expressions=[
                    ("employer_id", RangeOperators.EQUAL),
                    (DAYS, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on} to {self.ends_on}"
