"""
Which jobs do timers start, and when did each run last?
"""

import contextlib
import dataclasses
import datetime as dt
import logging
from collections.abc import Iterator
from typing import Any

from django.core.management import get_commands
from django.db import DatabaseError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger("host.duties")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """
    A management command: how often it should run, what it does and, if it is missed, what happens.
    `late_after` is when somebody should look: at least two runs were missed.
    """

    command: str
    every: Any
    does: Any
    missed: Any
    late_after: dt.timedelta


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class LastRun:
    """
    A job and its last run, if one is known; `late` if it should have run since.
    """

    job: Job
    run: Any
    late: bool


JOBS = (
    Job(
        command="billing_reconcile_attempts",
        every=_("every 5 minutes"),
        does=_("Asks the gateway about payments whose outcome is open."),
        missed=_("Asked next time; an invoice stays in collection."),
        late_after=dt.timedelta(minutes=10),
    ),
    Job(
        command="billing_inbox",
        every=_("every minute"),
        does=_("Applies what gateways told us."),
        missed=_("Done by the next run."),
        late_after=dt.timedelta(minutes=5),
    ),
    Job(
        command="billing_relay",
        every=_("every minute"),
        does=_("Sends events to whoever registered for them."),
        missed=_("Done by the next run."),
        late_after=dt.timedelta(minutes=5),
    ),
    Job(
        command="nightly",
        every=_("every hour"),
        does=_("Moves each employer to its own today, and sends the reminders that are due."),
        missed=_("Caught up, every day once and in order."),
        late_after=dt.timedelta(hours=2),
    ),
    Job(
        command="reconcile_cover",
        every=_("every night"),
        does=_("Says where employment, cover and bills disagree."),
        missed=_("A disagreement is found a night later."),
        late_after=dt.timedelta(days=2),
    ),
    Job(
        command="clearsessions",
        every=_("every night"),
        does=_("Deletes log-ins that have run out."),
        missed=_("They take room, and nothing else."),
        late_after=dt.timedelta(days=2),
    ),
)
_NAMES = frozenset(job.command for job in JOBS)


def jobs_with_last_runs() -> tuple[LastRun, ...]:
    """
    The jobs that the installed releases have, each with its last run.
    """
    from host.duties.models import JobRun  # not before the apps are loaded: manage.py imports this

    runs = {run.command: run for run in JobRun.objects.all()}
    now = timezone.now()
    installed = get_commands()
    return tuple(
        LastRun(
            job=job,
            run=runs.get(job.command),
            late=job.command in runs and runs[job.command].started_at < now - job.late_after,
        )
        for job in JOBS
        if job.command in installed
    )


@contextlib.contextmanager
def noted(command: str) -> Iterator[None]:
    """
    Notes a run of one of the jobs, however it ends; other commands are let alone.
    """
    if command not in _NAMES:
        yield
        return
    begun, outcome = timezone.now(), "failed"
    try:
        yield
        outcome = "ok"
    except SystemExit as exc:
        outcome = "refused" if exc.code else "ok"
        raise
    finally:
        _note(command, begun, outcome)


def _note(command: str, begun: dt.datetime, outcome: str) -> None:
    """
    What cannot be noted is no reason to fail: the work is done, or has said itself why not.
    """
    from django.apps import apps

    if not apps.ready:
        return
    from host.duties.models import JobRun  # as above

    try:
        JobRun.objects.update_or_create(
            command=command,
            defaults={"started_at": begun, "ended_at": timezone.now(), "outcome": outcome},
        )
    except DatabaseError as exc:
        logger.warning("the run of %s is not noted: %s", command, type(exc).__name__)
