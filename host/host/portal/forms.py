"""
What may people type?
"""

import datetime as dt
import secrets
from typing import Any

from django import forms


class CommandForm(forms.Form):
    """
    A form whose repeated submission has one effect: its key is made when it is shown.
    """

    key = forms.CharField(max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = secrets.token_urlsafe(16)


class DayInput(forms.DateInput):
    """
    The browser's own calendar.
    """

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class EnrolForm(CommandForm):
    """
    From which day on?
    """

    option_id = forms.UUIDField(widget=forms.HiddenInput)
    starts_on = forms.DateField(widget=DayInput, label="From")


class EndForm(CommandForm):
    """
    Until which day?
    """

    ends_on = forms.DateField(widget=DayInput, label="Last day")


class RunForm(CommandForm):
    """
    Bill which month?
    """

    month = forms.CharField(
        widget=forms.TextInput(attrs={"type": "month"}), label="Month", max_length=7
    )

    def clean_month(self) -> dt.date:
        try:
            return dt.date.fromisoformat(f"{self.cleaned_data['month']}-01")
        except ValueError:
            raise forms.ValidationError("Write the month as 2027-02.") from None


class PaymentForm(CommandForm):
    """
    Which money came in?
    """

    amount = forms.DecimalField(max_digits=12, decimal_places=3, label="Amount")
    received_on = forms.DateField(widget=DayInput, label="Received on")
    reference = forms.CharField(max_length=100, label="Reference")
