"""
How does somebody use the site in a browser, with the keyboard alone, and what went wrong meanwhile?
"""

import contextlib
import dataclasses
import importlib.resources
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
SCREENS = {"desktop": DESKTOP, "phone": PHONE}
# WCAG 2.2, level AA and what it includes.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MOST_TABS = 150
# Milliseconds. A machine that tests many things at once is slow, and not wrong.
PATIENCE = 90_000


@dataclasses.dataclass(slots=True, kw_only=True)
class Reader:
    """
    A page of the site in a browser. `faults` are script errors, what the policy blocked, and
    requests to any other host.
    """

    page: Page
    site: str
    faults: list[str]

    def open(self, path: str) -> int:
        """
        Go to an address; answers the status.
        """
        answer = self.page.goto(f"{self.site}{path}")
        assert answer is not None
        return answer.status

    def log_in(self, name: str, password: str) -> None:
        """
        As somebody would who has no mouse.
        """
        self.open("/log-in/")
        self.type(self.page.get_by_label("Name"), name)
        self.type(self.page.get_by_label("Password"), password)
        self.press(self.page.get_by_role("button", name="Log in"))

    def reach(self, target: Locator) -> None:
        """
        Press Tab until the focus is there.
        """
        target.wait_for()
        for _each in range(MOST_TABS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{MOST_TABS} times Tab never reached {target}")

    def press(self, target: Locator) -> None:
        """
        Enter on what leads to another page.
        """
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def tick(self, target: Locator) -> None:
        """
        The space bar on a box, and wait for what it changes.
        """
        self.reach(target)
        self.page.keyboard.press("Space")
        self.page.wait_for_load_state("networkidle")

    def unfold(self, target: Locator) -> None:
        """
        Enter on what hides something on the same page.
        """
        self.reach(target)
        self.page.keyboard.press("Enter")

    def type(self, target: Locator, text: str) -> None:
        """
        Write into a field; a date as 2027-02-28.
        """
        self.reach(target)
        if target.get_attribute("type") == "date":
            year, month, day = text.split("-")
            text = f"{month}{day}{year}"  # as the keys of an American browser, which ours is
        else:
            self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, target: Locator, text: str) -> None:
        """
        The entry of a list that begins so.
        """
        self.reach(target)
        self.page.keyboard.type(text)

    def text(self) -> str:
        """
        What is to be read on the page.
        """
        return self.page.locator("main").inner_text()

    def barriers(self) -> list[str]:
        """
        What axe-core finds on the page in this size, and whether it is wider than the screen.
        """
        self.page.evaluate(_axe())
        told: dict[str, Any] = self.page.evaluate(
            "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
        )
        found = [
            f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:200]}"
            for each in told["violations"]
        ]
        width = self.page.evaluate("document.documentElement.scrollWidth")
        screen = self.page.viewport_size
        if screen and width > screen["width"]:
            found.append(f"the page is {width} wide on a screen of {screen['width']}")
        return found


@contextlib.contextmanager
def reading(
    browser: Browser, site: str, screen: str, zone: str = "Europe/London"
) -> Iterator[Reader]:
    """
    Somebody with an empty browser of a size, whose clock is one of an IANA zone.
    """
    context = browser.new_context(
        viewport=SCREENS[screen], locale="en-US", timezone_id=zone, has_touch=screen == "phone"
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on("console", lambda said: _noted(said, faults))
    page.on("request", lambda asked: _looked_up(asked.url, site, faults))
    try:
        yield Reader(page=page, site=site, faults=faults)
    finally:
        context.close()


def _noted(said: Any, faults: list[str]) -> None:
    # A page that is refused on purpose is told on the console as well.
    if said.type == "error" and "Failed to load resource" not in said.text:
        faults.append(f"console: {said.text}")


def _looked_up(url: str, site: str, faults: list[str]) -> None:
    asked = urlsplit(url)
    if asked.scheme not in ("data", "blob") and asked.netloc != urlsplit(site).netloc:
        faults.append(f"request to another host: {url}")


def _axe() -> str:
    return importlib.resources.files("axe_playwright_python").joinpath("axe.min.js").read_text()
