"""
Do rules decide as they are nested, and does every rule set of 2.1 become one of 2.2?
"""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from benefits_app import api, models
from benefits_app.testing import builders, ids
from domain_kit.operations.guards import RowsInTheWay
from tests.migrating import BENEFIT, execute, insert_option, insert_table, migrate, start_at

MARCH = dt.date(2027, 3, 1)
HALF_TIME = api.Condition(fact=api.Fact.FTE, operator=api.Operator.AT_LEAST, value=Decimal("0.5"))
GRADE_A = api.Condition(fact=api.Fact.GRADE, operator=api.Operator.ONE_OF, value=frozenset({"A"}))


def facts(**changes):
    known = {"employee_id": "1", "employer_id": ids.ACME, "hired_on": dt.date(2020, 1, 1)}
    return api.EmployeeFacts(**(known | changes))


class TestDefineRuleSet:
    @pytest.fixture
    def benefit(self, db):
        return builders.build_benefit()

    def define(self, hr, benefit, *conditions, waiting=None, starts_on=MARCH, key="r"):
        return api.define_rule_set(
            actor=hr,
            idempotency_key=key,
            benefit_id=benefit.id,
            starts_on=starts_on,
            conditions=conditions,
            waiting=waiting or api.WaitingPeriod(),
            reason="agreed",
        )

    def explain(self, actor, benefit, on=MARCH, **changes):
        return api.explain_eligibility(
            actor=actor, facts=facts(**changes), benefit_id=benefit.id, on=on
        )

    def test_any_of_some_is_enough(self, hr, benefit):
        self.define(hr, benefit, api.AnyOf(rules=(HALF_TIME, GRADE_A)))

        assert self.explain(hr, benefit, fte=Decimal("0.2"), grade="A").eligible

    def test_every_reason_is_told(self, hr, benefit):
        self.define(hr, benefit, HALF_TIME, api.Not(rule=GRADE_A))

        found = self.explain(hr, benefit, fte=Decimal("0.2"), grade="A")

        assert [reason.code for reason in found.reasons] == ["fte", "grade"]

    @pytest.mark.parametrize(
        ("hired_on", "first_day"),
        [
            (dt.date(2027, 1, 30), dt.date(2027, 3, 1)),
            (dt.date(2027, 1, 31), dt.date(2027, 4, 1)),
        ],
    )
    def test_c_12_waits_until_the_first_of_a_month(self, hr, benefit, hired_on, first_day):
        waiting = api.WaitingPeriod(kind=api.Waiting.FIRST_OF_MONTH_AFTER_DAYS, days=30)
        self.define(hr, benefit, waiting=waiting, starts_on=dt.date(2027, 1, 1))

        assert self.explain(hr, benefit, hired_on=hired_on).first_day == first_day

    def test_days_before_keep_their_rules(self, hr, benefit):
        self.define(hr, benefit, HALF_TIME)

        before = self.explain(hr, benefit, on=dt.date(2027, 2, 28), fte=Decimal("0.2"))

        assert before.eligible

    def test_a_day_has_one_rule_set(self, hr, benefit):
        self.define(hr, benefit, HALF_TIME)

        with pytest.raises(api.RuleSetStartsTwice, match="Start the new ones on a later day"):
            self.define(hr, benefit, GRADE_A, key="again")

    def test_is_one_statement(self, hr, benefit, django_assert_num_queries):
        self.define(hr, benefit, HALF_TIME)

        with django_assert_num_queries(1):
            assert self.explain(hr, benefit).eligible

    def test_an_employee_asks_for_itself_only(self, employee, benefit):
        with pytest.raises(Exception, match="employees act for themselves"):
            self.explain(employee, benefit, employee_id="2")

    def test_a_stranger_knows_no_benefit(self, stranger, benefit):
        with pytest.raises(api.BenefitNotFound):
            self.explain(stranger, benefit)


@pytest.mark.django_db(transaction=True)
class TestUpgrade:
    """
    What 2.1 wrote: a list of conditions that must all hold.
    """

    @pytest.fixture
    def old(self):
        start_at("0016_bands_by_group")
        insert_option("60.00")
        insert_table((0, 120, "60.00"))
        return lambda document, day=1: execute(
            "INSERT INTO benefits_app_eligibilityruleset (id, benefit_id, starts_on, format,"
            " document, waiting, waiting_days, reason)"
            " VALUES (gen_random_uuid(), %s, %s, 1, %s, 'none', 0, '')",
            [BENEFIT, dt.date(2027, 1, day), json.dumps(document)],
        )

    FLAT = [
        {"condition": "fte_at_least", "value": "0.5"},
        {"condition": "grade_one_of", "value": ["A", "B"]},
    ]

    def test_means_the_same_and_keeps_the_original(self, old):
        old(self.FLAT)

        migrate()

        row = models.EligibilityRuleSet.objects.get()
        assert (row.format, row.original) == (2, self.FLAT)
        assert row.document == {
            "all": [
                {"fact": "fte", "operator": "at_least", "value": "0.5"},
                {"fact": "grade", "operator": "one_of", "value": ["A", "B"]},
            ]
        }

    def test_what_2_1_wrote_after_the_upgrade_is_written_anew_by_3_0(self, old):
        MigrationExecutor(connection).migrate([("benefits_app", "0025_fill_window_days")])
        old(self.FLAT)

        migrate()

        assert models.EligibilityRuleSet.objects.get().format == 2

    def test_no_conditions_are_no_conditions(self, old):
        old([])

        migrate()

        assert models.EligibilityRuleSet.objects.get().document == {"all": []}

    @pytest.mark.parametrize(
        "document",
        [
            [{"condition": "shoe_size_at_least", "value": 9}],
            [{"condition": "fte_at_least", "value": "0.5", "unless": "x"}],
            [{"condition": "fte_at_least"}],
            ["fte"],
            {"all": []},
        ],
    )
    def test_stops_with_a_list_and_changes_nothing(self, old, document):
        old(self.FLAT)
        old(document, day=2)

        with pytest.raises(RowsInTheWay, match="benefits_check_rules"):
            migrate()

        formats = execute("SELECT DISTINCT format FROM benefits_app_eligibilityruleset")
        assert formats == [(1,)]
        execute("DELETE FROM benefits_app_eligibilityruleset")
        migrate()

    def test_the_command_lists_and_mends_them(self, old, capsys):
        old([{"condition": "fte_min", "value": "0.5"}])
        with pytest.raises(RowsInTheWay, match="fte_min"):
            migrate()

        call_command("benefits_check_rules", "--rename", "fte_min=fte_at_least")
        migrate()

        said = capsys.readouterr().out
        assert "1 rule sets renamed." in said
        assert "0 findings." in said
        assert models.EligibilityRuleSet.objects.get().format == 2

    def test_the_command_names_what_is_not_known(self, old, capsys):
        old([{"condition": "fte_min", "value": "0.5"}])
        with pytest.raises(RowsInTheWay):
            migrate()

        call_command("benefits_check_rules")

        assert "These conditions are not known: fte_min" in capsys.readouterr().out
        execute("DELETE FROM benefits_app_eligibilityruleset")
        migrate()
