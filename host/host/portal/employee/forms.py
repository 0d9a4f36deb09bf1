"""
What may an employee type?
"""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from host.portal.forms import CommandForm, DayField, DayInput

RELATIONSHIPS = (
    ("child", _("Child")),
    ("spouse", _("Husband or wife")),
    ("partner", _("Partner")),
    ("parent", _("Parent")),
    ("other", _("Somebody else")),
)
WHY_NOT = (
    ("covered-elsewhere", _("I am covered elsewhere")),
    ("cost", _("It costs too much")),
    ("not-needed", _("I do not need it")),
    ("other", _("Another reason")),
)


class WishForm(forms.Form):
    """
    From which day, for whom, and how much cover: what a comparison of options is about.
    """

    on = DayField(label=_("Cover from"), required=False)
    who = forms.MultipleChoiceField(
        label=_("For me and"), required=False, widget=forms.CheckboxSelectMultiple
    )
    cover = forms.DecimalField(
        label=_("Sum insured"),
        help_text=_("For life cover and income protection: how much is paid out."),
        required=False,
        min_value=Decimal(1),
        max_digits=12,
        decimal_places=2,
    )
    claim = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: tuple[Any, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = [(each.key, each.name) for each in people]
        if not people:
            del self.fields["who"]


class ElectForm(CommandForm):
    """
    Put an option into the basket: as it was shown, for whom and at which price.
    """

    option_id = forms.UUIDField(widget=forms.HiddenInput)
    quote_hash = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)


class WaiveForm(CommandForm):
    """
    Say no to a benefit for a plan year.
    """

    benefit_id = forms.UUIDField(widget=forms.HiddenInput)
    plan_year_id = forms.UUIDField(widget=forms.HiddenInput)
    starts_on = forms.DateField(widget=forms.HiddenInput)
    ends_on = forms.DateField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("Why not?"), choices=WHY_NOT)


class LineForm(CommandForm):
    """
    Take a choice out of the basket.
    """

    option_id = forms.UUIDField(widget=forms.HiddenInput)
    starts_on = forms.DateField(widget=forms.HiddenInput)


class CheckoutForm(CommandForm):
    """
    Make the basket count.
    """

    agreed = forms.BooleanField(
        label=_("I agree that my gross pay is lower by these amounts (salary sacrifice)."),
        error_messages={
            "required": _("Without your agreement this cannot be paid from gross pay.")
        },
    )

    def __init__(self, *args: Any, takes_agreement: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not takes_agreement:
            del self.fields["agreed"]


class LifeEventForm(CommandForm):
    """
    Report what has happened in my life.
    """

    kind = forms.ChoiceField(label=_("What happened?"))
    event_on = DayField(label=_("On which day?"))
    evidence = forms.CharField(
        label=_("Evidence"),
        help_text=_(
            "Where HR finds what proves it, such as the number of a certificate; one a line. "
            "No document is stored here."
        ),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, kinds: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds

    def clean_evidence(self) -> tuple[str, ...]:
        lines = (each.strip() for each in self.cleaned_data["evidence"].splitlines())
        return tuple(each for each in lines if each)


class DependantForm(CommandForm):
    """
    Name somebody of my family.
    """

    name = forms.CharField(label=_("Name"), max_length=200)
    relationship = forms.ChoiceField(label=_("Who is it?"), choices=RELATIONSHIPS)
    born_on = forms.DateField(label=_("Born on"), widget=DayInput)
    disabled = forms.BooleanField(
        label=_("Lives with a disability"),
        help_text=_("Children with a disability often stay covered when they are grown up."),
        required=False,
    )


class LeavesFamilyForm(CommandForm):
    """
    Somebody is no dependant of mine after a day.
    """

    ends_on = DayField(label=_("Last day"))
    reason = forms.CharField(label=_("Why?"), max_length=100)
    change_cover = forms.BooleanField(
        label=_("End the cover of this person with it, as far as a window is open"), required=False
    )


def day_of(text: str) -> dt.date | None:
    """
    A day of an address; None if it is none.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def id_of(text: str) -> UUID | None:
    """
    An identifier of an address; None if it is none.
    """
    try:
        return UUID(text)
    except ValueError:
        return None
