"""
Who may see the admin?
"""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


class CarefulAdmin(AdminSite):
    """
    Staff, who came in by the one log-in page; with SECOND_STEP_FOR_ADMIN only after a second step.
    """

    def has_permission(self, request: HttpRequest) -> bool:
        """
        Whether the admin opens.
        """
        return super().has_permission(request) and not _step_is_missing(request)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """
        No log-in of its own: the host's page counts failures and asks for codes.
        """
        if super().has_permission(request) and _step_is_missing(request):
            messages.error(
                request, "The admin asks for a second step. Turn it on, or log in again."
            )
            return redirect("second-step")
        return redirect_to_login(request.GET.get("next") or "/admin/")


def _step_is_missing(request: HttpRequest) -> bool:
    return settings.SECOND_STEP_FOR_ADMIN and not request.user.is_verified()
