# Services. Windows, plans and enrolments are the wheels' now.
import csv
import logging
import uuid
from decimal import ROUND_HALF_UP, Decimal

from benefits_app import api as benefits
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from domain_kit.actor import Actor, Role
from enrolments_app import api as enrolments

from legacy_app import models
from legacy_app.models import AuditEntry, Comment

logger = logging.getLogger(__name__)


class ServiceError(Exception):
    pass


def actor_of(user, *employers):
    """Who asks, for the wheels: whoever may open windows is HR of all clients."""
    role = Role.HR if user.has_perm("benefits_app.open_window") else Role.OPERATOR
    return Actor(
        id=user.get_username(),
        role=role,
        employer_ids=frozenset(employers or models.Employer.objects.values_list("pk", flat=True)),
    )


def open_window(plan_year_id, opens, closes, user, kind="annual", key=None):
    """The one. There were five."""
    return benefits.open_window(
        actor=actor_of(user),
        idempotency_key=key or str(uuid.uuid4()),
        plan_year_id=plan_year_id,
        kind=kind,
        opens_on=opens,
        closes_on=closes,
    )


def end_enrolment(enrolment_id, last_day, reason, user, key=None):
    return enrolments.unenrol(
        actor=actor_of(user),
        idempotency_key=key or str(uuid.uuid4()),
        enrolment_id=enrolment_id,
        ends_on=last_day,
        reason=reason,
        override_reason=reason,
    )


def create_comment_about(row, body, user=None):
    return Comment.objects.create(
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        author=user,
        body=body,
    )


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


# --- The rest: one of each for every model that stayed ---------------------------------------
