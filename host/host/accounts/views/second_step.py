"""
How does somebody add a code from an app to the password, and take it away?
"""

import django_otp
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from host.accounts import second_step
from host.accounts.forms import CodeForm, PasswordForm


@login_required
def show(request: HttpRequest) -> HttpResponse:
    """
    How to turn it on, or that it is on.
    """
    if django_otp.user_has_device(request.user):
        return render(request, "accounts/second_step_on.html", {"form": PasswordForm(request)})
    return _how_to(request, CodeForm())


@login_required
@require_POST
def turn_on(request: HttpRequest) -> HttpResponse:
    """
    With the first code; the answer shows the recovery codes, this once.
    """
    if django_otp.user_has_device(request.user):
        return redirect("second-step")
    form = CodeForm(request.POST)
    device = second_step.pending(request.user)
    codes = second_step.turn_on(device, form.cleaned_data["code"]) if form.is_valid() else None
    if codes is None:
        form.add_error(
            None, _("This is not the app's code now. Wait for the next one, and try again.")
        )
        return _how_to(request, form)
    django_otp.login(request, device)
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


@login_required
@require_POST
def turn_off(request: HttpRequest) -> HttpResponse:
    """
    With the password, so that a session that is left open does not suffice.
    """
    form = PasswordForm(request, request.POST)
    if not form.is_valid():
        return render(request, "accounts/second_step_on.html", {"form": form})
    second_step.turn_off(request.user)
    messages.success(request, _("From now on your password alone logs you in."))
    return redirect("account")


def _how_to(request: HttpRequest, form: CodeForm) -> HttpResponse:
    device = second_step.pending(request.user)
    key = device.config_url.split("secret=")[1].split("&")[0]
    seen = {"form": form, "picture": second_step.picture(device), "key": key}
    return render(request, "accounts/second_step.html", seen)
