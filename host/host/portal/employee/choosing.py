"""
What can I choose, side by side and at my own price, and how does it get into the basket?
"""

import dataclasses
import datetime as dt
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.portal.access import command, for_role, needs
from host.portal.employee import basket, covers, filling, options
from host.portal.employee.forms import ElectForm, WaiveForm, WishForm, day_of, id_of
from host.portal.employee.person import Me, family, me
from host.portal.employee.windows import OpenWindow, open_windows
from host.portal.forms import CommandForm
from host.portal.posting import form_for, typed

CARTS = ("save_draft", "revise_draft", "submit_elections", "list_batches", "QuoteRequest")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """
    By which right I may choose from the first day on: an open window or an approved life event;
    without both I may only look.
    """

    window: OpenWindow | None = None
    claim: Any = None

    @property
    def is_there(self) -> bool:
        """
        Whether I may choose.
        """
        return self.window is not None or self.claim is not None


@for_role(Role.EMPLOYEE)
@needs("enrolments_app", *CARTS, since="2.1.0")
def choose(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Every option of a plan year, for me and whom I would cover with me.
    """
    person = me(actor)
    windows = open_windows(person)
    right = _right(person, windows, request)
    wish_form, wish = _wish(person, right, request)
    found = options.compared(person, wish, all_of_mine=covers.mine(person))
    query = urlencode(_query(wish, right.claim), doseq=True)
    context = {
        "person": person,
        "windows": windows,
        "right": right,
        "wish": wish,
        "wish_form": wish_form,
        "rows": [_row(request, each, wish, right, query) for each in found],
        "drafts": basket.drafts(person),
    }
    return render(request, "portal/employee/choose.html", context)


def _right(person: Me, windows: tuple[OpenWindow, ...], request: HttpRequest) -> Right:
    claim_id = id_of(request.GET.get("claim", ""))
    if claim_id is not None:
        try:
            claim = enrolments.get_life_event(actor=person.actor, claim_id=claim_id)
        except enrolments.LifeEventClaimNotFound as exc:
            raise Http404 from exc
        return Right(claim=claim if claim.open_days else None)
    asked = day_of(request.GET.get("on", ""))
    fitting = [each for each in windows if asked is None or each.plan_year.contains(asked)]
    return Right(window=next(iter(fitting), None))


def _wish(person: Me, right: Right, request: HttpRequest) -> tuple[WishForm, options.Wish]:
    """
    What the address asks for, as far as it can be read.
    """
    usual = _usual_day(person, right)
    on = day_of(request.GET.get("on", "")) or usual
    relatives = family(person, on)
    told = request.GET.copy()
    told.setdefault("on", on.isoformat())
    form = WishForm(told, people=relatives)
    form.is_valid()
    chosen = form.cleaned_data.get("who", [])
    wish = options.Wish(
        on=form.cleaned_data.get("on") or usual,
        others=tuple(each for each in relatives if each.key in chosen),
        sum_insured=form.cleaned_data.get("cover"),
    )
    return form, wish


def _usual_day(person: Me, right: Right) -> dt.date:
    if right.claim is not None:
        return next(iter(right.claim.open_days))
    return right.window.starts_on if right.window else person.first_of_next


def _query(wish: options.Wish, claim: Any) -> dict[str, Any]:
    query: dict[str, Any] = {"on": wish.on.isoformat()}
    if wish.others:
        query["who"] = [each.key for each in wish.others]
    if wish.sum_insured is not None:
        query["cover"] = str(wish.sum_insured)
    if claim is not None:
        query["claim"] = str(claim.id)
    return query


def _row(
    request: HttpRequest, benefit: options.Benefit, wish: options.Wish, right: Right, query: str
) -> dict[str, Any]:
    may = right.is_there and not benefit.reasons and benefit.waiver is None
    waive_to = f"{reverse('waive')}?{query}"
    elect_to = f"{reverse('elect')}?{query}"
    days = {"starts_on": wish.on, "ends_on": benefit.plan_year.last}
    about = {"benefit_id": benefit.id, "plan_year_id": benefit.plan_year_id, **days}
    may_waive = may and benefit.now is None and hasattr(enrolments, "waive")
    return {
        "benefit": benefit,
        "waive": form_for(request, WaiveForm, waive_to, initial=about) if may_waive else None,
        "options": [
            {
                "option": each,
                "form": form_for(
                    request,
                    ElectForm,
                    elect_to,
                    initial={"option_id": each.id, "quote_hash": each.quote_hash},
                )
                if may and not each.refusal
                else None,
            }
            for each in benefit.options
        ],
    }


@for_role(Role.EMPLOYEE)
@command("choose")
@needs("enrolments_app", *CARTS, since="2.1.0")
def elect(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Put an option into the basket, at the price that was shown.
    """
    form = typed(request, ElectForm)
    person = me(actor)
    right = _right(person, open_windows(person), request)
    _form, wish = _wish(person, right, request)
    kept = filling.put(
        person,
        idempotency_key=form.cleaned_data["key"],
        option_id=form.cleaned_data["option_id"],
        quote_hash=form.cleaned_data["quote_hash"],
        wish=wish,
        window_id=right.window.id if right.window else None,
        claim_id=right.claim.id if right.claim else None,
    )
    messages.success(request, _("It is in your basket. Nothing counts until you check out."))
    return redirect("basket", batch_id=kept.id)


@for_role(Role.EMPLOYEE)
@command("choose")
@needs("enrolments_app", "waive", since="2.1.0")
def waive(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Say no to a benefit, with a reason.
    """
    form = typed(request, WaiveForm)
    told = form.cleaned_data
    enrolments.waive(
        actor=actor,
        idempotency_key=told["key"],
        employee_id=me(actor).id,
        benefit_id=told["benefit_id"],
        plan_year_id=told["plan_year_id"],
        reason=told["reason"],
        starts_on=told["starts_on"],
        ends_on=told["ends_on"],
    )
    messages.success(request, _("We wrote down that you do not want it."))
    return redirect(f"{reverse('choose')}?{request.GET.urlencode()}")


@for_role(Role.EMPLOYEE)
@command("my-benefits")
@needs("enrolments_app", "withdraw_waiver", since="2.1.0")
def unwaive(request: HttpRequest, *, actor: Actor, waiver_id: UUID) -> HttpResponse:
    """
    Take back a no.
    """
    form = typed(request, CommandForm)
    enrolments.withdraw_waiver(
        actor=actor, idempotency_key=form.cleaned_data["key"], waiver_id=waiver_id
    )
    messages.success(request, _("You can choose it again."))
    return redirect("my-benefits")
