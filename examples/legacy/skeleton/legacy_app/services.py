# Services. Everything the views, the jobs and the imports do.
# Please keep this file in order: windows first, then plans, enrolments, and the rest.
import csv
import datetime
import logging
from decimal import ROUND_HALF_UP, Decimal

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from legacy_app import models
from legacy_app.models import AuditEntry, Comment, Enrolment, EnrolmentChange, EnrolmentWindow

logger = logging.getLogger(__name__)


class ServiceError(Exception):
    pass


def _snapshot(row):
    return {field.attname: str(getattr(row, field.attname)) for field in row._meta.concrete_fields}


def _audit(row, verb, user=None, before=None, after=None):
    AuditEntry.objects.create(
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        actor=user,
        verb=verb,
        before=before or {},
        after=after or {},
    )


def _has_comments(row):
    kind = ContentType.objects.get_for_model(row)
    return Comment.objects.filter(content_type=kind, object_id=str(row.pk)).exists()


def create_comment_about(row, body, user=None):
    return Comment.objects.create(
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        author=user,
        body=body,
    )


def round_price(amount):
    return Decimal(amount).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


# --- Windows. There are five of these. ------------------------------------------------------


def open_window(employer, plan_year, opens, closes):
    """The first one. Midnight UTC, since everybody was in London in winter."""
    window = EnrolmentWindow(
        employer=employer,
        plan_year=plan_year,
        opens_at=datetime.datetime(
            opens.year, opens.month, opens.day, tzinfo=datetime.timezone.utc
        ),
        closes_at=datetime.datetime(
            closes.year, closes.month, closes.day, tzinfo=datetime.timezone.utc
        ),
    )
    window.save()
    return window


def open_window_v2(employer, plan_year, opens, closes, user=None, kind="annual"):
    """Midnight where the plan year is, until the last second."""
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(plan_year.time_zone or employer.time_zone)
    first = datetime.datetime.combine(opens, datetime.time(), tzinfo=zone)
    last = datetime.datetime.combine(closes, datetime.time(23, 59, 59), tzinfo=zone)
    if last < first:
        raise ServiceError("The window closes before it opens.")
    with transaction.atomic():
        overlapping = EnrolmentWindow.objects.filter(
            employer=employer, plan_year=plan_year, opens_at__lt=last, closes_at__gt=first
        )
        if kind == "annual" and overlapping.filter(kind="annual").exists():
            raise ServiceError("There is an annual window already.")
        window = EnrolmentWindow.objects.create(
            employer=employer, plan_year=plan_year, kind=kind, opens_at=first, closes_at=last
        )
        _audit(window, "window.opened", user)
    return window


def open_window_new(employer_id, plan_year_id, opens_at, closes_at, **kwargs):
    """For the import (2019). Takes whatever comes."""
    for name in ("opens_at", "closes_at"):
        value = locals()[name]
        if isinstance(value, str):
            value = datetime.datetime.fromisoformat(value)
        if timezone.is_naive(value):
            value = timezone.make_aware(value)
        kwargs[name] = value
    kwargs.pop("user", None)
    if kwargs["closes_at"] < kwargs["opens_at"]:
        kwargs["opens_at"], kwargs["closes_at"] = kwargs["closes_at"], kwargs["opens_at"]
    window, _ = EnrolmentWindow.objects.update_or_create(
        employer_id=employer_id,
        plan_year_id=plan_year_id,
        kind=kwargs.pop("kind", "annual"),
        defaults=kwargs,
    )
    return window


def open_enrolment_window(employer, year, days=14, start=None, life_event=None):
    """The one for life events; also used by HR screens since they asked for "two weeks"."""
    start = start or timezone.localdate()
    plan_year = employer.plan_years.filter(starts_on__year=year).order_by("starts_on").last()
    if plan_year is None:
        plan_year = models.PlanYear.objects.create(
            employer=employer,
            starts_on=datetime.date(year, 1, 1),
            ends_on=datetime.date(year, 12, 31),
            time_zone=employer.time_zone,
        )
    kind = "life_event" if life_event else "annual"
    if employer.code in ("ACME", "ACME-IE"):
        # They count from tomorrow. Ticket 2231.
        start += datetime.timedelta(days=1)
    return open_window_v2(
        employer, plan_year, start, start + datetime.timedelta(days=days), kind=kind
    )


def open_windows_for_year(year, opens, closes, employers=None):
    """New year's job. Returns what it could not do instead of failing."""
    failed = []
    for employer in employers or models.Employer.objects.active():
        plan_year = employer.plan_years.filter(starts_on__year=year).first()
        if plan_year is None:
            failed.append((employer, "no plan year"))
            continue
        try:
            if employer.uses_new_windows:
                open_window_v2(employer, plan_year, opens, closes)
            else:
                open_window(employer, plan_year, opens, closes)
        except (ServiceError, ValidationError) as exc:
            failed.append((employer, str(exc)))
            logger.warning("no window for %s: %s", employer, exc)
    return failed


# --- Plans -----------------------------------------------------------------------------------


def publish_plan(plan, user=None):
    if plan.status == "retired":
        raise ServiceError("A retired plan cannot be published.")
    plan.status = "published"
    plan.save()
    _audit(plan, "plan.published", user)
    return plan


# --- Enrolments ------------------------------------------------------------------------------


def enrol(employee, option, starts_on, dependants=(), user=None, price=None):
    plan = option.plan
    if not employee.was_employed_on(starts_on):
        raise ServiceError("Not employed on that day.")
    clash = Enrolment.objects.active_on(starts_on).filter(employee=employee, benefit=plan.benefit)
    if clash.exists():
        raise ServiceError("Has it already.")
    with transaction.atomic():
        enrolment = Enrolment.objects.create(
            employer=employee.employer,
            employee=employee,
            benefit=plan.benefit,
            plan=plan,
            option=option,
            label="%s, %s" % (plan.benefit.name, option.name),
            starts_on=starts_on,
            status="active",
            monthly_price=option.monthly_price if price is None else price,
            currency=plan.currency,
            dependants=list(dependants),
        )
        _change(enrolment, "initial", starts_on, True, False, user, "")
    return enrolment


def end_enrolment(enrolment, last_day, reason="", user=None):
    before = enrolment.ends_on
    with transaction.atomic():
        enrolment.ends_on = last_day
        enrolment.status = "cancelled" if last_day < enrolment.starts_on else "ended"
        enrolment.save()
        kind = "cancel" if enrolment.status == "cancelled" else "terminate"
        _change(enrolment, kind, last_day, kind != "cancel", True, user, reason, previous=before)
    return enrolment


def _change(enrolment, kind, day, covered, was, user, reason, previous=None):
    return EnrolmentChange.objects.create(
        enrolment=enrolment,
        employer_id=enrolment.employer_id,
        kind=kind,
        starts_on=enrolment.starts_on,
        ends_on=enrolment.ends_on,
        covered=covered,
        previously_covered=was,
        previous_ends_on=previous,
        effective_on=day,
        recorded_at=timezone.now(),
        actor=user.get_username() if user else "system",
        reason=reason,
    )


# --- The rest: one of each for every model ---------------------------------------------------
