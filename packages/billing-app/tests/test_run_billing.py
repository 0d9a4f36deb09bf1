"""
Does a run charge every open month, whatever was forgotten, late or changed meanwhile?
"""

import dataclasses
import datetime as dt
import threading
import uuid

import pytest
from django.core.management import call_command
from django.db import connections

from billing_app import api, models
from billing_app.tasks import enqueue_billing
from billing_app.testing import ids
from billing_app.testing.fakes import FixedCoverage
from domain_kit.money import AmountNotStorable, CurrencyMismatch, Money
from tests.conftest import SOURCE, cover, gbp


def month(number: int) -> dt.date:
    return dt.date(2027, number, 1)


def run(finance, number, key=None):
    return api.run_billing(
        actor=finance,
        idempotency_key=key or f"run {number} {uuid.uuid4()}",
        employer_id=ids.ACME,
        month=month(number),
        issued_on=dt.date(2027, number, 28),
    )


def tell(finance, line, number, key=None):
    return api.record_coverage(
        actor=finance, idempotency_key=key or str(uuid.uuid4()), line=line, month=month(number)
    )


def charged(finance, source=None):
    """
    What each month costs by its charges.
    """
    found: dict[int, Money] = {}
    for charge in api.list_charges(actor=finance, employer_id=ids.ACME):
        if source in (None, charge.source_id):
            number = charge.month.start.month
            found[number] = found.get(number, gbp("0")) + charge.amount
    return {number: str(amount.amount) for number, amount in sorted(found.items())}


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
    FixedCoverage.lines += [
        cover("99999999999.99", source=uuid.UUID(int=place)) for place in (1, 2)
    ]
    FixedCoverage.lines[1] = dataclasses.replace(FixedCoverage.lines[1], employee_id=2)
    drafted = run(finance, 1)

    with pytest.raises(AmountNotStorable):
        api.finalise_invoice(actor=finance, idempotency_key="f", invoice_id=drafted.id)


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


class TestPartsOfAMonth:
    @pytest.mark.parametrize(
        ("price", "cuts"), [("10.00", (9, 18)), ("60.01", (14,)), ("0.01", (14,))]
    )
    def test_c_03_parts_at_one_price_cost_the_month(self, account, finance, price, cuts):
        first = 1
        for number, last in enumerate((*cuts, 28)):
            part = cover(
                price,
                start=dt.date(2027, 2, first),
                last=dt.date(2027, 2, last),
                source=uuid.UUID(int=200 + number),
            )
            tell(finance, part, 2)
            FixedCoverage.lines.append(part)
            first = last + 1

        invoice = run(finance, 2)

        assert invoice.total == gbp(price)

    def test_c_03_the_parts_of_ten_pounds(self, account, finance):
        for number, (first, last) in enumerate(((1, 9), (10, 18), (19, 28))):
            FixedCoverage.lines.append(
                cover(
                    "10.00",
                    start=dt.date(2027, 2, first),
                    last=dt.date(2027, 2, last),
                    source=uuid.UUID(int=200 + number),
                )
            )

        invoice = run(finance, 2)

        assert [str(line.amount.amount) for line in invoice.lines] == ["3.22", "3.21", "3.57"]

    @pytest.mark.parametrize(
        ("proration", "start", "amount"),
        [
            ("daily", dt.date(2027, 1, 8), "46.45"),
            ("full-month", dt.date(2027, 1, 31), "60.00"),
            ("wash-day", dt.date(2027, 1, 8), "60.00"),
            ("wash-day", dt.date(2027, 1, 15), "60.00"),
            ("fixed-30", dt.date(2027, 1, 22), "20.00"),
        ],
    )
    def test_c_05_policies_are_data(self, account, finance, proration, start, amount):
        FixedCoverage.lines.append(dataclasses.replace(cover(start=start), proration=proration))

        run(finance, 1)

        assert charged(finance) == {1: amount}

    @pytest.mark.parametrize("proration", ["none", "wash-day"])
    def test_c_05_a_month_that_costs_nothing_is_not_charged(self, account, finance, proration):
        late = cover(start=dt.date(2027, 1, 29))
        FixedCoverage.lines.append(dataclasses.replace(late, proration=proration))

        assert run(finance, 1) is None


class TestPayers:
    def test_each_payer_gets_an_invoice(self, account, finance):
        split = dataclasses.replace(cover("85.01"), employer_monthly=gbp("42.50"))
        FixedCoverage.lines.append(split)

        employers = run(finance, 2)

        invoices = api.list_invoices(actor=finance, employer_id=ids.ACME, limit=10)
        assert employers.total == gbp("42.50")
        assert {str(each.payer): str(each.total.amount) for each in invoices} == {
            "employer": "42.50",
            "employee": "42.51",
        }

    def test_c_03_the_parts_of_a_month_cost_each_payer_its_share_of_the_month(
        self, account, finance
    ):
        for number, (first, last) in enumerate(((1, 9), (10, 18), (19, 28))):
            part = cover(
                "10.00",
                start=dt.date(2027, 2, first),
                last=dt.date(2027, 2, last),
                source=uuid.UUID(int=200 + number),
            )
            FixedCoverage.lines.append(dataclasses.replace(part, employer_monthly=gbp("3.33")))

        assert run(finance, 2).total == gbp("3.33")
        assert charged(finance) == {2: "10.00"}

    def test_what_the_employer_pays_alone_is_on_one_invoice(self, account, finance):
        for number, (first, last) in enumerate(((1, 9), (10, 18), (19, 28))):
            part = cover(
                "10.00",
                start=dt.date(2027, 2, first),
                last=dt.date(2027, 2, last),
                source=uuid.UUID(int=200 + number),
            )
            FixedCoverage.lines.append(dataclasses.replace(part, employer_monthly=gbp("10.00")))

        assert run(finance, 2).total == gbp("10.00")

    def test_a_month_charged_to_the_employer_alone_stays_the_employers(self, account, finance):
        FixedCoverage.lines.append(cover())
        run(finance, 1)
        FixedCoverage.lines[:] = [dataclasses.replace(cover(), employer_monthly=gbp("20.00"))]

        run(finance, 2)

        assert [
            (each.month.month, each.payer, str(each.amount))
            for each in models.Charge.objects.order_by("month", "payer")
        ] == [(1, "employer", "60.000"), (2, "employee", "40.000"), (2, "employer", "20.000")]

    def test_c_26_both_shares_are_given_back_as_they_were_billed(self, account, finance):
        split = dataclasses.replace(cover("85.01"), employer_monthly=gbp("42.50"))
        FixedCoverage.lines.append(split)
        run(finance, 2)
        FixedCoverage.lines.clear()

        run(finance, 3)

        back = models.Charge.objects.filter(kind="adjustment").order_by("payer")
        assert [(each.payer, str(each.amount)) for each in back] == [
            ("employee", "-42.510"),
            ("employer", "-42.500"),
        ]


class TestLines:
    def test_each_line_says_its_own_days_and_words(self, account, finance):
        FixedCoverage.lines.append(cover(last=dt.date(2027, 2, 28)))
        run(finance, 2)
        FixedCoverage.lines[:] = [
            cover("90.00", last=dt.date(2027, 2, 10)),
            cover(start=dt.date(2027, 3, 1), source=uuid.UUID(int=78)),
        ]

        invoice = run(finance, 3)

        assert [(line.description, str(line.period)) for line in invoice.lines] == [
            ("Correction: Private medical, Standard", "2027-02-01 to 2027-02-10"),
            ("Private medical, Standard", "2027-03-01 to 2027-03-31"),
        ]


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
