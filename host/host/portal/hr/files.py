"""
What do payroll and the insurers get from HR, as files?
"""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from benefits_app import api as benefits
from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.directory.days import today_in
from host.directory.models import Employer
from host.directory.pay import Paid
from host.portal.access import employer_of, for_role, needs
from host.portal.finance.documents import file_of
from host.portal.finance.ledger import plain
from host.portal.forms import DayField
from host.portal.hr.names import names_of

HR = (Role.HR, Role.OPERATOR)
_NEEDS = ("payroll_deductions", "carrier_roster", "carrier_changes")
_PAGE = 5_000
CSV = "text/csv; charset=utf-8"
_COLUMNS = ("employee_id", "name", "benefit", "pay_on", "period_starts_on", "period_ends_on")


class DeductionsForm(forms.Form):
    """
    Which pay dates, on which pay calendar?
    """

    frequency = forms.ChoiceField(label=_("Paid"), choices=Paid.choices)
    period_ends_on = DayField(label=_("Last day of any pay period"))
    first = DayField(label=_("Pay dates from"))
    last = DayField(label=_("to"))
    # From the employer's calendar, where it has one.
    lag_days = forms.IntegerField(
        label=_("Days from there to pay day"), required=False, min_value=0, max_value=60
    )

    def clean(self) -> None:
        """
        A year at most.
        """
        super().clean()
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and not 0 <= (last - first).days <= 366:
            self.add_error("last", _("Ask for pay dates of a year at most, the earlier day first."))


class CarrierForm(forms.Form):
    """
    Which benefits, and everything in force on a day or only what changed since the last file?
    """

    benefit = forms.ChoiceField(label=_("Benefit"), required=False)
    on = DayField(label=_("In force on"))
    since = forms.IntegerField(
        label=_("Only changes since the file that ended at"),
        required=False,
        min_value=0,
        max_value=2**62,
        help_text=_("The number in the name of the last file. Left empty, it is everything."),
    )

    def __init__(self, *args: Any, benefits: list[tuple[str, str]], **more: Any):
        super().__init__(*args, **more)
        self.fields["benefit"].choices = [("", _("All")), *benefits]  # type: ignore[attr-defined]


@for_role(*HR)
@needs("enrolments_app", *_NEEDS, since="3.0.0")
def files(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Where each file is asked for.
    """
    return _page(request, actor)


def _page(
    request: HttpRequest,
    actor: Actor,
    *,
    deductions: DeductionsForm | None = None,
    carrier: CarrierForm | None = None,
) -> HttpResponse:
    employer = employer_of(request, actor)
    today = today_in(employer.time_zone)
    month_end = (today.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    context = {
        "employer": employer,
        "employers": actor.scope(Employer.objects.all(), "id"),
        "deductions": deductions
        or DeductionsForm(
            auto_id="pay_%s",
            initial={
                "frequency": employer.paid,
                "period_ends_on": employer.pay_period_ends_on or month_end,
                "lag_days": employer.pay_lag_days,
                "first": today.replace(day=1),
                "last": month_end,
            },
        ),
        "carrier": carrier
        or CarrierForm(
            auto_id="carrier_%s", initial={"on": today}, benefits=_benefits(actor, employer)
        ),
    }
    refused = any(form is not None for form in (deductions, carrier))
    return render(request, "portal/hr/files.html", context, status=422 if refused else 200)


@for_role(*HR)
@needs("enrolments_app", *_NEEDS, since="3.0.0")
def deductions(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    What payroll takes from whom on the pay dates.
    """
    employer = employer_of(request, actor)
    form = DeductionsForm(request.GET, auto_id="pay_%s")
    if not form.is_valid():
        return _page(request, actor, deductions=form)
    asked = form.cleaned_data
    schedule = enrolments.PaySchedule(
        frequency=enrolments.PayFrequency(asked["frequency"]),
        period_ends_on=asked["period_ends_on"],
        pay_lag_days=asked["lag_days"] or 0,
    )
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow([*_COLUMNS, "monthly", "amount", "currency"])
    told = {"schedule": schedule, "first": asked["first"], "last": asked["last"]}
    for row in _deducted(actor, employer, told):
        rows.writerow(row)
    name = f"deductions-{asked['first']}-{asked['last']}.csv"
    return file_of(written.getvalue(), name=name, kind=CSV)


def _deducted(actor: Actor, employer: Employer, told: dict[str, Any]) -> Iterator[list[Any]]:
    after: str | None = None
    while True:
        page = enrolments.payroll_deductions(
            actor=actor, employer_id=employer.id, after=after, limit=_PAGE, **told
        )
        names = names_of(employer, {each.employee_id for each in page.items})
        for each in page.items:
            yield [
                each.employee_id,
                plain(names.get(str(each.employee_id), "")),
                plain(each.label),
                each.pay_on,
                each.period_starts_on,
                each.period_ends_on,
                each.monthly.amount if each.monthly else "",
                each.amount.amount if each.amount else "",
                each.amount.currency if each.amount else "",
            ]
        after = page.after
        if after is None:
            return


@for_role(*HR)
@needs("enrolments_app", *_NEEDS, since="3.0.0")
def carrier(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    The insurer's file: in its name stands where the next file of changes goes on.
    """
    employer = employer_of(request, actor)
    known = _benefits(actor, employer)
    form = CarrierForm(request.GET, auto_id="carrier_%s", benefits=known)
    if not form.is_valid():
        return _page(request, actor, carrier=form)
    asked = form.cleaned_data
    told: dict[str, Any] = {"actor": actor, "employer_id": employer.id}
    if asked["benefit"]:
        told["benefit_ids"] = (UUID(asked["benefit"]),)
    if asked["since"] is None:
        made = enrolments.carrier_roster(**told, on=asked["on"])
    else:
        made = enrolments.carrier_changes(**told, since=asked["since"])
    kind = "full" if made.full else "changes"
    return file_of(made.text, name=f"carrier-{kind}-{made.cursor}.csv", kind=CSV)


def _benefits(actor: Actor, employer: Employer) -> list[tuple[str, str]]:
    if not hasattr(benefits, "list_benefits"):
        return []
    found = benefits.list_benefits(actor=actor, employer_id=employer.id)
    return [(str(each.id), each.name) for each in found]
