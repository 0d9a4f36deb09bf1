"""
Who are the employers and employees, and which users act for them?
"""

from django.conf import settings
from django.db import models

from domain_kit.actor import Role
from domain_kit.identifiers import new_id


class Employer(models.Model):
    """
    A tenant; `time_zone` is an IANA name.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=60, default="Europe/London")

    class Meta:
        db_table = "directory_employer"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Employee(models.Model):
    """
    A person employed from `hired_on` to `left_on`, both inclusive.
    """

    employer = models.ForeignKey(Employer, models.PROTECT, related_name="employees")
    name = models.CharField(max_length=200)
    born_on = models.DateField(null=True, blank=True)
    hired_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "directory_employee"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


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
    A program's key, of which only the SHA-256 is stored.
    """

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=100)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "directory_apitoken"

    def __str__(self) -> str:
        return self.label
