"""
What may an operator look at in the admin? Reading only: changes go through the services.
"""

from django.contrib import admin

from benefits_app import models
from domain_kit.admin import ReadOnlyAdmin


@admin.register(models.Benefit)
class BenefitAdmin(ReadOnlyAdmin):
    list_display = ("name", "code", "category", "funding", "employer_id", "retired")
    list_filter = ("category", "funding", "retired")
    search_fields = ("name", "code")


@admin.register(models.PlanYear)
class PlanYearAdmin(ReadOnlyAdmin):
    list_display = ("employer_id", "starts_on", "ends_on", "time_zone")


@admin.register(models.Plan)
class PlanAdmin(ReadOnlyAdmin):
    list_display = ("benefit", "plan_year", "status", "currency", "proration", "age_policy")
    list_filter = ("status", "proration", "age_policy", "billing_mode")
    list_select_related = ("benefit", "plan_year")


@admin.register(models.PlanOption)
class PlanOptionAdmin(ReadOnlyAdmin):
    list_display = ("name", "code", "plan", "guaranteed_issue")
    list_select_related = ("plan__benefit", "plan__plan_year")


@admin.register(models.RateTable)
class RateTableAdmin(ReadOnlyAdmin):
    list_display = ("option", "starts_on", "ends_on", "basis", "reason")
    list_filter = ("basis",)
    list_select_related = ("option",)


@admin.register(models.EligibilityRuleSet)
class EligibilityRuleSetAdmin(ReadOnlyAdmin):
    list_display = ("benefit", "starts_on", "waiting", "waiting_days", "reason")
    list_select_related = ("benefit",)


@admin.register(models.EnrolmentWindow)
class EnrolmentWindowAdmin(ReadOnlyAdmin):
    list_display = ("kind", "employer_id", "opens_on", "closes_on", "time_zone", "extended_from")
    list_filter = ("kind",)


@admin.register(models.LifeEventKind)
class LifeEventKindAdmin(ReadOnlyAdmin):
    list_display = ("name", "code", "employer_id", "days_before", "days_after", "self_service")
    list_filter = ("self_service", "evidence_required")


@admin.register(models.Repair)
class RepairAdmin(ReadOnlyAdmin):
    list_display = ("migration", "table_name", "row_id", "note", "made_at")
    list_filter = ("migration", "table_name")
