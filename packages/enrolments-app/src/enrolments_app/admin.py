"""
What may an operator look at in the admin? Reading only: changes go through the services.
"""

from django.contrib import admin

from domain_kit.admin import ReadOnlyAdmin
from enrolments_app import models


@admin.register(models.Enrolment)
class EnrolmentAdmin(ReadOnlyAdmin):
    list_display = ("employee_id", "label", "coverage", "status", "employer_id")
    list_filter = ("status",)
    search_fields = ("=employee_id", "label")


@admin.register(models.EnrolmentChange)
class EnrolmentChangeAdmin(ReadOnlyAdmin):
    list_display = ("id", "kind", "enrolment", "effective_on", "recorded_at", "actor")
    list_filter = ("kind",)
    list_select_related = ("enrolment",)


@admin.register(models.MemberImportProblem)
class MemberImportProblemAdmin(ReadOnlyAdmin):
    list_display = ("enrolment", "problem", "found_at")
    list_select_related = ("enrolment",)


@admin.register(models.CoverageRepair)
class CoverageRepairAdmin(ReadOnlyAdmin):
    list_display = ("enrolment", "problem", "before", "after", "repaired_at")
    list_select_related = ("enrolment",)
