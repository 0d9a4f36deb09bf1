"""
A browser for the tests that need one; without one they say how to get it.
"""

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

from tests.browser.chromium import NONE_HERE, executable
from tests.browser.reader import Reader, reading

# Playwright keeps a loop running in this thread; what the tests ask the database is not part of it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """
    Chromium without a window. `make test-browser` fails where there is none, other runs pass over.
    """
    with sync_playwright() as playwright:
        path = executable(playwright)
        if path is None:
            give_up = pytest.fail if os.environ.get("BROWSER_MUST_BE") == "1" else pytest.skip
            give_up(NONE_HERE)
        try:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        except Error as exc:
            pytest.fail(f"{path} does not start: {str(exc).splitlines()[0]}. {NONE_HERE}")
        yield browser
        browser.close()


@pytest.fixture
def read(chromium: Browser, live_server: "object") -> Callable[..., AbstractContextManager[Reader]]:
    """
    Opens the site on a screen, and in a zone: `with read("phone", "Asia/Tokyo") as reader`.
    """
    return functools.partial(reading, chromium, str(live_server))
