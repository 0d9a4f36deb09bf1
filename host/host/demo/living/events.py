"""
What has happened to people: births and weddings to decide, waivers, insurers' answers, leavers.
"""

import datetime as dt
from uuid import UUID

from django.utils import timezone

from benefits_app import api as benefits
from enrolments_app import api as enrolments
from host.demo.living.acting import ACTOR, months_after, year_start
from host.directory import api as directory
from host.directory.days import today_in
from host.directory.models import Employee, Employer

_KINDS = (
    ("birth", "Birth or adoption", benefits.EffectiveRule.EVENT_DATE, False),
    ("marriage", "Marriage", benefits.EffectiveRule.FIRST_OF_MONTH_AFTER_REPORT, True),
    ("divorce", "Divorce", benefits.EffectiveRule.FIRST_OF_MONTH_AFTER_EVENT, True),
)
# What people who must choose another dental plan take.
PLUS = ("DENTAL", "PLUS")
# Which of an employer's people, in the order of their numbers, the event happened to; days ago.
_REPORTED = ((12, "birth", 9), (21, "marriage", 16), (26, "birth", 25))
_DECIDED = ((15, "marriage", 24, True), (18, "divorce", 20, False))


def define_kinds(employer: Employer) -> None:
    """
    The events that open a choice outside a window.
    """
    for code, name, effective, proof in _KINDS:
        benefits.define_life_event_kind(
            actor=ACTOR,
            idempotency_key=f"demo-event-{employer.pk}-{code}",
            employer_id=employer.pk,
            kind=benefits.LifeEventKind(
                code=code, name=name, effective=(effective,), evidence_required=proof
            ),
        )


def happen(employer: Employer) -> None:
    """
    Events that wait for HR, and some that were decided; a waiver; an insurer's answers.
    """
    today = today_in(employer.time_zone)
    people = list(Employee.objects.filter(employer=employer).order_by("pk"))
    for place, kind, days in _REPORTED:
        _report(people[place], kind, today - dt.timedelta(days=days))
    for place, kind, days, approved in _DECIDED:
        claim = _report(people[place], kind, today - dt.timedelta(days=days))
        enrolments.decide_life_event(
            actor=ACTOR,
            idempotency_key=f"demo-decide-{claim.id}",
            claim_id=claim.id,
            approve=approved,
            reason="" if approved else "The decree was not final yet.",
        )
    _waive(employer, people[10], today)
    _answer(employer, today)


def _report(person: Employee, kind: str, on: dt.date) -> enrolments.LifeEventClaim:
    return enrolments.report_life_event(
        actor=ACTOR,
        idempotency_key=f"demo-report-{person.pk}-{kind}",
        employee_id=str(person.pk),
        kind=kind,
        event_on=on,
        evidence=(f"certificate-{person.pk}.pdf",),
    )


def _waive(employer: Employer, person: Employee, today: dt.date) -> None:
    """
    Somebody who has nothing has said so about private medical.
    """
    listed = benefits.list_benefits(actor=ACTOR, employer_id=employer.pk)
    (year,) = benefits.list_plan_years(actor=ACTOR, employer_id=employer.pk, on=today)
    enrolments.waive(
        actor=ACTOR,
        idempotency_key=f"demo-waiver-{person.pk}",
        employee_id=str(person.pk),
        benefit_id=next(each.id for each in listed if each.code == "MED"),
        plan_year_id=year.id,
        reason=enrolments.WaiverReason.COVERED_ELSEWHERE,
        starts_on=max(year_start(today), months_after(person.hired_on, 1)),
        ends_on=year.period.last or today,
    )


def _answer(employer: Employer, today: dt.date) -> None:
    """
    The insurer has answered the first request and the second; the others wait.
    """
    waiting = enrolments.list_evidence_requests(actor=ACTOR, employer_id=employer.pk)
    for request, outcome in zip(waiting[:-2], ("approved", "denied"), strict=False):
        enrolments.record_evidence_outcome(
            actor=ACTOR,
            idempotency_key=f"demo-evidence-{request.id}",
            evidence_id=request.id,
            outcome=outcome,
            effective_on=months_after(today, -1),
            reason="the insurer's letter",
        )


def leave(employer: Employer, places: tuple[int, ...], last_day: dt.date) -> None:
    """
    Some people have left after a last day.
    """
    people = list(Employee.objects.filter(employer=employer).order_by("pk"))
    for place in places:
        if people[place].hired_on <= last_day:
            directory.leave(actor=ACTOR, employee_id=people[place].pk, last_day=last_day)


def carry_over(employer: Employer) -> None:
    """
    The renewal has been run: most are taken over, and the others must choose.
    """
    start = year_start(today_in(employer.time_zone))
    (year,) = benefits.list_plan_years(actor=ACTOR, employer_id=employer.pk, on=start)
    enrolments.carry_over(
        actor=ACTOR,
        employer_id=employer.pk,
        plan_year_id=UUID(str(year.id)),
        starts_on=months_after(start, 12),
        idempotency_key=f"demo-renewal-{year.id}",
    )


def choose(employer: Employer) -> None:
    """
    Every sixth of those who must choose has sent a basket for the next year; once.
    """
    start = months_after(year_start(today_in(employer.time_zone)), 12)
    windows = benefits.open_windows(actor=ACTOR, employer_id=employer.pk, at=timezone.now())
    years = benefits.list_plan_years(actor=ACTOR, employer_id=employer.pk, on=start)
    window = next((each for each in windows if each.plan_year_id in {y.id for y in years}), None)
    if window is None or enrolments.list_batches(actor=ACTOR, employer_id=employer.pk, limit=1):
        return
    offers = benefits.list_offers(actor=ACTOR, employer_id=employer.pk, on=start)
    plus = next(each for each in offers if (each.benefit_code, each.option_code) == PLUS)
    waiting = enrolments.must_choose(
        actor=ACTOR,
        employer_id=employer.pk,
        plan_year_id=_year_before(employer, start),
        limit=500,
    )
    for each in waiting.items[::6]:
        _send_basket(str(each.employee_id), plus.option_id, window.id, start)


def _year_before(employer: Employer, start: dt.date) -> UUID:
    before = start - dt.timedelta(days=1)
    (year,) = benefits.list_plan_years(actor=ACTOR, employer_id=employer.pk, on=before)
    return UUID(str(year.id))


def _send_basket(employee_id: str, option_id: UUID, window_id: UUID, starts_on: dt.date) -> None:
    line = enrolments.ElectionRequest(
        employee_id=employee_id, option_id=option_id, starts_on=starts_on
    )
    draft = enrolments.save_draft(
        actor=ACTOR,
        idempotency_key=f"demo-basket-{employee_id}",
        employee_id=employee_id,
        lines=(line,),
        window_id=window_id,
    )
    enrolments.submit_elections(
        actor=ACTOR,
        idempotency_key=f"demo-send-basket-{employee_id}",
        batch_id=draft.id,
        agreement_signed=True,
    )
