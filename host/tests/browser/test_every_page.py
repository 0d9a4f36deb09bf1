"""
Is every page of every role without barriers, script errors and strangers, on a desktop and a phone?
"""

from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from domain_kit.actor import Role
from tests.browser.reader import SCREENS
from tests.conftest import ACME, log_in
from tests.portal.walking import addresses, routes, things_of

OURS = UUID(ACME)
ACCOUNT = ("/account/", "/account/password/", "/account/second-step/")
EVERYBODY = ("/", "/log-in/", "/log-in/forgotten/", "/nowhere/")
pytestmark = pytest.mark.usefixtures("window")


def pages_of(client):
    """
    What answers somebody of a role with a page, from the URL configuration; two of a kind at most.
    """
    things = things_of(OURS)
    found = []
    for route in routes():
        shown = 0
        for address in addresses(route, things):
            answer = client.get(address)
            # Not a part of a page, which a script puts into one.
            whole = answer.status_code == 200 and not answer.streaming
            if whole and answer.content.lstrip()[:9].lower() == b"<!doctype" and shown < 2:
                shown += 1
                found.append(address)
    return found


def walked(reader, pages):
    """
    What is wrong with pages, each on both screens.
    """
    wrong = {}
    for address in pages:
        reader.open(address)
        found = list(reader.faults)
        for screen in SCREENS.values():
            reader.page.set_viewport_size(screen)
            found += reader.barriers()
        reader.faults.clear()
        if found:
            wrong[address] = found
    return wrong


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.HR, Role.FINANCE, Role.OPERATOR])
def test_pages_of_a_role_have_no_barriers(read, role):
    client = log_in(role, employee_id=1 if role is Role.EMPLOYEE else None)
    pages = pages_of(client)
    assert pages
    with read("desktop") as reader:
        reader.page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": reader.site,
                }
            ]
        )
        assert walked(reader, [*pages, *ACCOUNT]) == {}


def test_pages_of_strangers_have_no_barriers(read):
    get_user_model().objects.create_user("nobody")
    with read("desktop") as reader:
        assert walked(reader, EVERYBODY) == {}
