"""
Which browser is there, and how does one get one?
"""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NONE_HERE = (
    "There is no Chromium here for the tests in a browser. Install your system's (Debian and "
    "Ubuntu: apt-get install chromium), or let Playwright fetch one: "
    ".venv-test/bin/python -m playwright install --with-deps chromium. "
    "BROWSER=/path/to/chromium names one that lies elsewhere."
)


def executable(playwright: Playwright) -> str | None:
    """
    The one that BROWSER names, the system's, or Playwright's own; None if there is none.
    """
    named = os.environ.get("BROWSER", "").strip()
    if named:
        return shutil.which(named)
    for name in NAMES:
        if found := shutil.which(name):
            return found
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else None
