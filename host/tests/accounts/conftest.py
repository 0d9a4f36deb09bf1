"""
Somebody with a log-in, and how to try one.
"""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

PASSWORD = "a long pass phrase"
BETTER = "correct horse battery staple"
ELSEWHERE = "203.0.113.9"


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    """
    Guesses cost time on purpose; here there are hundreds.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def hana(db):
    return get_user_model().objects.create_user("hana", "hana@example.com", PASSWORD)


def enter(name="hana", password=PASSWORD, address="192.0.2.1", client=None, **fields):
    return (client or Client()).post(
        "/log-in/", {"username": name, "password": password, **fields}, REMOTE_ADDR=address
    )


def guess(times, *, name="hana", address="192.0.2.1", network=None):
    """
    Wrong passwords; with a network each from another address of it.
    """
    answer = None
    for number in range(times):
        here = f"{network}.{number}" if network else address
        answer = enter(name.format(number), f"guess {number}", here)
    return answer
