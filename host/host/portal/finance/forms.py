"""
What may finance type?
"""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from host.portal.finance import bank_file
from host.portal.forms import FIRST, LAST, CommandForm, DayField
from host.portal.templatetags.shown import money

_MONTH = {"invalid": _("Write the month as 2027-02."), "required": _("Choose a month.")}


def amount(**more: Any) -> forms.DecimalField:
    """
    An amount in major units; how many decimal places it has, the currency says.
    """
    return forms.DecimalField(
        max_digits=12,
        decimal_places=3,
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
        **more,
    )


class MonthField(forms.CharField):
    """
    A month, by the browser's own calendar; its first day.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"type": "month"}))
        super().__init__(max_length=7, error_messages=_MONTH, **options)

    def clean(self, value: Any) -> dt.date:
        typed = super().clean(value)
        try:
            month = dt.date.fromisoformat(f"{typed}-01")
        except ValueError:
            raise forms.ValidationError(_MONTH["invalid"]) from None
        if not FIRST <= month <= LAST:
            raise forms.ValidationError(_("Choose a month of this century or the next."))
        return month


class RunForm(CommandForm):
    """
    Bill which month?
    """

    month = MonthField(label=_("Month"))


class RunShownForm(CommandForm):
    """
    Bill the month that was looked at?
    """

    month = MonthField(label=_("Month"), widget=forms.HiddenInput())
    shown = forms.CharField(widget=forms.HiddenInput, initial="yes")


class HoldForm(CommandForm):
    """
    Why is nothing billed?
    """

    reason = forms.CharField(max_length=300, label=_("Reason"))


class SendForm(CommandForm):
    """
    Number it and send it.
    """


class VoidForm(CommandForm):
    """
    Take it back.
    """


class UncollectibleForm(CommandForm):
    """
    Give it up.
    """


class CollectForm(CommandForm):
    """
    Ask the gateway for what is due.
    """


class PaymentForm(CommandForm):
    """
    Which money came in?
    """

    amount = amount(label=_("Amount"))
    received_on = DayField(label=_("Received on"))
    reference = forms.CharField(
        max_length=100, label=_("Reference"), help_text=_("As your bank's statement says it.")
    )


class TakeBackForm(CommandForm):
    """
    Which allocation ends?
    """

    allocation_id = forms.UUIDField(widget=forms.HiddenInput)


class CreditForm(CommandForm):
    """
    Why is something given back, and when? Which lines, the page asks beside it.
    """

    reason = forms.CharField(max_length=200, label=_("Reason"), help_text=_("It is on the note."))
    issued_on = DayField(label=_("Issued on"))


class BankFileForm(CommandForm):
    """
    Which transfers did the bank report?
    """

    file = forms.FileField(
        label=_("File of transfers (CSV)"),
        help_text=_("With the columns date, amount and reference in its first line."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv,text/plain"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > bank_file.MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than 1 MB: a statement of transfers is not. Choose another.")
            )
        return file


class ReceiptForm(CommandForm):
    """
    Which money came in, for whichever invoices?
    """

    amount = amount(label=_("Amount"))
    received_on = DayField(label=_("Received on"))
    reference = forms.CharField(max_length=100, label=_("Reference"))
    place = forms.ChoiceField(
        label=_("It pays"),
        choices=[
            ("oldest", _("What is open, the oldest first")),
            ("credit", _("Nothing yet: keep it as credit")),
        ],
    )


class AllocateForm(CommandForm):
    """
    Which invoice does some of a payment belong to?
    """

    invoice_id = forms.ChoiceField(label=_("Invoice"))
    amount = amount(
        label=_("Amount"), required=False, help_text=_("Empty: as much as there is and is due.")
    )

    def __init__(self, *args: Any, invoices: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["invoice_id"].choices = [
            (str(each.id), f"{each.number or _('Draft')}, {money(each.due)}") for each in invoices
        ]


class RefundForm(CommandForm):
    """
    How much goes back, and why?
    """

    amount = amount(label=_("Amount"), required=False, help_text=_("Empty: all that is left."))
    reason = forms.CharField(max_length=200, label=_("Reason"))
    paid_on = DayField(label=_("Paid on"))
    reference = forms.CharField(
        max_length=100,
        required=False,
        label=_("Reference of the transfer"),
        help_text=_("For what goes back by bank; the gateway needs none."),
    )


class ReverseForm(CommandForm):
    """
    Why did the bank take money back?
    """

    reason = forms.CharField(max_length=200, label=_("Reason"))


class AutoAllocateForm(CommandForm):
    """
    Put all credit on what is open.
    """


class ReconcileForm(CommandForm):
    """
    Ask the gateway what became of it.
    """


class RemindForm(CommandForm):
    """
    Send the reminders that are due.
    """


class CloseAttemptForm(CommandForm):
    """
    What became of a try that the gateway never answers about?
    """

    attempt_id = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("What happened"),
        choices=[("nothing", _("Nothing was collected")), ("collected", _("It was collected"))],
    )
    received_on = DayField(label=_("Received on"), required=False)
    reason = forms.CharField(max_length=200, label=_("How you know"))


class CloseRefundForm(CommandForm):
    """
    Was a refund paid, as somebody found out?
    """

    refund_id = forms.UUIDField(widget=forms.HiddenInput)
    paid = forms.ChoiceField(
        label=_("What happened"), choices=[("yes", _("It was paid out")), ("no", _("It was not"))]
    )
    reason = forms.CharField(max_length=200, label=_("How you know"))


class SendNoteForm(CommandForm):
    """
    Mail a credit note.
    """
