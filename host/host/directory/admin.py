"""
What may an operator change in the admin?
"""

from django.contrib import admin

from host.directory import models


@admin.register(models.Employer)
class EmployerAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "time_zone", "id")


@admin.register(models.Employee)
class EmployeeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "employer", "hired_on", "left_on")
    list_filter = ("employer",)
    search_fields = ("name",)


@admin.register(models.Membership)
class MembershipAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("user", "role", "employer", "employee")
    list_filter = ("role", "employer")
    list_select_related = ("user", "employer", "employee")
