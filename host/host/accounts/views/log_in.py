"""
How does somebody get in, and what is said to who guessed too often?
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from host.accounts.forms import LogInForm


class LogIn(LoginView):
    """
    The only way in, for the pages and for the admin.
    """

    authentication_form = LogInForm
    template_name = "accounts/log_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """
        The form, and what to do without the password.
        """
        return super().get_context_data(mail_is_sent=settings.MAIL_IS_SENT, **kwargs)


def locked_out(request: HttpRequest, response: HttpResponse, credentials: Any) -> HttpResponse:
    """
    429 with the time to wait: the same for a right password, so that it tells nobody anything.
    """
    wait = settings.AXES_COOLOFF_TIME
    minutes = int(wait.total_seconds() // 60)
    page = render(request, "accounts/locked_out.html", {"minutes": minutes}, status=429)
    page.headers["Retry-After"] = str(int(wait.total_seconds()))
    return page
