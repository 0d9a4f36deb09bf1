"""
What happens to a production server when its database freezes, restarts, or takes too long?
"""

import contextlib
import http.client
import json
import socket
import subprocess
import sys
import threading
import time

import pytest

from tests.databases import PRODUCTION, clean_environment, database, name_of
from tests.proxies import way_to


@pytest.fixture(scope="module")
def way_and_port(migrated):
    """
    A production server of two threads whose database is behind a way that can freeze.
    """
    with database(name_of(migrated)) as url, way_to(url) as (way, by_way):
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        words = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
        words += ["--workers", "1", "--blocking-threads", "2", "--workers-kill-timeout", "1"]
        told = {**clean_environment(), **PRODUCTION, "DATABASE_URL": by_way}
        told |= {"DATABASE_STATEMENT_SECONDS": "1"}
        with subprocess.Popen(
            [sys.executable, *words, "host.wsgi:application"],
            env=told,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as server:
            try:
                _wait(port, server)
                yield way, port
            finally:
                way.thaw()
                server.terminate()


@pytest.fixture
def way(way_and_port):
    yield way_and_port[0]
    way_and_port[0].thaw()


@pytest.fixture
def ask(way_and_port):
    """
    The status and the JSON of an answer, and the seconds it took.
    """
    return lambda path: _ask(way_and_port[1], path)


ASKS_THE_DATABASE = "/api/v1/billing/invoices"


def _ask(port, path, seconds=30):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=seconds)
    began = time.monotonic()
    headers = {"Host": "benefits.test", "X-Forwarded-Proto": "https", "Authorization": "Bearer x"}
    with contextlib.closing(connection):
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read() or b"null"), time.monotonic() - began


def _wait(port, server, seconds=60):
    latest = time.monotonic() + seconds
    while time.monotonic() < latest:
        assert server.poll() is None
        with contextlib.suppress(OSError):
            if _ask(port, "/livez", 5)[0] == 200:
                return
        threading.Event().wait(0.1)  # polled with a deadline: nobody tells when it listens
    raise AssertionError("the server did not start")


class TestFrozenDatabase:
    def test_readyz_says_so_in_time(self, ask, way):
        assert ask("/readyz")[0] == 200
        way.freeze()

        status, said, seconds = ask("/readyz")

        assert status == 503
        assert said["reasons"] == ["the database has not answered in 2 s"]
        assert seconds < 5

    def test_is_ready_again_when_it_thaws(self, ask, way):
        way.freeze()
        ask("/readyz")
        way.thaw()

        assert any(ask("/readyz")[0] == 200 for _ in range(5))

    def test_a_request_is_given_up_and_gives_its_thread_back(self, ask, way):
        assert ask(ASKS_THE_DATABASE)[0] == 401
        way.freeze()

        status, said, seconds = ask(ASKS_THE_DATABASE)

        assert (status, said["type"]) == (503, "database-unavailable")
        assert seconds < 20

    def test_livez_is_answered_while_requests_hang(self, ask, way):
        ask(ASKS_THE_DATABASE)
        way.freeze()
        hanging = [threading.Thread(target=ask, args=(ASKS_THE_DATABASE,)) for _ in range(4)]
        for each in hanging:
            each.start()

        status, said, _ = ask("/livez")

        assert (status, said) == (200, {"alive": True})
        way.thaw()
        for each in hanging:
            each.join()


class TestRestartedDatabase:
    def test_is_503_to_come_again_and_then_as_before(self, ask, way):
        ask(ASKS_THE_DATABASE)
        way.cut()

        answers = [ask(ASKS_THE_DATABASE) for _ in range(6)]

        assert {status for status, _, _ in answers} <= {401, 503}
        assert answers[-1][0] == 401
