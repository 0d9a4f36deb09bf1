"""
Is what waited for a processor left out of the time?
"""

import os
import threading

import pytest

from wheelwright.agent.clock import Clock


@pytest.fixture
def queue(tmp_path):
    path = tmp_path / "schedstat"
    path.write_text("572294 0 17\n")
    return path


class TestNow:
    def test_leaves_out_what_was_spent_in_the_queue(self, queue):
        clock = Clock([queue])
        began = clock.now()

        queue.write_text("572294 3000000000 18\n")

        assert clock.now() == began  # three seconds pass before it goes on

    def test_never_goes_back(self, queue):
        clock = Clock([queue])
        told = [clock.now()]
        for waited in (2, 1, 9):
            queue.write_text(f"572294 {waited}000000 18\n")
            told.append(clock.now())

        assert told == sorted(told)

    def test_goes_on_like_any_clock_otherwise(self, queue):
        clock = Clock([queue])
        began = clock.now()

        threading.Event().wait(0.05)

        assert clock.now() - began >= 0.05

    def test_is_the_time_on_the_wall_where_nobody_tells(self, tmp_path):
        clock = Clock([tmp_path / "absent"])

        assert clock.now() <= clock.now()


class TestOf:
    def test_asks_about_this_thread_and_the_servers_process(self):
        class Server:
            class info:
                host = "127.0.0.1"
                backend_pid = os.getpid()  # no server: not asked about

            def __init__(self):
                self.connection = self

            def ensure_connection(self):
                """It is there."""

        (mine,) = Clock.of(Server()).queues

        assert mine.match(f"task/{threading.get_native_id()}/schedstat")
