"""
Does anybody see or change what is another employer's, through any page or form there is?
"""

from uuid import UUID

import pytest
from django.contrib.auth import get_user_model

from domain_kit.actor import Role
from tests.conftest import ACME, GLOBEX, log_in
from tests.portal.walking import Kinds, addresses, posted_forms, routes, rows_of, things_of

ROLES = [Role.EMPLOYEE, Role.HR, Role.FINANCE]
THEIRS, OURS = UUID(GLOBEX), UUID(ACME)
pytestmark = pytest.mark.usefixtures("seeded")


@pytest.fixture
def things():
    return things_of(THEIRS)


@pytest.fixture(scope="module")
def learned():
    """
    What the views know, found out by the first test that asks.
    """
    return Kinds()


@pytest.fixture
def pages(learned, things):
    """
    Every address that may lead to one of their things.
    """
    learned.learn([one_of(role, THEIRS) for role in (Role.HR, Role.FINANCE, *ROLES[:1])], things)
    get_user_model().objects.all().delete()
    return [address for route in routes() for address in learned.addresses(route, things)]


def one_of(role, employer_id):
    """
    Somebody of an employer, with the first of its people as the person behind an employee.
    """
    people = [
        row for model, rows in rows_of(employer_id) for row in rows if model.__name__ == "Employee"
    ]
    mine = people[0]["id"] if role is Role.EMPLOYEE else None
    return log_in(role, str(employer_id), mine)


def shown_of(things, page, address):
    """
    What of an employer's names and identifiers a page shows, what was asked for apart.
    """
    ids = [each for each in things.ids if "-" in each]
    return [each for each in (*things.names, *ids) if each in page and each not in address]


def test_there_are_pages_and_things_to_try(things, pages):
    assert len(routes()) > 10
    assert len(things.ids) > 10
    assert "Globex" in " ".join(things.names)
    assert {addresses(route, things)[0].split("/")[1] for route in routes()} == {
        page.split("/")[1] for page in pages
    }


def test_their_own_people_do_see_the_things(things):
    seen = " ".join(one_of(Role.HR, THEIRS).get(each).content.decode() for each in ["/people/"])

    assert shown_of(things, seen, "/people/")


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_what_is_another_employers(role, things, pages, learned):
    client = one_of(role, OURS)
    for route in routes():
        queries = [{}, {"employer": GLOBEX}]  # the view reads it, whatever its address names
        for address in learned.addresses(route, things):
            for query in queries:
                answer = client.get(address, query)
                page = b"".join(answer).decode(errors="replace")
                assert answer.status_code < 500, address
                assert shown_of(things, page, address + str(query)) == [], address
            queries = [{}]

    assert len(pages) > 100


@pytest.mark.parametrize("role", ROLES)
def test_no_form_changes_what_is_another_employers(role, things, pages):
    """
    Each form as its own people would send it, and each address of a command with each of their
    things.
    """
    theirs = one_of(role, THEIRS)
    forms = posted_forms(theirs, pages)
    forms += [(address, {"key": "k", "employer": GLOBEX}) for address in pages]
    client = one_of(role, OURS)
    before = list(rows_of(THEIRS))

    for number, (address, values) in enumerate(forms):
        answer = client.post(address, {**values, "key": f"k{number}"})
        assert answer.status_code < 500, address
        page = b"".join(answer).decode(errors="replace")
        assert shown_of(things, page, address + str(values)) == [], address

    assert list(rows_of(THEIRS)) == before
    assert len(forms) > len(pages), "pages without a single form were walked"


def test_a_stranger_sees_the_front_page_only(client, things):
    for route in routes():
        for address in addresses(route, things.one_of_each()):
            answer = client.get(address)
            assert address == "/" or answer.status_code == 302, address
            assert address == "/" or answer["Location"].startswith("/log-in/"), address
