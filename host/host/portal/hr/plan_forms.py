"""
What may HR type about benefits, plan years, prices and windows?
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from benefits_app import api as benefits
from host.portal.forms import CommandForm, DayField

MUST_CHOOSE = "must-choose"
_BAND = re.compile(r"(\d{1,3})\s*-\s*(\d{1,3})\s+(\d{1,12}(?:\.\d{1,6})?)(?:\s+([\w-]{1,40}))?")


class BenefitForm(CommandForm):
    """
    What is offered at all, year after year?
    """

    name = forms.CharField(label=_("Name"), max_length=100)
    code = forms.CharField(label=_("Code"), max_length=20, help_text=_("Short, such as DENTAL."))
    category = forms.ChoiceField(
        label=_("Kind"),
        choices=[(each.value, each.value.replace("_", " ")) for each in benefits.Category],
    )
    funding = forms.ChoiceField(
        label=_("Paid"),
        choices=(
            ("employer_paid", _("by the employer")),
            ("net_deduction", _("out of net pay")),
            ("salary_sacrifice", _("by salary sacrifice")),
            ("allowance", _("out of an allowance")),
        ),
    )


class PlanYearForm(CommandForm):
    """
    From which day to which?
    """

    first = DayField(label=_("First day"))
    last = DayField(label=_("Last day"))

    def clean(self) -> None:
        """
        A year that ends before it begins is none.
        """
        super().clean()
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", _("It ends before it begins."))


class OptionForm(CommandForm):
    """
    What can be chosen of a benefit, at which price a month for everybody?
    """

    benefit_id = forms.ChoiceField(label=_("Benefit"))
    name = forms.CharField(label=_("Name of the option"), max_length=100)
    code = forms.CharField(label=_("Code"), max_length=20)
    price = forms.DecimalField(
        label=_("Price a month"), min_value=0, max_digits=12, decimal_places=3
    )
    currency = forms.CharField(label=_("Currency"), min_length=3, max_length=3)

    def __init__(self, *args: Any, benefits: Sequence[tuple[str, str]] = (), **more: Any):
        super().__init__(*args, **more)
        self.fields["benefit_id"].choices = benefits  # type: ignore[attr-defined]

    def clean_currency(self) -> str:
        """
        As ISO 4217 writes it.
        """
        return str(self.cleaned_data["currency"]).upper()


class RatesForm(CommandForm):
    """
    What does an option cost by age, from which day on?
    """

    option_id = forms.ChoiceField(label=_("Option"))
    basis = forms.ChoiceField(
        label=_("A price for"),
        choices=(
            ("per_enrolment", _("the whole household")),
            ("per_member", _("each person")),
            ("per_tier", _("each kind of household")),
            ("per_1000", _("each thousand of cover")),
        ),
    )
    starts_on = DayField(label=_("From"))
    bands = forms.CharField(
        label=_("Prices by age"),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "A line for each range of ages, without a hole from 0 to 120: 0-29 45.00. Where kinds of "
            "people or households differ, the kind stands behind it: 0-120 20.00 child."
        ),
    )
    reason = forms.CharField(label=_("Why"), max_length=200)

    def __init__(self, *args: Any, options: Sequence[tuple[str, str]] = (), **more: Any):
        super().__init__(*args, **more)
        self.fields["option_id"].choices = options  # type: ignore[attr-defined]

    def clean_bands(self) -> list[Any]:
        """
        The lines as bands.
        """
        found = []
        for number, line in enumerate(self.cleaned_data["bands"].splitlines(), start=1):
            if not line.strip():
                continue
            match = _BAND.fullmatch(line.strip())
            if match is None:
                said = _t("Line %(number)s is not like 0-29 45.00: %(line)s")
                raise forms.ValidationError(said % {"number": number, "line": line[:40]})
            first, last, amount, group = match.groups()
            found.append(
                benefits.RateBand(
                    age_from=int(first), age_to=int(last), amount=Decimal(amount), group=group or ""
                )
            )
        return found


class ContributionsForm(CommandForm):
    """
    Which part of a benefit's price does the employer pay?
    """

    plan_id = forms.ChoiceField(label=_("Benefit"))
    percent = forms.DecimalField(
        label=_("The employer pays, in percent"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )

    def __init__(self, *args: Any, plans: Sequence[tuple[str, str]] = (), **more: Any):
        super().__init__(*args, **more)
        self.fields["plan_id"].choices = plans  # type: ignore[attr-defined]


class WindowForm(CommandForm):
    """
    On which days may people choose?
    """

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=(("annual", _("annual")), ("new_hire", _("new people")), ("special", _("special"))),
    )
    opens_on = DayField(label=_("First day"))
    closes_on = DayField(label=_("Last day"))


class ExtendForm(CommandForm):
    """
    Until which later day?
    """

    closes_on = DayField(label=_("New last day"))


class RenewForm(PlanYearForm):
    """
    The next year, and of each option whether its people are taken over.
    """

    field_order = ("key", "first", "last")

    @property
    def becomes(self) -> dict[str, str]:
        """
        The options whose people are taken over, and into which.
        """
        told = {option: self.cleaned_data[field] for field, option in self.names.items()}
        return {option: into for option, into in told.items() if into != MUST_CHOOSE}

    def __init__(self, *args: Any, options: Sequence[tuple[str, str]] = (), **more: Any):
        super().__init__(*args, **more)
        self.names = {}
        for option_id, name in options:
            field = f"option_{option_id}"
            self.names[field] = option_id
            self.fields[field] = forms.ChoiceField(
                label=name,
                choices=[
                    (MUST_CHOOSE, _("its people must choose")),
                    *(
                        (other, _t("go on in %(name)s") % {"name": called})
                        for other, called in options
                    ),
                ],
            )
            self.fields[field].initial = option_id
