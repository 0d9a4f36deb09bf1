"""
Do the contract tests hold for the code of this environment on this database?
"""

from __future__ import annotations

import functools
import pathlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from wheelwright.agent.events import Say
from wheelwright.agent.scenarios import Scenarios

if TYPE_CHECKING:
    import pytest

LONGEST = 4000


class Listener:
    """
    A pytest plugin that passes on each outcome, with the line that failed.
    """

    def __init__(self, say: Say) -> None:
        self.say = say

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            self.say(
                "test",
                id=report.nodeid,
                outcome=report.outcome
                if report.when == "call"
                else f"{report.when} failed"
                if report.outcome == "failed"
                else report.outcome,
                seconds=report.duration,
                message=_reason(report),
                text=str(report.longrepr or "")[-LONGEST:],
            )

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.outcome == "failed":
            self.say(
                "test",
                id=report.nodeid,
                outcome="collect failed",
                seconds=0.0,
                message=str(report.longrepr).strip().splitlines()[-1],
                text=str(report.longrepr)[-LONGEST:],
            )

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        session.config.pluginmanager.register(prepared_database(), "wheelwright-database")


@functools.cache
def prepared_database() -> object:
    """
    Registered late, so that pytest-django, where a host uses it, takes the rehearsed database
    instead of making an empty one of its own.
    """
    import pytest  # only a process that runs tests pays for it

    class PreparedDatabase:
        @pytest.fixture(scope="session")
        def django_db_setup(self, django_db_blocker: Any) -> Iterator[None]:
            with django_db_blocker.unblock():
                yield

    return PreparedDatabase()


def _reason(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message).splitlines()[0] if crash else ""


def run(*, say: Say, folder: str, bytecode: str, scratch: str, listens: bool = False) -> None:
    """
    Run a folder of tests and say how each ended; what pytest compiles is kept in `bytecode`. Who
    `listens` is told of transactions of several statements, too.

    Left to itself, pytest shares a folder for temporary files with every other run of this user,
    and clears what those left.
    """
    import pytest  # only a process that runs tests pays for it

    if listens:
        Scenarios(say).listen()
    sys.pycache_prefix, sys.dont_write_bytecode = bytecode, False
    place = pathlib.Path(folder)
    words = [str(place), "-q", "-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:xdist"]
    words += ["--basetemp", scratch]
    code = pytest.main(words, plugins=[Listener(say)])
    say("tests", status=int(code))
