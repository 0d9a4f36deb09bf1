"""
Does a preview say what a choice costs, and leave nothing behind?
"""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection

from domain_kit.errors import EmployeeForbidden, RoleForbidden
from domain_kit.money import Money
from enrolments_app import api, models
from enrolments_app.errors.elections import QuoteStale
from enrolments_app.services.preview_change import preview_change
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue
from tests.people.conftest import KIT, election

pytestmark = pytest.mark.django_db
MAY_10 = dt.date(2027, 5, 10)


@pytest.fixture
def covered(hr) -> api.Enrolment:
    return api.enrol(
        actor=hr,
        idempotency_key="covered",
        election=api.ElectionRequest(
            employee_id=1, option_id=ids.MEDICAL_2027, starts_on=dt.date(2027, 3, 1)
        ),
    )


def preview(actor, option_id=ids.MEDICAL_PLUS_2027, *, starts_on=MAY_10, until=None, **more):
    wanted = election(option_id, starts_on=starts_on, **more)
    return preview_change(actor=actor, election=wanted, until=until)


class TestPreviewChange:
    def test_says_what_changes_and_when(self, ada, covered):
        seen = preview(ada)

        assert (str(seen.monthly_now), str(seen.monthly)) == ("60.00 GBP", "90.00 GBP")
        assert (seen.replaces_id, seen.ends_on) == (covered.id, dt.date(2027, 5, 9))
        assert seen.last_day == dt.date(2027, 12, 31)

    def test_c_25_counts_the_days_of_each_month(self, ada, covered):
        may, june = preview(ada, until=dt.date(2027, 6, 15)).months

        assert (may.days, may.of_days, str(may.difference)) == (22, 31, "21.29 GBP")
        assert (june.days, june.of_days, str(june.difference)) == (30, 30, "30.00 GBP")

    def test_says_who_pays_which_part(self, ada, monkeypatch):
        monkeypatch.setattr(FakeCatalogue, "employer_share", Decimal("0.8"))
        monkeypatch.setattr(FakeCatalogue, "per_dependant", "20.00")

        seen = preview(ada, dependants=(KIT,))

        assert (str(seen.employer), str(seen.employee)) == ("88.00 GBP", "22.00 GBP")
        assert [(key, str(part)) for key, part in seen.shares] == [
            ("", "90.00 GBP"),
            ("c1", "20.00 GBP"),
        ]

    def test_new_cover_takes_the_place_of_nothing(self, ada):
        seen = preview(ada)

        assert (seen.replaces_id, seen.ends_on, seen.monthly_now.minor) == (None, None, 0)

    def test_prices_the_guaranteed_cover_until_evidence_is_in(self, ada, monkeypatch):
        guaranteed = Money.of("250000.00", "GBP")
        monkeypatch.setattr(FakeCatalogue, "guaranteed", guaranteed)

        assert preview(ada, cover=Money.of("360000.00", "GBP")).guaranteed == guaranteed

    def test_writes_nothing(self, ada, covered):
        before = _rows()

        preview(ada)

        assert _rows() == before

    def test_leaves_no_lock(self, ada, covered):
        before = _locked()

        preview(ada)

        assert _locked() == before

    def test_asks_in_few_statements(self, ada, covered, django_assert_num_queries):
        with django_assert_num_queries(1):
            preview(ada)

    @pytest.mark.parametrize(
        ("changes", "refusal"),
        [
            ({"option_id": ids.GLOBEX_MEDICAL_2027}, api.NotOffered),
            ({"starts_on": dt.date(2028, 1, 1)}, api.NotOffered),
            ({"quote_hash": "old"}, QuoteStale),
            ({"dependants": (KIT, KIT)}, api.MemberNotCoverable),
        ],
    )
    def test_refuses_as_the_choice_itself_would(self, ada, changes, refusal):
        with pytest.raises(refusal):
            preview(ada, **changes)

    def test_is_for_the_employee_and_hr(self, ada, hr, finance):
        with pytest.raises(EmployeeForbidden):
            preview(ada, employee_id=2)
        with pytest.raises(api.EmployeeNotFound):
            preview(hr, employee_id=7)
        with pytest.raises(RoleForbidden):
            preview(finance)


def _rows():
    return [model.objects.count() for model in vars(models).values() if isinstance(model, type)]


def _locked():
    """What this transaction holds beyond reading, which every open one does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT locktype, mode, relation FROM pg_locks WHERE pid = pg_backend_pid()"
            " AND mode <> 'AccessShareLock' AND locktype <> 'virtualxid' ORDER BY 1, 2, 3"
        )
        return cursor.fetchall()
