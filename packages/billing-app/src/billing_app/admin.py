"""
What may an operator look at in the admin? Reading only: changes go through the services.
"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from billing_app import models


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


@admin.register(models.BillingAccount)
class BillingAccountAdmin(ReadOnly):
    list_display = ("employer_id", "legal_entity", "currency", "terms_days")


@admin.register(models.Invoice)
class InvoiceAdmin(ReadOnly):
    list_display = ("number", "account", "status", "issued_on", "due_on")
    list_filter = ("status",)
    list_select_related = ("account",)
    search_fields = ("number",)


@admin.register(models.PaymentAttempt)
class PaymentAttemptAdmin(ReadOnly):
    list_display = ("id", "invoice", "status", "amount", "gateway", "gateway_reference")
    list_filter = ("status",)
    list_select_related = ("invoice",)


@admin.register(models.RepairedAttempt)
class RepairedAttemptAdmin(ReadOnly):
    list_display = ("gateway_reference", "attempt", "kept", "repaired_at")
    list_select_related = ("attempt", "kept")


@admin.register(models.Payment)
class PaymentAdmin(ReadOnly):
    list_display = ("id", "account", "amount", "received_on", "method", "reference", "reversed_at")
    list_filter = ("method",)
    list_select_related = ("account",)
    search_fields = ("reference",)


@admin.register(models.PaymentAllocation)
class PaymentAllocationAdmin(ReadOnly):
    list_display = ("id", "payment", "invoice", "amount", "allocated_at", "reversed_at")
    list_select_related = ("payment", "invoice")


@admin.register(models.Alert)
class AlertAdmin(ReadOnly):
    list_display = ("raised_at", "kind", "account", "text", "resolved_at", "resolved_by")
    list_filter = ("kind",)
    list_select_related = ("account",)
