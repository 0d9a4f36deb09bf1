"""
What happens to a production server when its database freezes, crashes, or has no room left?
"""

import contextlib
import http.client
import json
import socket
import subprocess
import sys
import threading
import time
import urllib.parse

import pytest

from tests.databases import PRODUCTION, clean_environment, manage
from tests.servers import fill, own_server, small_disk


@pytest.fixture(scope="module")
def server():
    """
    A PostgreSQL of its own, migrated under production settings.
    """
    with own_server() as server:
        told = {**clean_environment(), **PRODUCTION, "DATABASE_URL": server.url}
        done = manage(told, "migrate", "-v", "0", seconds=300)
        assert done.returncode == 0, done.stderr
        yield server


@pytest.fixture(scope="module")
def port(server):
    """
    A production server of two threads on that database.
    """
    with server.copy("served") as url, serving(url) as port:
        yield port
        server.thaw()


@contextlib.contextmanager
def serving(url):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    words = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    words += ["--workers", "1", "--blocking-threads", "2", "--workers-kill-timeout", "1"]
    told = {**clean_environment(), **PRODUCTION, "DATABASE_URL": url}
    told |= {"DATABASE_STATEMENT_SECONDS": "1"}
    with subprocess.Popen(
        [sys.executable, *words, "host.wsgi:application"],
        env=told,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait(port, process)
            yield port
        finally:
            process.terminate()


@pytest.fixture
def database(server):
    yield server
    server.thaw()


@pytest.fixture
def ask(port):
    """
    The status and the JSON of an answer, and the seconds it took.
    """
    return lambda path: _ask(port, path)


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
    def test_readyz_says_so_in_time(self, ask, database):
        assert ask("/readyz")[0] == 200
        database.freeze()

        status, said, seconds = ask("/readyz")

        assert status == 503
        assert said["reasons"] == ["the database has not answered in 2 s"]
        assert seconds < 5

    def test_is_ready_again_when_it_thaws(self, ask, database):
        database.freeze()
        ask("/readyz")
        database.thaw()

        assert any(ask("/readyz")[0] == 200 for _ in range(5))

    def test_a_request_is_given_up_and_gives_its_thread_back(self, ask, database):
        assert ask(ASKS_THE_DATABASE)[0] == 401
        database.freeze()

        status, said, seconds = ask(ASKS_THE_DATABASE)

        assert (status, said["type"]) == (503, "database-unavailable")
        assert seconds < 20

    def test_livez_is_answered_while_requests_hang(self, ask, database):
        ask(ASKS_THE_DATABASE)
        database.freeze()
        hanging = [threading.Thread(target=ask, args=(ASKS_THE_DATABASE,)) for _ in range(4)]
        for each in hanging:
            each.start()

        status, said, _ = ask("/livez")

        assert (status, said) == (200, {"alive": True})
        database.thaw()
        for each in hanging:
            each.join()


class TestRestartedDatabase:
    def test_is_503_to_come_again_and_then_as_before(self, ask, database):
        ask(ASKS_THE_DATABASE)
        database.crash()

        answers = []
        latest = time.monotonic() + 60
        while 503 not in answers or answers[-4:] != [401] * 4:
            assert time.monotonic() < latest, answers
            answers.append(ask(ASKS_THE_DATABASE)[0])

        assert set(answers) == {401, 503}


class TestFullDisk:
    def test_what_writes_is_503_what_reads_goes_on_and_room_mends_it(self, server):
        """
        A failed log-in is written down, so it needs room; its page does not.
        """
        owner = server.data.stat().st_uid
        with (
            small_disk(64, owner=owner) as disk,
            server.copy("small", disk / "tables") as url,
            serving(url) as port,
        ):
            guess = Guess(port)
            ballast = fill(disk)

            assert guess.page() == 200
            assert [guess.send(), guess.send()] == [503, 503]

            ballast.unlink()
            assert guess.send() == 200


class Guess:
    """
    Somebody at the page of log-ins, with a password that is none.
    """

    def __init__(self, port):
        self._port = port
        self._cookie = ""

    def page(self):
        answer = self._ask("GET", None)
        self._cookie = answer.headers["Set-Cookie"].partition(";")[0]
        return answer.status

    def send(self):
        token = self._cookie.partition("=")[2]
        words = {"username": "anna", "password": "guess", "csrfmiddlewaretoken": token}
        return self._ask("POST", urllib.parse.urlencode(words)).status

    def _ask(self, method, body):
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        headers = {
            "Host": "benefits.test",
            "X-Forwarded-Proto": "https",
            "Referer": "https://benefits.test/log-in/",
            "Cookie": self._cookie,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        with contextlib.closing(connection):
            connection.request(method, "/log-in/", body, headers)
            answer = connection.getresponse()
            answer.read()
            return answer
