"""
Does somebody who asks for everything hear that it is too much?
"""

import datetime as dt
import uuid
import warnings

import pytest

from billing_app import api, models
from billing_app.queries.invoices import MANY
from billing_app.testing import builders, ids

pytestmark = pytest.mark.django_db


def charges(count):
    account = builders.build_account()
    models.Charge.objects.bulk_create(
        models.Charge(
            account=account,
            source_id=uuid.uuid4(),
            employee_reference="1",
            month=dt.date(2027, 2, 1),
            kind="recurring",
            description="Private medical",
            amount=60,
            dedupe_key=str(number),
        )
        for number in range(count)
    )


def invoices(count):
    models.Invoice.objects.bulk_create(
        models.Invoice(
            account=builders.build_account(),
            issued_on=dt.date(2027, 2, 1),
            due_on=dt.date(2027, 2, 1),
            currency="GBP",
        )
        for _ in range(count)
    )


@pytest.mark.parametrize(
    ("made", "listed"), [(charges, api.list_charges), (invoices, api.list_invoices)]
)
def test_a_list_of_many_without_a_limit_warns_and_is_whole(finance, made, listed):
    made(MANY + 1)

    with pytest.warns(DeprecationWarning, match="give limit=") as said:
        found = listed(actor=finance, employer_id=ids.ACME)

    assert len(found) == MANY + 1
    assert said[0].filename == __file__


def test_with_a_limit_warns_of_nothing(finance):
    charges(MANY + 1)

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        api.list_charges(actor=finance, employer_id=ids.ACME, limit=MANY + 1)
