"""
What can somebody do about one's own log-in?
"""

from typing import Any

from axes.utils import reset
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import SetPasswordForm
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django_otp import user_has_device

from host.accounts.forms import ForgottenForm


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """
    Where password and second step are looked after.
    """
    has_step = user_has_device(request.user)
    return render(request, "accounts/account.html", {"has_second_step": has_step})


class ChangePassword(SuccessMessageMixin, views.PasswordChangeView):
    """
    Another password; every other browser of this user is logged out by it.
    """

    template_name = "accounts/change_password.html"
    success_url = reverse_lazy("account")
    success_message = _("Your password is changed, and your other browsers are logged out.")


class Forgotten(views.PasswordResetView):
    """
    Mail a link, or say nothing about whether there is such an address.
    """

    form_class = ForgottenForm
    template_name = "accounts/forgotten.html"
    email_template_name = "accounts/forgotten_mail.txt"
    subject_template_name = "accounts/forgotten_subject.txt"
    success_url = reverse_lazy("forgotten-sent")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """
        The form, or that this site sends no mail.
        """
        return super().get_context_data(mail_is_sent=settings.MAIL_IS_SENT, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """
        Mail the link; where no mail is sent, the link must not land in a log instead.
        """
        if not settings.MAIL_IS_SENT:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)


class NewPassword(views.PasswordResetConfirmView):
    """
    Whoever reads the account's mail sets its password, and is no longer locked out for guessing.
    """

    template_name = "accounts/new_password.html"
    success_url = reverse_lazy("login")

    def form_valid(self, form: SetPasswordForm) -> HttpResponse:  # type: ignore[type-arg]
        """
        Store it, and forget the failures of this name.
        """
        answer = super().form_valid(form)
        reset(username=form.user.get_username())
        messages.success(self.request, _("Your password is changed. Log in with it."))
        return answer


forgotten_sent = views.PasswordResetDoneView.as_view(template_name="accounts/forgotten_sent.html")
