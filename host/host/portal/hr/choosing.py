"""
What may be chosen for somebody from a day on, and what would it change?
"""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benefits_app import api as benefits
from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from domain_kit.money import Money
from enrolments_app import api as enrolments
from host.portal.forms import CommandForm, DayField
from host.portal.hr.four_eyes import AskForm
from host.portal.hr.story import Known


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """
    What an election would do, or the sentence that says why it cannot.
    """

    preview: Any = None
    refusal: str = ""


class ElectionFields(forms.Form):
    """
    Which option, from when, for whom, and for how much cover?
    """

    starts_on = DayField(label=_("From"))
    option_id = forms.TypedChoiceField(label=_("Option"))
    people = forms.MultipleChoiceField(
        label=_("Who is covered too"), required=False, widget=forms.CheckboxSelectMultiple
    )
    cover = forms.DecimalField(
        label=_("Amount of cover"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=3,
        help_text=_("Only for life assurance and the like."),
    )

    def __init__(self, *args: Any, offers: Sequence[Any], household: Sequence[Any], **more: Any):
        super().__init__(*args, **more)
        self.fields["option_id"].choices = [  # type: ignore[attr-defined]
            (str(each.option_id), f"{each.benefit_name}, {each.option_name}") for each in offers
        ]
        self.fields["people"].choices = [(each.key, each.name) for each in household]  # type: ignore[attr-defined]
        if not household:
            del self.fields["people"]
        self._offers, self._household = offers, household

    def election(self, known: Known) -> Any:
        """
        What was chosen, as the domain takes it.
        """
        told = self.cleaned_data
        offer = next(each for each in self._offers if str(each.option_id) == told["option_id"])
        chosen = set(told.get("people", ()))
        return enrolments.ElectionRequest(
            employee_id=known.number,
            option_id=offer.option_id,
            starts_on=told["starts_on"],
            dependants=tuple(
                enrolments.Dependant(
                    key=each.key,
                    name=each.name,
                    relationship=each.relationship,
                    born_on=each.born_on,
                    disabled=each.disabled,
                )
                for each in self._household
                if each.key in chosen
            ),
            cover=Money.rounded(told["cover"], offer.monthly_price.currency)
            if told["cover"]
            else None,
        )


class ElectForm(AskForm, ElectionFields, CommandForm):
    """
    The same, to be carried out at the price that was shown; `replaces` is the cover that was there
    then, so that the form sent twice is the same command twice.
    """

    quote_hash = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    replaces = forms.UUIDField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why"), max_length=200, help_text=_("Kept with the cover, and shown to the person.")
    )

    def __init__(self, *args: Any, **more: Any):
        super().__init__(*args, **more)
        for name in ("starts_on", "option_id", "cover"):
            self.fields[name].widget = forms.HiddenInput()
        if "people" in self.fields:
            self.fields["people"].widget = forms.MultipleHiddenInput()

    def is_about(self, other: CommandForm) -> bool:
        """
        Whether the same is chosen, at whatever price.
        """
        chosen = ("starts_on", "option_id", "people", "cover")
        return all(
            name not in self.fields or str(self[name].value()) == str(other[name].value())
            for name in chosen
        )

    def agree_to(self, preview: Any) -> None:
        """
        What is sent next agrees to what is shown now.
        """
        if self.is_bound:
            self.data = self.data.copy()
            self.data["quote_hash"] = preview.quote_hash
            self.data["replaces"] = str(preview.replaces_id or "")


def offers_on(actor: Actor, known: Known, on: dt.date) -> Sequence[Any]:
    """
    What the employer offers on a day, by name.
    """
    found = benefits.list_offers(actor=actor, employer_id=known.employer.id, on=on)
    return sorted(found, key=lambda each: (each.benefit_name, each.option_name))


def household_of(actor: Actor, known: Known, on: dt.date) -> Sequence[Any]:
    """
    Who may be covered beside somebody on a day.
    """
    if not hasattr(enrolments, "list_dependants"):
        return ()
    found: Sequence[Any] = enrolments.list_dependants(
        actor=actor, employer_id=known.employer.id, employee_id=known.number, on=on
    )
    return found


def previewed(actor: Actor, election: Any) -> Previewed:
    """
    What it would change and cost; nothing is written.
    """
    try:
        return Previewed(preview=enrolments.preview_change(actor=actor, election=election))
    except DomainError as refusal:
        return Previewed(refusal=str(refusal))
