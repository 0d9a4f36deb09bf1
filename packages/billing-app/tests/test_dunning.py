"""
Is a late invoice reminded of on its day, once?
"""

import datetime as dt

import pytest

from billing_app import api, models
from billing_app.rules.dunning import business_day
from billing_app.testing import ids
from tests.books import invoiced
from tests.conftest import gbp, pay

STAGES = (
    api.DunningStage(days_after_due=7, name="Reminder", text="Please look at this invoice."),
    api.DunningStage(days_after_due=21, name="Last reminder"),
)
TODAY = "billing_app.services.advance_dunning.business_date"


@pytest.fixture
def stages(db, operator):
    return api.define_dunning(
        actor=operator,
        idempotency_key="stages",
        legal_entity="Northern Mutual Ltd",
        stages=STAGES,
    )


@pytest.fixture
def on(finance, monkeypatch):
    """
    Advance on a day.
    """

    def advance(month, day, key=None):
        monkeypatch.setattr(TODAY, lambda zone: dt.date(2027, month, day))
        return api.advance_dunning(
            actor=finance, idempotency_key=key or f"{month}-{day}", employer_id=ids.ACME
        )

    return advance


class TestDunning:
    def test_takes_the_stages_on_their_business_days(self, account, finance, stages, on):
        invoice = invoiced(finance, account, "60.00")
        assert invoice.due_on == dt.date(2027, 3, 30)

        assert on(4, 5) == ()
        (first,) = on(4, 6)
        assert on(4, 19) == ()
        (last,) = on(4, 20)
        assert on(6, 1) == ()

        assert (first.stage, first.name, first.due) == (1, "Reminder", gbp("60.00"))
        assert (last.stage, last.name) == (2, "Last reminder")

    def test_a_day_done_twice_reminds_once(self, account, finance, stages, on):
        invoiced(finance, account, "60.00")
        on(5, 4)

        assert on(5, 4, key="another") == ()
        assert len(on(5, 5)) == 1

    def test_not_at_a_weekend(self, account, finance, stages, on):
        invoiced(finance, account, "60.00")

        assert on(5, 1) == ()
        assert len(on(5, 3)) == 1

    def test_a_paid_invoices_case_is_closed(self, account, finance, stages, on):
        invoice = invoiced(finance, account, "60.00")
        on(4, 6)
        pay(finance, invoice, "60.00")

        assert on(4, 20) == ()
        assert models.DunningCase.objects.get().closed_on == dt.date(2027, 4, 20)

    def test_days_have_to_rise(self, operator, db):
        with pytest.raises(api.UnusableValue, match="rise"):
            api.define_dunning(
                actor=operator, idempotency_key="x", legal_entity="N", stages=STAGES[::-1]
            )

    @pytest.mark.django_db(transaction=True)
    def test_is_mailed_once_it_is_committed(self, account, finance, stages, on, mailoutbox):
        api.change_account(
            actor=finance,
            idempotency_key="mail",
            employer_id=ids.ACME,
            billing_email="ap@acme.example",
        )
        invoiced(finance, account, "60.00")

        on(4, 6)

        (mail,) = mailoutbox
        assert mail.to == ["ap@acme.example"]
        assert "GBP 60.00 is still open" in mail.body

    @pytest.mark.parametrize(
        ("day", "then"), [((5, 1), (5, 3)), ((5, 2), (5, 3)), ((5, 3), (5, 3)), ((4, 30), (4, 30))]
    )
    def test_a_weekends_day_is_the_monday_after(self, day, then):
        assert business_day(dt.date(2027, *day)) == dt.date(2027, *then)
