"""
What may people type?
"""

import datetime as dt
import secrets
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

# A day beyond these is a slip of the pen, and the calendar itself ends soon after the last.
FIRST, LAST = dt.date(1900, 1, 1), dt.date(2199, 12, 31)


def new_key() -> str:
    """
    A key that was never used.
    """
    return secrets.token_urlsafe(16)


class CommandForm(forms.Form):
    """
    A form whose repeated submission has one effect: its key is made when it is shown. `sent_to` is
    the address it goes to, once a page shows it (host/portal/posting.py).
    """

    sent_to = ""
    key = forms.CharField(
        max_length=100,
        widget=forms.HiddenInput,
        error_messages={"required": _("The page was incomplete. Send the form again.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = new_key()

    def is_about(self, other: "CommandForm") -> bool:
        """
        Whether the hidden values of both are the same, the key apart.
        """
        return all(
            str(field.value() or "") == str(other[field.name].value() or "")
            for field in self.hidden_fields()
            if field.name != "key"
        )

    def renew_key(self) -> None:
        """
        Send what follows as something new.
        """
        self.data = self.data.copy()
        self.data[self.add_prefix("key")] = new_key()

    def complete_key(self) -> None:
        """
        Without a key there is nothing to repeat, and sending the form again is something new.
        """
        if "key" in self.errors:
            self.renew_key()


class DayInput(forms.DateInput):
    """
    The browser's own calendar.
    """

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """
    A day somebody may mean.
    """

    widget = DayInput
    default_validators = [MinValueValidator(FIRST), MaxValueValidator(LAST)]


class EnrolForm(CommandForm):
    """
    From which day on?
    """

    option_id = forms.UUIDField(widget=forms.HiddenInput)
    starts_on = DayField(label="From")


class EndForm(CommandForm):
    """
    Until which day?
    """

    ends_on = DayField(label="Last day")


class RunForm(CommandForm):
    """
    Bill which month?
    """

    month = forms.CharField(
        widget=forms.TextInput(attrs={"type": "month"}), label="Month", max_length=7
    )

    def clean_month(self) -> dt.date:
        try:
            month = dt.date.fromisoformat(f"{self.cleaned_data['month']}-01")
        except ValueError:
            raise forms.ValidationError("Write the month as 2027-02.") from None
        if not FIRST <= month <= LAST:
            raise forms.ValidationError("Choose a month of this century or the next.")
        return month


class PaymentForm(CommandForm):
    """
    Which money came in?
    """

    amount = forms.DecimalField(max_digits=12, decimal_places=3, label="Amount")
    received_on = DayField(label="Received on")
    reference = forms.CharField(max_length=100, label="Reference")


class AccountForm(CommandForm):
    """
    On what terms is an employer billed?
    """

    legal_entity = forms.CharField(max_length=100, label="Billed by")
    currency = forms.CharField(min_length=3, max_length=3, label="Currency")
    terms_days = forms.IntegerField(min_value=0, max_value=365, label="Days to pay", initial=30)

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).upper()
