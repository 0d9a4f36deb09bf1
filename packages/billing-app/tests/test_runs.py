"""
How far are runs, and what would one do?
"""

import datetime as dt
import uuid

import pytest
from django.core.management import call_command

from billing_app import api
from billing_app.tasks import enqueue_billing
from billing_app.testing import ids
from billing_app.testing.fakes import FixedCoverage
from tests.conftest import cover, gbp
from tests.runs import charged, month, run, tell


class TestPreview:
    def test_says_what_a_run_would_charge_and_writes_nothing(self, account, finance):
        FixedCoverage.lines.append(cover())
        run(finance, 1)
        FixedCoverage.lines[:] = [cover("90.00"), cover(source=uuid.UUID(int=5))]

        seen = api.preview_billing(actor=finance, employer_id=ids.ACME, month=month(2))

        assert charged(finance) == {1: "60.00"}
        assert (seen.to_ask, seen.corrections) == (gbp("240.00"), gbp("90.00"))
        assert (seen.month_total, seen.last_month_total) == (gbp("150.00"), gbp("150.00"))
        assert run(finance, 2).total == seen.to_ask

    def test_shows_what_is_over_as_money_back(self, account, finance):
        FixedCoverage.lines.append(cover())
        run(finance, 1)
        FixedCoverage.lines.clear()

        seen = api.preview_billing(actor=finance, employer_id=ids.ACME, month=month(2))

        assert [(line.amount, line.corrects) for line in seen.lines] == [(gbp("-60.00"), True)]


class TestRuns:
    def test_newest_first_in_pages(self, account, finance):
        for number in (1, 2, 3):
            run(finance, number)

        first, second = api.list_runs(actor=finance, employer_id=ids.ACME, limit=2)
        (third,) = api.list_runs(actor=finance, employer_id=ids.ACME, after=second.id)

        assert [each.month.start.month for each in (first, second, third)] == [3, 2, 1]
        assert api.get_run(actor=finance, run_id=third.id) == third

    def test_another_tenants_run_is_not_there(self, account, finance, stranger):
        run(finance, 1)
        (made,) = api.list_runs(actor=finance, employer_id=ids.ACME)

        with pytest.raises(api.RunNotFound):
            api.get_run(actor=stranger, run_id=made.id)

    def test_months_are_locked_once(self, account, finance):
        def lock(key, day):
            return api.lock_months(
                actor=finance, idempotency_key=key, employer_id=ids.ACME, through=day
            )

        lock("a", dt.date(2027, 2, 3))
        with pytest.raises(api.MonthsNotLocked, match="2027-02-28"):
            lock("b", dt.date(2027, 1, 31))
        FixedCoverage.lines.append(cover())
        tell(finance, cover(), 1)

        run(finance, 3)

        assert charged(finance) == {3: "60.00"}

    def test_the_command_bills_every_account(self, account, finance, capsys):
        FixedCoverage.lines.append(cover())

        call_command("billing_run", "all", "2027-02", "--issued-on", "2027-02-28")

        assert "60.00 GBP" in capsys.readouterr().out

    def test_the_command_can_only_look(self, account, finance, capsys):
        FixedCoverage.lines.append(cover())

        call_command(
            "billing_run", str(ids.ACME), "2027-02", "--issued-on", "2027-02-28", "--dry-run"
        )

        assert "60.00 GBP to ask for: 1 new charges" in capsys.readouterr().out
        assert charged(finance) == {}

    def test_a_task_an_employer(self, account, finance):
        FixedCoverage.lines.append(cover())

        (result,) = enqueue_billing(month=month(2), issued_on=dt.date(2027, 2, 28))

        (invoice,) = api.list_invoices(actor=finance, employer_id=ids.ACME, limit=5)
        assert result.return_value == str(invoice.id)
