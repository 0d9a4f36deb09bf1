"""
What may an operator change in the admin?
"""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from domain_kit.errors import DomainError
from host.directory import models
from host.directory.tokens.admin import ApiTokenAdmin

__all__ = ["ApiTokenAdmin", "EmployeeAdmin", "EmployerAdmin", "MembershipAdmin"]


@admin.register(models.Employer)
class EmployerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "time_zone", "id")


class EarlierEmploymentInline(admin.TabularInline):  # type: ignore[type-arg]
    model = models.EarlierEmployment
    fields = readonly_fields = ("employer", "starts_on", "ends_on")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(models.Employee)
class EmployeeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "employer", "hired_on", "left_on")
    list_filter = ("employer",)
    search_fields = ("name",)
    inlines = (EarlierEmploymentInline,)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """
        A change that a domain refuses is undone, and its sentence shown.
        """
        try:
            return super().changeform_view(request, *args, **kwargs)
        except DomainError as refusal:
            return _shown(request, refusal)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """
        The same for many people at once.
        """
        try:
            return super().changelist_view(request, *args, **kwargs)
        except DomainError as refusal:
            return _shown(request, refusal)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """
        The same for a deletion.
        """
        try:
            return super().delete_view(request, *args, **kwargs)
        except DomainError as refusal:
            return _shown(request, refusal)


def _shown(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    messages.error(request, str(refusal))
    return HttpResponseRedirect(request.get_full_path())


@admin.register(models.Membership)
class MembershipAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("user", "role", "employer", "employee")
    list_filter = ("role", "employer")
    list_select_related = ("user", "employer", "employee")
