"""
Carts to try: two lines, their window, and the commands in short.
"""

import datetime as dt

from enrolments_app import api
from enrolments_app.services.save_draft import save_draft
from enrolments_app.services.submit_elections import submit_elections
from enrolments_app.testing import ids
from enrolments_app.testing.fakes import FakeCatalogue
from tests.people.conftest import KIT, SAM, election

BOTH = (election(dependants=(SAM, KIT)), election(ids.DENTAL_2027))


class Windows(FakeCatalogue):
    """One window of 2027, open while `opens_at` <= the instant < `closes_at`."""

    opens_at = dt.datetime(2027, 4, 1, tzinfo=dt.UTC)
    closes_at = dt.datetime(2027, 4, 20, 12, tzinfo=dt.UTC)

    def windows(self, *, actor, employer_id, at):
        if not self.opens_at <= at < self.closes_at:
            return ()
        return (
            api.Window(
                id=ids.WINDOW,
                plan_year_id=ids.YEAR_2027,
                kind="annual",
                opens_at=self.opens_at,
                closes_at=self.closes_at,
            ),
        )


def draft(actor, lines=BOTH, *, key="draft", employee_id=1, **more):
    return save_draft(
        actor=actor, idempotency_key=key, employee_id=employee_id, lines=lines, **more
    )


def submit(actor, batch, *, key="submit", **more):
    return submit_elections(actor=actor, idempotency_key=key, batch_id=batch.id, **more)


def covers(actor):
    return api.list_enrolments(actor=actor, employer_id=ids.ACME)
