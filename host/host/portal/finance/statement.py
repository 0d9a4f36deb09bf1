"""
What did an employer owe, what changed it, and what does it owe?
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from billing_app import api as billing
from domain_kit.actor import Actor
from host.portal.access import address, employer_of, for_role, needs
from host.portal.finance.frame import READERS, day_asked, framed, today


@for_role(*READERS)
@needs("billing_app", "statement")
def statement(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    An account's statement of the days asked for: this year's, if none.
    """
    employer = employer_of(request, actor)
    now = today(employer)
    first = day_asked(request, "first", now.replace(month=1, day=1))
    last = day_asked(request, "last", now)
    try:
        shown = billing.statement(actor=actor, employer_id=employer.id, first=first, last=last)
    except billing.AccountNotFound:
        return redirect(address(request, "finance"))
    context = framed(request, actor, employer) | {"statement": shown, "first": first, "last": last}
    return render(request, "portal/finance/statement.html", context)
