"""
What does somebody fill in to get in, and to keep the log-in safe?
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordResetForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_otp import devices_for_user
from django_otp.forms import OTPAuthenticationFormMixin
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from host.accounts.mailing import may_mail

CODE = forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text"})


class LogInForm(OTPAuthenticationFormMixin, AuthenticationForm):
    """
    Name and password, and a code from who has turned the second step on.
    """

    otp_device = forms.CharField(required=False, widget=forms.HiddenInput)
    otp_token = forms.CharField(required=False, max_length=20, widget=CODE)
    otp_challenge = forms.CharField(required=False, widget=forms.HiddenInput)
    otp_error_messages = {
        **OTPAuthenticationFormMixin.otp_error_messages,
        "token_required": _("This log-in asks for a code as well."),
        "invalid_token": _("This code is not right, or was used already."),
    }

    def clean(self) -> dict[str, Any]:
        """
        Raises:
            ValidationError: if name, password or code is wrong, or the code is missing.
        """
        super().clean()
        user = self.get_user()
        device = None if user is None else device_for(user, self.cleaned_data.get("otp_token", ""))
        if device is not None:
            self.cleaned_data |= {"otp_device": device.persistent_id, "otp_challenge": ""}
            self.clean_otp(user)
        return self.cleaned_data

    @property
    def asks_for_code(self) -> bool:
        """
        Whether the password was right, and the code was missing or wrong.
        """
        return self.is_bound and self.get_user() is not None

    def _update_form(self, user: Any) -> None:
        """
        django-otp would write the password into the page that is shown again.
        """


def device_for(user: Any, code: str) -> Any:
    """
    What a code has to come from: the app if it is six digits, else the recovery codes. None if the
    user has no second step.
    """
    devices = list(devices_for_user(user))
    wanted = TOTPDevice if not code or code.isdecimal() else StaticDevice
    return next((each for each in devices if isinstance(each, wanted)), next(iter(devices), None))


class ForgottenForm(PasswordResetForm):
    """
    The address of who forgot a password.
    """

    def get_users(self, email: str) -> Iterator[Any]:
        """
        Whose address it is, and who was not mailed a moment ago.
        """
        return (user for user in super().get_users(email) if may_mail(user.pk))


class CodeForm(forms.Form):
    """
    The first code of an app that was just set up.
    """

    code = forms.CharField(max_length=10, widget=CODE)


class PasswordForm(forms.Form):
    """
    The password once more, before something that a stolen session must not do. It counts like a
    log-in.
    """

    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        """
        Raises:
            ValidationError: if it is not this user's.
        """
        password: str = self.cleaned_data["password"]
        name = self.request.user.get_username()
        if authenticate(self.request, username=name, password=password) is None:
            raise forms.ValidationError(_("This is not your password. Nothing was changed."))
        return password
