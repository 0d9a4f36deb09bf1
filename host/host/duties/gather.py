"""
What do the directory and the three domains know about an employer on a day?
"""

import datetime as dt
import inspect
from collections import defaultdict
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q

from benefits_app import api as benefits
from billing_app import api as billing
from domain_kit.actor import Actor
from domain_kit.money import Money
from domain_kit.periods import Period
from enrolments_app import api as enrolments
from host.adapters.catalogue import HostCatalogue
from host.adapters.covered import group_of
from host.adapters.employees import HostDirectory
from host.adapters.fitting import has
from host.adapters.terms import terms_of
from host.directory.employments import people, person_value
from host.duties.data import Affairs, Bills, Cover

ACTOR = Actor.system("reconcile-cover")
PAGE = 200
CHARGES = 2_000
# Releases of billing that take a group round the parts of a month together.
ROUNDS_TOGETHER = has(billing.CoverageLine, "group")


def affairs(employer_id: UUID, on: dt.date) -> Affairs:
    """
    One employer's affairs. Money is per month.
    """
    rows = enrolments.list_enrolments(actor=ACTOR, employer_id=employer_id)
    covers = tuple(map(_cover, rows))
    offers = {
        offer.benefit_id: offer.benefit_name
        for offer in benefits.list_offers(actor=ACTOR, employer_id=employer_id, on=on)
    }
    employed = _employed(employer_id)
    decided = {*_chosen(covers, on), *_waived(employer_id, rows, on)}
    decided |= set(_not_eligible(employer_id, on, employed, offers, decided))
    return Affairs(
        employer_id=employer_id,
        on=on,
        employed=employed,
        covers=covers,
        open_offers=offers,
        decided=frozenset(decided),
        bills=_bills(employer_id, on),
    )


def _employed(employer_id: UUID) -> dict[str, tuple[Period, ...]]:
    theirs = Q(employer_id=employer_id) | Q(earlier_employments__employer_id=employer_id)
    values = map(person_value, people().filter(theirs).order_by("pk").distinct("pk"))
    return {
        str(person.id): tuple(
            each.period for each in person.employments if each.employer_id == employer_id
        )
        for person in values
    }


def _cover(row: Any) -> Cover:
    return Cover(
        id=row.id,
        employee_id=str(row.employee_id),
        benefit_id=row.benefit_id,
        label=row.label,
        days=None if row.ends_on and row.ends_on < row.starts_on else row.coverage,
        monthly=row.monthly,
        **(_together(row) if ROUNDS_TOGETHER else {}),
    )


def _together(row: Any) -> dict[str, Any]:
    """
    What the host tells billing of a cover beside its days and price.
    """
    return {"group": group_of(row), **terms_of(row.plan_id)}


def _chosen(covers: tuple[Cover, ...], on: dt.date) -> Iterator[tuple[str, UUID]]:
    """
    Who has a benefit on the day, or from a later one on.
    """
    for cover in covers:
        if cover.days and (cover.days.end is None or cover.days.end > on):
            yield cover.employee_id, cover.benefit_id


def _waived(employer_id: UUID, rows: Any, on: dt.date) -> Iterator[tuple[str, UUID]]:
    """
    Who said no: rows of their own since enrolments 2.1, enrolments of a status before.
    """
    for row in rows:
        if row.status == enrolments.EnrolmentStatus.WAIVED:
            yield str(row.employee_id), row.benefit_id
    if not hasattr(enrolments, "list_waivers"):
        return
    after = None
    while page := enrolments.list_waivers(
        actor=ACTOR, employer_id=employer_id, withdrawn=False, after=after, limit=PAGE
    ):
        for waiver in page:
            if waiver.ends_on is None or waiver.ends_on >= on:
                yield str(waiver.employee_id), waiver.benefit_id
        after = page[-1].id


def _not_eligible(
    employer_id: UUID,
    on: dt.date,
    employed: dict[str, tuple[Period, ...]],
    offers: dict[UUID, str],
    decided: set[tuple[str, UUID]],
) -> Iterator[tuple[str, UUID]]:
    """
    For whom the rules have decided. Asked only about those who have not decided themselves.
    """
    if not hasattr(benefits, "explain_eligibility") or not hasattr(enrolments, "Eligibility"):
        return
    open_pairs = defaultdict(list)
    for employee_id in employed:
        for benefit_id in offers:
            if (employee_id, benefit_id) not in decided:
                open_pairs[employee_id].append(benefit_id)
    known = HostDirectory().facts_many(
        employer_id=employer_id, employee_ids=list(open_pairs), on=on
    )
    for employee_id, facts in known.items():
        for benefit_id in open_pairs[employee_id]:
            verdict = HostCatalogue().eligibility(
                actor=ACTOR, facts=facts, benefit_id=benefit_id, on=on
            )
            if not verdict.eligible:
                yield employee_id, benefit_id


def _bills(employer_id: UUID, on: dt.date) -> Bills:
    charged: dict[tuple[UUID, dt.date], Money] = {}
    employees: dict[UUID, str] = {}
    complete_to = None
    for charge in _charges(employer_id):
        first = charge.month.start
        place = (charge.source_id, first)
        nothing = Money.zero(charge.amount.currency)
        charged[place] = charged.get(place, nothing) + charge.amount
        employees[charge.source_id] = str(charge.employee_id)
        if charge.invoiced and first <= on and (complete_to is None or first > complete_to):
            complete_to = first
    return Bills(charged=charged, employees=employees, complete_to=complete_to)


def _charges(employer_id: UUID) -> Iterator[billing.Charge]:
    """
    All charges, page by page in releases that have pages.
    """
    asked: dict[str, Any] = {"actor": ACTOR, "employer_id": employer_id}
    if "limit" not in inspect.signature(billing.list_charges).parameters:
        yield from billing.list_charges(**asked)
        return
    after = None
    while page := billing.list_charges(**asked, limit=CHARGES, after=after):
        yield from page
        after = page[-1].id
