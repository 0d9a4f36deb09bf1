"""
Who are the employers and employees, and which users act for them?
"""

from collections import Counter
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.core.validators import MaxValueValidator
from django.db import models, transaction
from django.db.models import F, Func, Value

from domain_kit.actor import Role
from domain_kit.identifiers import new_id
from host.directory.pay import Paid


class Employer(models.Model):
    """
    A tenant; `time_zone` is an IANA name. Its pay calendar: how often it pays ("" if nobody has said
    so), the last day of any one pay period, and how many days after it pay day is.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=60, default="Europe/London")
    paid = models.CharField(
        max_length=20, choices=Paid.choices, blank=True, default="", db_default=""
    )
    pay_period_ends_on = models.DateField(null=True, blank=True)
    pay_lag_days = models.PositiveSmallIntegerField(
        default=0, db_default=0, validators=[MaxValueValidator(60)]
    )

    class Meta:
        db_table = "directory_employer"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class EmployeeQuerySet(models.QuerySet["Employee"]):
    """
    People: what is changed or deleted in one go is noticed for each of them.
    """

    NOTICED = frozenset({"employer", "employer_id", "hired_on", "left_on", "born_on"})

    def update(self, **values: Any) -> int:
        """
        One by one if employments or birth dates change, so that nobody's change goes unheard.
        """
        if not self.NOTICED & values.keys():
            return super().update(**values)
        with transaction.atomic(using=self.db):
            rows = list(self)
            for row in rows:
                for name, value in values.items():
                    setattr(row, name, value)
                row.save(update_fields=list(values))
        return len(rows)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        """
        One by one, each of them heard of.
        """
        total: Counter[str] = Counter()
        with transaction.atomic(using=self.db):
            for row in self:
                total.update(row.delete()[1])
        return total.total(), dict(total)

    delete.alters_data = True  # type: ignore[attr-defined]


class Employee(models.Model):
    """
    A person, and the newest employment: from `hired_on` to `left_on`, both inclusive, at
    `employer`. Employments before it are rows of their own.
    """

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="employees")
    name = models.CharField(max_length=200)
    born_on = models.DateField(null=True, blank=True)
    hired_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    location = models.CharField(max_length=100, blank=True, default="", db_default="")
    grade = models.CharField(max_length=50, blank=True, default="", db_default="")
    # The share of a full-time job: 1 is full time.
    fte = models.DecimalField(
        max_digits=4, decimal_places=3, default=Decimal(1), db_default=Decimal(1)
    )
    # Gross pay of a year in major units, with its currency; and the hours worked in a month.
    annual_salary = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    salary_currency = models.CharField(max_length=3, blank=True, default="", db_default="")
    hours_per_month = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)

    objects = EmployeeQuerySet.as_manager()
    unnoticed: "models.Manager[Employee]" = models.Manager()

    class Meta:
        db_table = "directory_employee"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """
        Store the person; another employer is a transfer as of today (or of a new first day), and a
        first day after the last one a rehire. The observers of the directory hear of it.
        """
        noticing = apps.get_app_config("directory").noticing
        with transaction.atomic(using=kwargs.get("using")):
            before = noticing.known(self.pk)
            super().save(*args, **kwargs)
            noticing.saved(before, self)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """
        Delete the person, after the observers of the directory heard of it.
        """
        noticing = apps.get_app_config("directory").noticing
        with transaction.atomic(using=kwargs.get("using")):
            before = noticing.known(self.pk)
            if before is not None:
                noticing.deleted(before)
            return super().delete(*args, **kwargs)


def _as_range(function: str, first: str, last: str) -> Func:
    return Func(F(first), F(last), Value("[]"), function=function)


class EarlierEmployment(models.Model):
    """
    An employment before the newest one: `starts_on` to `ends_on`, both inclusive.
    """

    employee = models.ForeignKey(Employee, models.CASCADE, related_name="earlier_employments")
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="earlier_employments")
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        db_table = "directory_earlieremployment"
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=F("starts_on")),
                name="earlier_employment_ends_after_start",
            ),
            # The employee as a range of one number: GiST compares plain numbers with an extension only.
            ExclusionConstraint(
                name="one_employment_at_a_time",
                expressions=[
                    (_as_range("int8range", "employee", "employee"), RangeOperators.OVERLAPS),
                    (_as_range("daterange", "starts_on", "ends_on"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee_id} at {self.employer_id}, {self.starts_on} to {self.ends_on}"


class Membership(models.Model):
    """
    What a user is, and for whom. Operators act for every employer and have none of their own.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="membership")
    role = models.CharField(
        max_length=20, choices=[(role.value, role.value) for role in Role if role != Role.SYSTEM]
    )
    employer = models.ForeignKey(Employer, models.CASCADE, null=True, blank=True)
    employee = models.OneToOneField(Employee, models.CASCADE, null=True, blank=True)

    class Meta:
        db_table = "directory_membership"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role="operator") | models.Q(employer__isnull=False),
                name="only_operators_have_no_employer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role}"


class ApiToken(models.Model):
    """
    A program's key, of which only the SHA-256 is stored. It may do what its membership may, less
    what it is limited to: null is no limit, in `expires_at` as well.
    """

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=100)
    may_write = models.BooleanField(default=True, db_default=True)
    domains = ArrayField(models.CharField(max_length=40), null=True, blank=True)
    employer_ids = ArrayField(models.UUIDField(), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    issued_by = models.CharField(max_length=150, blank=True, default="", db_default="")
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.CharField(max_length=150, blank=True, default="", db_default="")
    # To the minute: who asks often does not write often.
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "directory_apitoken"

    def __str__(self) -> str:
        return self.label
