"""
What does a run do when somebody decides at the same moment?
"""

import threading
from typing import ClassVar

import pytest
from django.db import connection

from enrolments_app import models
from enrolments_app.api import SkipReason
from enrolments_app.testing import ids
from enrolments_app.testing.crowd import CrowdCatalogue
from tests.runs import NEW_YEAR, cover
from tests.test_carry_over import reasons, renew


class CatalogueWithARival(CrowdCatalogue):
    """
    While the run asks for prices for the first time, somebody else elects and commits.
    """

    came: ClassVar[bool] = False

    def quote_many(self, *, actor, requests):
        """
        The answers, after the rival has come and gone.
        """
        if not CatalogueWithARival.came:
            CatalogueWithARival.came = True
            rival = threading.Thread(target=self.elect)
            rival.start()
            rival.join()
        return super().quote_many(actor=actor, requests=requests)

    def elect(self):
        """
        Employee 1 chooses for the next year.
        """
        try:
            cover(1, option_id=ids.MEDICAL_2028, starts_on=NEW_YEAR)
        finally:
            connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_chunk_that_meets_a_new_election_is_looked_at_again(settings, monkeypatch):
    settings.ENROLMENTS_EMPLOYEE_DIRECTORY = "enrolments_app.testing.crowd.CrowdDirectory"
    settings.ENROLMENTS_BENEFIT_CATALOGUE = "tests.test_rivals_of_runs.CatalogueWithARival"
    monkeypatch.setattr(CatalogueWithARival, "came", False)
    cover(1)
    cover(2)

    run = renew()

    assert (run.made, reasons(run)) == (1, [SkipReason.ELECTED])
    assert models.Enrolment.objects.filter(option_id=ids.MEDICAL_2028).count() == 2
