"""
Does the generator make rows that are right, and the same each time?
"""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from enrolments_app import api, models
from enrolments_app.data import Person
from enrolments_app.rules.people import shares
from enrolments_app.services.generate import generate
from enrolments_app.testing.generated import GeneratedCatalogue
from tests.runs import SYSTEM

FIELDS = ("id", "employee_id", "option_id", "coverage", "monthly_price", "employee_part")


@pytest.mark.django_db
class TestGenerate:
    def test_makes_as_many_as_asked_with_members_and_changes(self):
        made = generate(employees=30, enrolments=100, employers=3)

        assert made.enrolments == made.changes == models.Enrolment.objects.count() == 100
        assert made.members == models.EnrolmentMember.objects.count() > 100

    def test_every_row_is_as_the_catalogue_would_quote_it(self):
        generate(employees=30, enrolments=100, employers=3)

        for row in models.Enrolment.objects.prefetch_related("members"):
            people = [
                Person(key=m.key, relationship=m.relationship, born_on=m.born_on)
                for m in row.members.all()
            ]
            quote = GeneratedCatalogue().quote(
                actor=SYSTEM, option_id=row.option_id, on=row.coverage.lower, people=people
            )
            assert (quote.benefit_id, quote.plan_id) == (row.benefit_id, row.plan_id)
            assert (quote.employer_id, quote.plan_year_id) == (row.employer_id, row.plan_year_id)
            assert (quote.monthly.amount, quote.hash) == (row.monthly_price, row.quote_hash)
            assert quote.employee_part.amount == row.employee_part
            assert [m.share for m in row.members.all()] == [
                share.amount for share in shares(quote, people)
            ]

    def test_the_same_seed_makes_the_same_rows(self):
        def rows(seed):
            models.EnrolmentChange.objects.all().delete()
            models.EnrolmentMember.objects.all().delete()
            models.Enrolment.objects.all().delete()
            generate(employees=10, enrolments=20, employers=2, seed=seed)
            return sorted(models.Enrolment.objects.values_list(*FIELDS), key=str)

        assert rows(1) == rows(1)
        assert rows(1) != rows(2)

    def test_the_feed_tells_of_every_row(self):
        generate(employees=10, enrolments=20, employers=1)

        employer = models.Enrolment.objects.values_list("employer_id", flat=True)[0]
        assert len(api.changes_since(actor=SYSTEM, employer_id=employer)) == 20

    def test_the_command_refuses_a_database_with_enrolments(self):
        call_command("enrolments_generate", employees=2, enrolments=2, employers=1)

        with pytest.raises(CommandError, match="already"):
            call_command("enrolments_generate")

    def test_the_command_refuses_more_than_there_are_benefits(self):
        with pytest.raises(CommandError, match="Take more people"):
            call_command("enrolments_generate", employees=1, enrolments=9)


@pytest.mark.django_db(transaction=True)
def test_works_where_the_host_binds_on_the_server(monkeypatch):
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "server_side_binding", True)
    connection.close()
    try:
        assert generate(employees=30, enrolments=100, employers=3).enrolments == 100
    finally:
        connection.close()
