"""
The pictures of the README, taken of the demo that runs: `make run` in one terminal, `make
screenshots` in another.
"""

import argparse
import dataclasses
import sys
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import NONE_HERE, executable

ROOT = Path(__file__).resolve().parents[3]
SCREEN = {"width": 1180, "height": 820}
PASSWORD = "benefits"
LARGEST = 200_000


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """
    What one log-in of the demo sees: the upper part of a page.
    """

    name: str
    user: str
    path: str


PICTURES = (
    Picture(name="employee", user="ada", path="/my-benefits/"),
    Picture(name="finance", user="fay", path="/finance/month-end/"),
)


def main() -> int:
    """
    0 if the pictures were taken, or if there is no browser to take them with; 1 if there is no demo.
    """
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--site", default="http://127.0.0.1:8000", help="where the demo runs")
    words.add_argument("--out", type=Path, default=ROOT / "docs" / "pictures")
    asked = words.parse_args()
    if not _answers(asked.site):
        sys.stderr.write(f"No demo answers at {asked.site}. Start one with `make run`.\n")
        return 1
    with sync_playwright() as playwright:
        path = executable(playwright)
        if path is None:
            sys.stdout.write(f"No picture was taken. {NONE_HERE}\n")
            return 0
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for picture in PICTURES:
            taken = _take(browser, asked.site, picture, asked.out / f"{picture.name}.png")
            sys.stdout.write(f"{taken}: {taken.stat().st_size // 1000} kB\n")
        browser.close()
    return 0


def _answers(site: str) -> bool:
    try:
        with urllib.request.urlopen(f"{site}/livez", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _take(browser: Browser, site: str, picture: Picture, file: Path) -> Path:
    context = browser.new_context(viewport=SCREEN, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    _log_in(page, site, picture.user)
    page.goto(f"{site}{picture.path}")
    file.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=file)
    context.close()
    if file.stat().st_size > LARGEST:
        raise SystemExit(f"{file} is {file.stat().st_size} bytes: too large for a README.")
    return file


def _log_in(page: Page, site: str, user: str) -> None:
    page.goto(f"{site}/log-in/")
    page.fill("[name=username]", user)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_load_state()


if __name__ == "__main__":
    sys.exit(main())
