"""
What may an operator look at in the admin? Reading only: changes go through the services.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from benefits_app import models


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """
    The admin shows rows of every employer, so it is for operators and changes nothing.
    """

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.Benefit)
class BenefitAdmin(ReadOnly):
    list_display = ("name", "code", "category", "funding", "employer_id", "retired")
    list_filter = ("category", "funding", "retired")
    search_fields = ("name", "code")


@admin.register(models.PlanYear)
class PlanYearAdmin(ReadOnly):
    list_display = ("employer_id", "starts_on", "ends_on", "time_zone")


@admin.register(models.PlanOption)
class PlanOptionAdmin(ReadOnly):
    list_display = ("name", "code", "plan", "monthly_price")
    list_select_related = ("plan__benefit", "plan__plan_year")


@admin.register(models.EnrolmentWindow)
class EnrolmentWindowAdmin(ReadOnly):
    list_display = ("kind", "employer_id", "opens_at", "closes_at")


@admin.register(models.RateTable)
class RateTableAdmin(ReadOnly):
    list_display = ("option", "starts_on", "ends_on", "reason")
    list_select_related = ("option",)
