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


@admin.register(models.Dependant)
class DependantAdmin(ReadOnlyAdmin):
    list_display = ("employee_id", "key", "relationship", "days", "employer_id")
    list_filter = ("relationship",)
    search_fields = ("=employee_id", "=key")


@admin.register(models.Waiver)
class WaiverAdmin(ReadOnlyAdmin):
    list_display = ("employee_id", "benefit_id", "reason_code", "days", "withdrawn_at")
    list_filter = ("reason_code",)
    search_fields = ("=employee_id",)


@admin.register(models.LifeEventClaim)
class LifeEventClaimAdmin(ReadOnlyAdmin):
    list_display = ("employee_id", "kind", "event_on", "state", "chosen_on", "employer_id")
    list_filter = ("state", "kind")
    search_fields = ("=employee_id",)


@admin.register(models.ElectionBatch)
class ElectionBatchAdmin(ReadOnlyAdmin):
    list_display = ("employee_id", "state", "opened_at", "submitted_at", "employer_id")
    list_filter = ("state",)
    search_fields = ("=employee_id",)


@admin.register(models.EvidenceRequest)
class EvidenceRequestAdmin(ReadOnlyAdmin):
    list_display = ("employee_id", "member_key", "requested", "guaranteed", "state")
    list_filter = ("state",)
    list_select_related = ("enrolment",)
    search_fields = ("=employee_id",)


@admin.register(models.StatusSplit)
class StatusSplitAdmin(ReadOnlyAdmin):
    list_display = ("enrolment", "before", "after", "waiver_id")
    list_filter = ("before", "after")
    list_select_related = ("enrolment",)
