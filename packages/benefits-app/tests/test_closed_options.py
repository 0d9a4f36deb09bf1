"""
Is an option that is closed to new entrants off the list, and still priced for those who have it?
"""

import datetime as dt

import pytest

from benefits_app import api
from benefits_app.testing import ids
from domain_kit.errors import RoleForbidden
from domain_kit.periods import Period

MEDICAL = ids.ACME_MEDICAL_STANDARD_2027
JULY = dt.date(2027, 7, 1)
YEAR_2028 = Period.inclusive(dt.date(2028, 1, 1), dt.date(2028, 12, 31))


def close(actor, from_day=JULY, key="close"):
    return api.close_option_to_new(
        actor=actor, idempotency_key=key, option_id=MEDICAL, from_day=from_day
    )


def offered(actor, on, **more):
    found = api.list_offers(actor=actor, employer_id=ids.ACME, on=on, **more)
    return MEDICAL in {offer.option_id for offer in found}


def quoted(actor, on, option_id=MEDICAL):
    return api.quote(actor=actor, request=api.QuoteRequest(option_id=option_id, on=on))


PEOPLE = [(), (api.Person(key="", relationship="self", born_on=dt.date(1987, 6, 16)),)]


@pytest.mark.parametrize("people", PEOPLE, ids=["anybody", "somebody"])
def test_it_is_on_offer_until_the_day_before(seeded, hr, people):
    close(hr)

    days = (JULY - dt.timedelta(days=1), JULY)
    assert [offered(hr, day, people=people) for day in days] == [True, False]


def test_its_quotes_say_so_at_the_same_price(seeded, hr):
    before = quoted(hr, JULY)
    close(hr)
    after = quoted(hr, JULY)

    assert (before.closed_to_new, after.closed_to_new) == (False, True)
    assert (after.total, after.hash) == (before.total, before.hash)


def test_many_quotes_say_so_too(seeded, hr):
    close(hr)
    request = api.QuoteRequest(option_id=MEDICAL, on=JULY)

    (answer,) = api.quote_many(actor=hr, requests=[request])

    assert answer.closed_to_new


def test_its_copy_in_the_next_year_is_closed_as_well(seeded, hr):
    close(hr)
    year = api.renew_plan_year(
        actor=hr,
        idempotency_key="renew",
        plan_year_id=ids.ACME_2027,
        period=YEAR_2028,
        mapping=[api.OptionMapping(option_id=MEDICAL, becomes=MEDICAL)],
    )
    api.publish_plan_year(actor=hr, idempotency_key="publish", plan_year_id=year.id)
    found = api.successors(actor=hr, plan_year_id=ids.ACME_2027)
    copy = {each.option_id: each.successor_id for each in found}[MEDICAL]

    assert quoted(hr, dt.date(2028, 2, 1), option_id=copy).closed_to_new


def test_the_day_moves_and_the_option_opens_again(seeded, hr):
    close(hr)

    assert close(hr, dt.date(2027, 9, 1), key="later").closed_to_new_on == dt.date(2027, 9, 1)
    assert close(hr, None, key="never").closed_to_new_on is None
    assert offered(hr, JULY)


def test_a_retry_closes_once(seeded, hr):
    first = close(hr)
    close(hr, None, key="open again")

    close(hr)

    assert first.closed_to_new_on == JULY
    assert offered(hr, JULY)


def test_employees_close_nothing(seeded, employee):
    with pytest.raises(RoleForbidden):
        close(employee)


def test_another_employers_office_finds_no_such_option(seeded, stranger):
    with pytest.raises(api.OptionNotFound):
        close(stranger)


def test_over_http_the_office_closes_and_sees_it(seeded, post, get):
    answer = post(f"/options/{MEDICAL}/close-to-new", {"from_day": "2027-07-01"})

    assert (answer.status_code, answer.json()["closed_to_new_on"]) == (200, "2027-07-01")
    listed = get("/options", plan_year_id=str(ids.ACME_2027)).json()["items"]
    closed = {each["option_id"]: each["closed_to_new_on"] for each in listed}
    assert closed[str(MEDICAL)] == "2027-07-01"


@pytest.mark.parametrize("body", [{}, {"from_day": "9999-12-31"}, {"from_day": "soon"}])
def test_over_http_a_day_that_is_none_is_refused(seeded, post, body):
    assert post(f"/options/{MEDICAL}/close-to-new", body).status_code == 422
