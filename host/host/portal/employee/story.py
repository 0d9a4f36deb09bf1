"""
What has changed in my cover, when, and why?
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from domain_kit.actor import Actor, Role
from domain_kit.money import Money
from enrolments_app import api as enrolments
from host.portal.access import for_role, needs
from host.portal.employee import events
from host.portal.employee.forms import WHY_NOT
from host.portal.employee.person import Me, me
from host.portal.employee.waived import waivers

# What happened, in words; `reason` is what somebody wrote beside it.
KINDS = {
    "initial": _("Cover begins"),
    "terminate": _("Cover ends"),
    "terminate_earlier": _("Cover ends earlier"),
    "terminate_later": _("Cover ends later"),
    "withdraw_end": _("Cover goes on"),
    "cancel": _("Cover is cancelled"),
    "reinstate": _("Cover is taken up again"),
    "option_change": _("Another option"),
    "dependant_add": _("Somebody is covered with you"),
    "dependant_drop": _("Somebody is not covered any more"),
    "reprice": _("Another price"),
    "active_renewal": _("Chosen for the next plan year"),
    "passive_renewal": _("Carried over into the next plan year"),
}
STATES = {
    "pending": _("HR looks at it"),
    "approved": _("HR has approved it"),
    "refused": _("HR has refused it"),
}
# What the machinery writes where nobody wrote anything: it says nothing that the kind does not say.
SILENT = frozenset({"", "elected", "changed", "enrolled", "by the employee"})


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """
    Something that happened: recorded on a day where the employer is, effective on another.
    """

    recorded_at: dt.datetime
    recorded_on: dt.date
    what: Any
    about: str
    effective_on: dt.date | None
    monthly: Money | None
    reason: Any


@for_role(Role.EMPLOYEE)
@needs("enrolments_app", "changes_since")
def history(request: HttpRequest, *, actor: Actor) -> HttpResponse:
    """
    Everything that happened, the newest first.
    """
    person = me(actor)
    context = {"person": person, "entries": entries(person)}
    return render(request, "portal/employee/history.html", context)


def entries(person: Me) -> tuple[Entry, ...]:
    """
    Changes of cover, life events and waivers, the newest first.
    """
    names: dict[Any, str] = {}
    found = [*_changes(person, names), *_claims(person), *_waived(person, names)]
    return tuple(sorted(found, key=lambda each: each.recorded_at, reverse=True))


def _changes(person: Me, names: dict[Any, str]) -> Iterable[Entry]:
    cursor = 0
    while page := enrolments.changes_since(
        actor=person.actor, employer_id=person.employer_id, cursor=cursor
    ):
        for each in page:
            names[each.benefit_id] = each.label.rpartition(",")[0] or each.label
            yield Entry(
                recorded_at=each.recorded_at,
                recorded_on=_day(person, each.recorded_at),
                what=KINDS.get(str(each.kind), str(each.kind)),
                about=each.label,
                effective_on=each.effective_on,
                monthly=each.monthly,
                reason="" if each.reason in SILENT else each.reason,
            )
        cursor = page[-1].sequence


def _claims(person: Me) -> Iterable[Entry]:
    for event in events.claims(person):
        claim = event.claim
        yield Entry(
            recorded_at=claim.reported_at,
            recorded_on=_day(person, claim.reported_at),
            what=_("You reported a life event"),
            about=event.name,
            effective_on=claim.event_on,
            monthly=None,
            reason="",
        )
        if claim.decided_at is not None:
            yield Entry(
                recorded_at=claim.decided_at,
                recorded_on=_day(person, claim.decided_at),
                what=STATES[str(claim.state)],
                about=event.name,
                effective_on=claim.chosen_on,
                monthly=None,
                reason=claim.reason,
            )


def _waived(person: Me, names: dict[Any, str]) -> Iterable[Entry]:
    reasons = dict(WHY_NOT)
    for each in waivers(person):
        yield Entry(
            recorded_at=each.recorded_at,
            recorded_on=_day(person, each.recorded_at),
            what=_("You said no"),
            about=names.get(each.benefit_id, ""),
            effective_on=each.starts_on,
            monthly=None,
            reason=reasons.get(str(each.reason), ""),
        )


def _day(person: Me, instant: dt.datetime) -> dt.date:
    return instant.astimezone(ZoneInfo(person.zone)).date()
