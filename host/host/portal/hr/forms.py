"""
What may HR type about people and their cover?
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from host.portal.forms import CommandForm, DayField
from host.portal.hr.four_eyes import AskForm
from host.portal.templatetags.shown import day


class HireForm(CommandForm):
    """
    Who begins, and when?
    """

    name = forms.CharField(label=_("Name"), max_length=200)
    hired_on = DayField(label=_("First day of work"))
    born_on = DayField(
        label=_("Born on"), required=False, help_text=_("Some prices depend on the age.")
    )


class LeaveForm(CommandForm):
    """
    Which day of work is the last one? None is no end.
    """

    last_day = DayField(
        label=_("Last day of work"),
        required=False,
        help_text=_("All cover ends after it. Left empty, the person stays."),
    )


class RehireForm(CommandForm):
    """
    When does somebody begin again?
    """

    first_day = DayField(label=_("First day of work"))


class TransferForm(CommandForm):
    """
    To which employer, and from when?
    """

    employer_id = forms.TypedChoiceField(label=_("To"), coerce=str)
    first_day = DayField(label=_("First day of work there"))

    def __init__(self, *args: Any, employers: list[tuple[str, str]] | None = None, **more: Any):
        super().__init__(*args, **more)
        self.fields["employer_id"].choices = employers or []  # type: ignore[attr-defined]


class ReasonForm(CommandForm):
    """
    Why?
    """

    reason = forms.CharField(label=_("Why"), max_length=200)


class BackForm(AskForm, ReasonForm):
    """
    Why, and may it reach further back than the limit?
    """


class EndCoverForm(AskForm, ReasonForm):
    """
    After which day does cover end, and why?
    """

    ends_on = DayField(label=_("Last day of cover"))
    field_order = ("key", "ends_on", "reason", "ask")


class DecideForm(CommandForm):
    """
    Is a life event approved, and from which of its days on may be chosen?
    """

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=(("approve", _("Approve")), ("refuse", _("Refuse"))),
        widget=forms.RadioSelect,
    )
    chosen_on = forms.TypedChoiceField(
        label=_("First day of what is chosen"),
        required=False,
        coerce=dt.date.fromisoformat,
        empty_value=None,
    )
    reason = forms.CharField(
        label=_("Why"), required=False, max_length=200, help_text=_("A refusal needs a reason.")
    )

    def __init__(self, *args: Any, days: Sequence[dt.date] = (), **more: Any):
        super().__init__(*args, **more)
        self.fields["chosen_on"].choices = [  # type: ignore[attr-defined]
            ("", _("Any that is allowed")),
            *((each.isoformat(), day(each)) for each in days),
        ]

    def clean(self) -> None:
        """
        Nobody is refused without being told why.
        """
        super().clean()
        told = self.cleaned_data
        if told.get("decision") == "refuse" and not told.get("reason"):
            self.add_error("reason", _("Say why, for the person to read."))


class AnswerForm(CommandForm):
    """
    What did the insurer answer, and from when does it count?
    """

    outcome = forms.ChoiceField(
        label=_("The insurer"),
        choices=(
            ("approved", _("accepts the cover asked for")),
            ("denied", _("leaves it at the guaranteed cover")),
            ("rejected", _("gives no cover at all")),
            ("withdrawn", _("need not answer: it was withdrawn")),
        ),
    )
    effective_on = DayField(label=_("From"))
    reason = forms.CharField(label=_("Note"), required=False, max_length=200)


class RosterFileForm(CommandForm):
    """
    Which file, and of which plan year are the options that its rows name by a code?
    """

    plan_year_id = forms.ChoiceField(label=_("Plan year"))
    file = forms.FileField(
        label=_("Roster"),
        help_text=_("CSV in the form of the template, at most 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )

    def __init__(self, *args: Any, years: Sequence[tuple[str, str]] = (), **more: Any):
        super().__init__(*args, **more)
        self.fields["plan_year_id"].choices = years  # type: ignore[attr-defined]


class TakeRosterForm(CommandForm):
    """
    Take the rows that were looked at, or the good ones of them.
    """

    kept = forms.CharField(widget=forms.HiddenInput)
    keep_good_rows = forms.BooleanField(
        label=_("Take the good rows and leave the others out"), required=False
    )


class EndDependantForm(ReasonForm):
    """
    Until which day does somebody belong to the household?
    """

    ends_on = DayField(label=_("Last day"))
    change_cover = forms.BooleanField(
        label=_("Cover of this person ends with it"), required=False, initial=True
    )
    field_order = ("key", "ends_on", "reason", "change_cover")
