"""
Does a run charge every open month, whatever was forgotten, late or changed meanwhile?
"""

import dataclasses
import datetime as dt
import threading
import uuid

import pytest
from django.db import connections

from billing_app import api, models
from billing_app.testing import builders, ids
from billing_app.testing.fakes import FixedCoverage
from domain_kit.money import AmountNotStorable, CurrencyMismatch, Money
from tests.conftest import SOURCE, cover, gbp
from tests.runs import charged, month, run, tell


@pytest.mark.parametrize(
    "command",
    [
        lambda finance, day: run_for(finance, day),
        lambda finance, day: api.preview_billing(actor=finance, employer_id=ids.ACME, month=day),
        lambda finance, day: api.lock_months(
            actor=finance, idempotency_key="k", employer_id=ids.ACME, through=day
        ),
        lambda finance, day: api.record_coverage(
            actor=finance, idempotency_key="k", line=cover(), month=day
        ),
    ],
)
@pytest.mark.parametrize("day", [dt.date(1, 1, 1), dt.date(9999, 12, 31)])
def test_a_month_that_no_calendar_reaches_is_refused_by_name(account, finance, command, day):
    with pytest.raises(api.DateOutOfRange):
        command(finance, day)


def run_for(finance, day):
    return api.run_billing(
        actor=finance, idempotency_key="k", employer_id=ids.ACME, month=day, issued_on=day
    )


def test_an_invoice_that_no_payment_could_pay_is_refused_by_name(account, finance):
    drafted = builders.build_invoice(account=models.BillingAccount.objects.get(), amount="60.00")
    models.InvoiceLine.objects.bulk_create(
        models.InvoiceLine(invoice=drafted, position=place, description="x", amount=99_999_999_999)
        for place in (2, 3)
    )

    with pytest.raises(AmountNotStorable):
        api.finalise_invoice(actor=finance, idempotency_key="f", invoice_id=drafted.id)


class TestWhatNoPaymentCouldPay:
    def drafted(self, finance):
        drafts = api.list_invoices(actor=finance, employer_id=ids.ACME, limit=10)
        return sorted(draft.total.amount for draft in drafts)

    def test_is_divided_into_invoices_that_one_could(self, account, finance):
        tell_each("30000000000", "30000000000", "10000000000")
        first = run(finance, 1)

        assert [str(each) for each in self.drafted(finance)] == ["30000000000.00", "40000000000.00"]
        assert api.finalise_invoice(actor=finance, idempotency_key="f", invoice_id=first.id).number

    def test_what_is_given_back_is_on_the_first_of_them(self, account, finance):
        tell_each("30000000000")
        given_back = run(finance, 1)
        api.void_invoice(actor=finance, idempotency_key="v", invoice_id=given_back.id)
        tell_each("20000000000", "30000000000", "10000000000")

        run(finance, 1)

        drafts = api.list_invoices(
            actor=finance, employer_id=ids.ACME, limit=10, status=api.InvoiceStatus.DRAFT
        )
        totals = sorted(str(draft.total.amount) for draft in drafts)
        assert totals == ["20000000000.00", "40000000000.00"]


def tell_each(*prices):
    """
    An employee with a cover of each price, and nobody else.
    """
    FixedCoverage.lines[:] = [
        dataclasses.replace(cover(price, source=uuid.UUID(int=place)), employee_id=place)
        for place, price in enumerate(prices, start=1)
    ]


class TestOpenMonths:
    def test_a_month_whose_run_was_forgotten_is_charged_by_the_next(self, account, finance):
        FixedCoverage.lines.append(cover())
        run(finance, 1)

        run(finance, 4)

        assert charged(finance) == {1: "60.00", 2: "60.00", 3: "60.00", 4: "60.00"}

    def test_a_start_in_the_past_is_charged_from_its_day(self, account, finance):
        FixedCoverage.lines.append(cover())
        run(finance, 1)
        run(finance, 2)
        late = uuid.UUID(int=78)
        FixedCoverage.lines.append(cover(start=dt.date(2027, 1, 10), source=late))

        run(finance, 3)

        assert charged(finance, late) == {1: "42.58", 2: "60.00", 3: "60.00"}

    def test_a_start_told_for_its_month_alone_is_caught_up(self, account, finance):
        tell(finance, cover(start=dt.date(2027, 1, 10)), 1)
        FixedCoverage.lines.append(cover(start=dt.date(2027, 1, 10)))

        run(finance, 3)

        assert charged(finance) == {1: "42.58", 2: "60.00", 3: "60.00"}

    def test_running_again_adds_nothing(self, account, finance):
        FixedCoverage.lines.append(cover())
        run(finance, 3)

        assert run(finance, 3) is None
        assert charged(finance) == {3: "60.00"}

    def test_an_earlier_month_run_late_does_not_hide_the_later_ones(self, account, finance):
        FixedCoverage.lines.append(cover())
        run(finance, 1)
        run(finance, 3)
        FixedCoverage.lines[:] = [cover("90.00")]
        run(finance, 2)

        run(finance, 3)

        assert charged(finance) == {1: "90.00", 2: "90.00", 3: "90.00"}

    def test_a_month_before_the_first_one_billed_is_charged_when_it_is_run(self, account, finance):
        FixedCoverage.lines.append(cover())
        run(finance, 2)

        run(finance, 1)

        assert charged(finance) == {1: "60.00", 2: "60.00"}

    @pytest.mark.parametrize(
        ("runs", "months"),
        [((3, 1, 4), range(1, 5)), ((6, 1, 3, 7), range(1, 8)), ((3, 1, 3), range(1, 4))],
    )
    def test_c_25_the_months_behind_an_earlier_one_are_charged_by_the_next_run(
        self, account, finance, runs, months
    ):
        FixedCoverage.lines.append(cover())

        for number in runs:
            run(finance, number)

        assert charged(finance) == dict.fromkeys(months, "60.00")

    def test_c_26_what_the_source_names_no_more_is_given_back(self, account, finance):
        FixedCoverage.lines.append(cover())
        run(finance, 1)
        FixedCoverage.lines.clear()

        assert run(finance, 2) is None
        assert charged(finance) == {1: "0.00"}

    def test_what_only_was_told_does_not_end_with_a_silent_source(self, account, finance):
        tell(finance, cover(), 1)

        run(finance, 2)

        assert charged(finance) == {1: "60.00", 2: "60.00"}

    def test_a_charge_that_nobody_tells_of_is_left_alone(self, account, finance):
        models.Charge.objects.create(
            account_id=account.id,
            source_id=uuid.UUID(int=99),
            employee_reference="1",
            month=month(1),
            kind="recurring",
            description="Old",
            amount=gbp("10").amount,
            dedupe_key="old",
        )
        FixedCoverage.lines.append(cover())

        run(finance, 2)

        assert charged(finance, uuid.UUID(int=99)) == {1: "10.00"}

    def test_locked_months_stay_as_they_are(self, account, finance):
        FixedCoverage.lines.append(cover())
        run(finance, 1)
        models.BillingAccount.objects.update(locked_through=dt.date(2027, 2, 28))
        FixedCoverage.lines[:] = [cover("90.00")]

        run(finance, 3)

        assert charged(finance) == {1: "60.00", 3: "90.00"}

    def test_a_run_over_more_than_ten_years_is_refused(self, account, finance):
        FixedCoverage.lines.append(cover())
        run(finance, 1)

        with pytest.raises(api.TooManyMonths, match="lock the months"):
            api.run_billing(
                actor=finance,
                idempotency_key="far",
                employer_id=ids.ACME,
                month=dt.date(2199, 1, 1),
                issued_on=dt.date(2199, 1, 1),
            )


class TestBadSources:
    def test_a_source_that_fails_charges_nothing_and_can_be_asked_again(
        self, account, finance, monkeypatch
    ):
        def broken(self, **_):
            yield cover()
            raise OSError("the line is dead")

        with monkeypatch.context() as patched:
            patched.setattr(FixedCoverage, "coverage", broken)
            with pytest.raises(api.CoverageNotRead, match="same key"):
                run(finance, 2, key="once")
        assert charged(finance) == {}
        assert models.BillingRun.objects.get().status == "failed"
        FixedCoverage.lines.append(cover())

        assert run(finance, 2, key="once").total == gbp("60.00")

    def test_another_currency_is_refused_by_name(self, account, finance):
        FixedCoverage.lines.extend(
            [
                cover(),
                dataclasses.replace(
                    cover(source=uuid.UUID(int=5)), monthly=Money.of("9000", "JPY")
                ),
            ]
        )

        with pytest.raises(CurrencyMismatch):
            run(finance, 2)

        assert charged(finance) == {}

    def test_a_source_named_twice_is_refused(self, account, finance):
        FixedCoverage.lines.extend([cover(), cover("90.00")])

        with pytest.raises(api.SourceNamedTwice, match=str(SOURCE)):
            run(finance, 2)

    def test_cover_of_one_thing_twice_parks_the_account(self, account, finance):
        one = dataclasses.replace(cover(), group="seat 1")
        other = dataclasses.replace(cover(source=uuid.UUID(int=5)), group="seat 1")
        FixedCoverage.lines.extend([one, other])

        with pytest.raises(api.BillingSuspended, match="covered twice"):
            run(finance, 2)

        assert api.account_for(actor=finance, employer_id=ids.ACME).hold_reason
        assert api.list_invoices(actor=finance, employer_id=ids.ACME, limit=10) == ()


@pytest.mark.django_db(transaction=True)
class TestMeanwhile:
    @pytest.mark.parametrize(
        ("told", "right"),
        [
            (cover(start=None), {}),
            (cover(last=dt.date(2027, 1, 31)), {}),
            (cover(last=dt.date(2027, 2, 10)), {2: "21.43"}),
        ],
    )
    def test_a_change_that_commits_while_the_source_answers_is_billed_as_it_is(
        self, transactional_db, account, finance, monkeypatch, told, right
    ):
        stale = cover(start=dt.date(2027, 2, 1))
        tell(finance, stale, 2)
        before = charged(finance)
        asked = FixedCoverage.coverage

        def slow(self, **kwargs):
            lines = list(asked(self, **kwargs))
            other = threading.Thread(
                target=lambda: (tell(finance, told, 2), connections.close_all())
            )
            other.start()
            other.join(10)
            assert not other.is_alive()
            return lines

        FixedCoverage.lines.append(stale)
        monkeypatch.setattr(FixedCoverage, "coverage", slow)

        run(finance, 2)

        assert before == {2: "60.00"}
        assert {k: v for k, v in charged(finance).items() if v != "0.00"} == right
