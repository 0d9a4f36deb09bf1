"""
How does a basket become cover, at the price of now and with my agreement?
"""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments
from host.portal.access import command, for_role, needs
from host.portal.employee import basket, filling
from host.portal.employee.choosing import CARTS
from host.portal.employee.forms import CheckoutForm, LineForm
from host.portal.employee.person import me
from host.portal.employee.windows import open_windows
from host.portal.forms import CommandForm
from host.portal.posting import form_for, typed


@for_role(Role.EMPLOYEE)
@needs("enrolments_app", *CARTS, since="2.1.0")
def show(request: HttpRequest, *, actor: Actor, batch_id: UUID) -> HttpResponse:
    """
    The basket, priced anew, and how to check out; or what became of it.
    """
    person = me(actor)
    batch = enrolments.get_batch(actor=actor, batch_id=batch_id)
    if batch.employee_id != str(person.id):
        raise Http404
    lines = basket.lines(person, batch)
    sacrifice = [each for each in lines if each.is_sacrifice]
    to_remove = reverse("basket-remove", args=[batch_id])
    last_stays = len(lines) == 1 and not hasattr(enrolments, "discard_draft")
    context = {
        "person": person,
        "batch": batch,
        "done": batch.submitted_at is not None,
        "rows": [
            {
                "line": each,
                "remove": None
                if last_stays
                else form_for(
                    request,
                    LineForm,
                    to_remove,
                    initial={"option_id": each.option_id, "starts_on": each.starts_on},
                ),
            }
            for each in lines
        ],
        "sums": basket.sums(lines),
        "stale": any(each.is_stale for each in lines),
        "refused": any(each.refusal for each in lines),
        "sacrifice": sacrifice,
        "window": next((each for each in open_windows(person) if each.id == batch.window_id), None),
        "reprice": form_for(
            request, CommandForm, reverse("basket-reprice", args=[batch_id]), initial={}
        ),
        "checkout": form_for(
            request,
            CheckoutForm,
            reverse("basket-submit", args=[batch_id]),
            initial={},
            takes_agreement=bool(sacrifice),
        ),
    }
    return render(request, "portal/employee/basket.html", context)


@for_role(Role.EMPLOYEE)
@command("basket", "batch_id")
@needs("enrolments_app", *CARTS, since="2.1.0")
def submit(request: HttpRequest, *, actor: Actor, batch_id: UUID) -> HttpResponse:
    """
    Everything in the basket becomes cover, or nothing of it.
    """
    person = me(actor)
    batch = enrolments.get_batch(actor=actor, batch_id=batch_id)
    sacrifice = any(each.is_sacrifice for each in basket.lines(person, batch))
    form = typed(request, CheckoutForm, takes_agreement=sacrifice)
    made = enrolments.submit_elections(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        batch_id=batch_id,
        agreement_signed=form.cleaned_data.get("agreed", False),
    )
    count = len(made.lines)
    messages.success(
        request,
        ngettext(
            "It is yours. You find it below.",
            "All %(count)d are yours. You find them below.",
            count,
        )
        % {"count": count},
    )
    return redirect("my-benefits")


@for_role(Role.EMPLOYEE)
@command("basket", "batch_id")
@needs("enrolments_app", *CARTS, since="2.1.0")
def reprice(request: HttpRequest, *, actor: Actor, batch_id: UUID) -> HttpResponse:
    """
    Take the prices of now for what was put in at others.
    """
    form = typed(request, CommandForm)
    batch = enrolments.get_batch(actor=actor, batch_id=batch_id)
    enrolments.revise_draft(
        actor=actor,
        idempotency_key=form.cleaned_data["key"],
        batch_id=batch_id,
        lines=filling.at_new_prices(me(actor), batch),
        window_id=batch.window_id,
        claim_id=batch.claim_id,
    )
    messages.success(request, _("These are the prices of now."))
    return redirect("basket", batch_id=batch_id)


@for_role(Role.EMPLOYEE)
@command("basket", "batch_id")
@needs("enrolments_app", *CARTS, since="2.1.0")
def remove(request: HttpRequest, *, actor: Actor, batch_id: UUID) -> HttpResponse:
    """
    Take one choice out; the basket goes with the last one.
    """
    form = typed(request, LineForm)
    key, gone = form.cleaned_data["key"], form.cleaned_data
    try:
        batch = enrolments.get_batch(actor=actor, batch_id=batch_id)
    except enrolments.BatchNotFound:  # a second click, after the last choice
        return redirect("choose")
    asked = [each.request for each in batch.lines]
    left = [
        each
        for each in asked
        if (each.option_id, each.starts_on) != (gone["option_id"], gone["starts_on"])
    ]
    if len(left) == len(asked):
        return redirect("basket", batch_id=batch_id)
    if not left and hasattr(enrolments, "discard_draft"):
        enrolments.discard_draft(actor=actor, idempotency_key=key, batch_id=batch_id)
        messages.success(request, _("Your basket is empty."))
        return redirect("choose")
    enrolments.revise_draft(
        actor=actor,
        idempotency_key=key,
        batch_id=batch_id,
        lines=left,
        window_id=batch.window_id,
        claim_id=batch.claim_id,
    )
    messages.success(request, _("It is out of your basket."))
    return redirect("basket", batch_id=batch_id)
