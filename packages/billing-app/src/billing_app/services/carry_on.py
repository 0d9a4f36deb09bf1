"""
Do what is left of a billing run, in short transactions.

One run of an account works at a time. A chunk charges some employees and says so in the run's row,
in one transaction: whatever ends the process, nothing is lost and nothing is done twice.
"""

import contextlib
import datetime as dt
import time
from collections.abc import Iterator
from uuid import UUID

from django.db import connections, router, transaction
from django.db.models import Min
from django.utils import timezone

from billing_app import conf, models
from billing_app.data import Payer, RunStatus
from billing_app.errors import CoverageNotRead, TooManyMonths
from billing_app.services.difference import charge_people
from billing_app.services.draft_waiting import draft_waiting
from billing_app.services.locks import lock_account
from billing_app.services.park import reason_to_park
from billing_app.services.sync_cover import Told
from billing_app.services.transition import require_not_held
from domain_kit.errors import DomainError
from domain_kit.periods import Period

MOST_MONTHS = 120
# Seconds that a chunk may hold the account's lock, aimed at; another command waits as long.
_AIM = 0.06
_SMALLEST, _LARGEST = 50, 20_000
# Charges of a chunk, at the least. To plan its statements costs as much as a hundred charges do: were
# it to shrink with every delay of a busy machine, it would plan more than it charges.
_FEWEST = 500


def carry_on(run_id: UUID) -> UUID | None:
    """
    Bring a run to its end, wherever it was left; the invoice it drafted.

    Raises:
        BillingSuspended, CoverageNotRead, TooManyMonths: see `run_billing`.
    """
    run = models.BillingRun.objects.select_related("account").get(pk=run_id)
    with _alone(run.account):
        run.refresh_from_db()
        run.account.refresh_from_db()
        if run.status != RunStatus.DONE.value:
            require_not_held(run.account)
            _work(run)
    return run.invoice_id


def _work(run: models.BillingRun) -> None:
    first = first_open_month(run.account, run.month)
    last = Period.month(run.month).last
    assert last is not None
    _reopen(run, first)
    if first <= run.month:
        told = _ask(run, first, last)
        told.compare(first=first, last=last)
        _charge(run, told, first)
        told.forget()
    _settle(run)
    _require_sane(run, first)
    with transaction.atomic():
        drafts = draft_waiting(run.account, month=run.month, issued_on=run.issued_on)
        run.invoice_id = drafts.get(Payer.EMPLOYER) or next(iter(drafts.values()), None)
        run.status, run.problem, run.finished_at = RunStatus.DONE.value, "", timezone.now()
        run.save(update_fields=["status", "problem", "finished_at", "invoice"])


def _reopen(run: models.BillingRun, first: dt.date) -> None:
    """
    Have the next run look at every month, if this one begins before all others: those between them
    belong to the account's open months from now on, and no run has settled them.
    """
    if run.account.settled_through is None or first > run.month:
        return
    if models.Charge.objects.filter(account=run.account, month__lte=first).exists():
        return
    with transaction.atomic():
        run.account = lock_account(run.account_id)
        run.account.settled_through = None
        run.account.save(update_fields=["settled_through"])


def first_open_month(account: models.BillingAccount, month: dt.date) -> dt.date:
    """
    The first month that a run up to `month` may still charge: behind the locked ones, and not
    before the account's first charge.

    Raises:
        TooManyMonths: if those are more than ten years.
    """
    charged = models.Charge.objects.filter(account=account).aggregate(first=Min("month"))["first"]
    first: dt.date = min(month, charged or month)
    if account.locked_through is not None:
        first = max(first, next_month(account.locked_through))
    if (month.year - first.year) * 12 + month.month - first.month >= MOST_MONTHS:
        raise TooManyMonths(account.employer_id, first, month)
    return first


def next_month(day: dt.date) -> dt.date:
    """
    The first day of the month after a day's.
    """
    end = Period.month(day).end
    assert end is not None
    return end


def _ask(run: models.BillingRun, first: dt.date, last: dt.date) -> Told:
    source = conf.coverage_source.resolve()
    try:
        lines = source.coverage(
            employer_id=run.account.employer_id, month=Period.inclusive(first, last)
        )
        return Told(run.account, lines)
    except DomainError as exc:
        _failed(run, str(exc))
        raise
    except Exception as exc:
        _failed(run, f"{type(exc).__name__}: {exc}")
        raise CoverageNotRead(run.account.employer_id, type(exc).__name__) from exc


def _charge(run: models.BillingRun, told: Told, first: dt.date) -> None:
    settled = run.account.settled_through
    # A run up to a month that is settled looks at everything again: it may begin before all others.
    again = settled is None or run.month <= settled
    unsettled = first if again else next_month(settled)
    months = (run.month.year - first.year) * 12 + run.month.month - first.month + 1
    size = _first_size(months)
    while (chunk := told.next(after=run.cursor, size=size)) is not None:
        began = time.monotonic()
        with transaction.atomic():
            account = lock_account(run.account_id)
            told.write(chunk)
            made = charge_people(
                account,
                after=chunk.after,
                upto=chunk.upto,
                first=first,
                unsettled=unsettled,
                last=run.month,
                run_id=run.pk,
            )
            # A run up to an earlier month than another one leaves the later months to the next.
            if settled is None or settled <= run.month:
                models.Cover.objects.filter(
                    account=account,
                    employee_reference__gt=chunk.after,
                    employee_reference__lte=chunk.upto,
                    changed=True,
                ).update(changed=False)
            run.charged += made
            run.sources += chunk.covers
            run.cursor = chunk.upto
            run.save(update_fields=["cursor", "sources", "charged"])
        size = _next_size(size, time.monotonic() - began, made)


def _first_size(months: int) -> int:
    # Before anything was measured: about as many charges, at the most, as one chunk can make.
    return max(_SMALLEST, 500 // months)


def _next_size(size: int, seconds: float, made: int) -> int:
    wanted = int(size * min(2.0, _AIM / max(seconds, 0.001)))
    fewest = max(_SMALLEST, _FEWEST * size // max(made, size))
    return min(_LARGEST, max(fewest, wanted))


def _settle(run: models.BillingRun) -> None:
    with transaction.atomic():
        account = lock_account(run.account_id)
        if account.settled_through is None or account.settled_through < run.month:
            account.settled_through = run.month
            account.save(update_fields=["settled_through"])


def _require_sane(run: models.BillingRun, first: dt.date) -> None:
    reason = reason_to_park(run.account, first=first, last=run.month)
    if not reason:
        return
    with transaction.atomic():
        account = lock_account(run.account_id)
        account.hold_reason = reason
        account.save(update_fields=["hold_reason"])
        run.status, run.problem = RunStatus.PARKED.value, reason
        run.save(update_fields=["status", "problem"])
    require_not_held(account)


def _failed(run: models.BillingRun, problem: str) -> None:
    # Inside a caller's broken transaction there is nobody to tell: the error itself goes on.
    with contextlib.suppress(Exception), transaction.atomic():
        run.status, run.problem = RunStatus.FAILED.value, problem
        run.save(update_fields=["status", "problem"])


@contextlib.contextmanager
def _alone(account: models.BillingAccount) -> Iterator[None]:
    """
    Wait until no other run of the account works. The session's lock, since a run is many
    transactions; it ends with the process.
    """
    key = f"billing run of {account.pk}"
    with connections[router.db_for_write(models.BillingRun)].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [key])
    try:
        yield
    finally:
        with (
            contextlib.suppress(Exception),
            connections[router.db_for_write(models.BillingRun)].cursor() as cursor,
        ):
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])
