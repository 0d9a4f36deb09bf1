"""
What may an operator look at in the admin? Reading only: changes go through the services.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from enrolments_app import models


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


@admin.register(models.Enrolment)
class EnrolmentAdmin(ReadOnly):
    list_display = ("employee_id", "label", "coverage", "status", "employer_id")
    list_filter = ("status",)
    search_fields = ("=employee_id", "label")


@admin.register(models.EnrolmentChange)
class EnrolmentChangeAdmin(ReadOnly):
    list_display = ("id", "kind", "enrolment", "effective_on", "recorded_at", "actor")
    list_filter = ("kind",)
    list_select_related = ("enrolment",)


@admin.register(models.MemberImportProblem)
class MemberImportProblemAdmin(ReadOnly):
    list_display = ("enrolment", "problem", "found_at")
    list_select_related = ("enrolment",)
