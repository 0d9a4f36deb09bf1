"""
What do people and programs hear while the database cannot do what it is asked?
"""

import time

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from domain_kit.actor import Role
from tests.conftest import cover_of, log_in

# What PostgreSQL says when its disk is full, it shuts down, it ends a statement or a wait for a
# lock that took too long, it has no more connections, or two commands wait for each other.
STATES = ["53100", "57P01", "57014", "55P03", "53300", "40P01"]


@pytest.fixture
def failing(seeded):
    """
    Let the database refuse to write cover, in a way of its own.
    """

    def fail(state):
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION fails() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"RAISE EXCEPTION USING ERRCODE = '{state}', MESSAGE = 'Augusta Byron'; END $$"
            )
            cursor.execute(
                "CREATE TRIGGER fails BEFORE UPDATE ON enrolments_app_enrolment "
                "FOR EACH ROW EXECUTE FUNCTION fails()"
            )

    def mend():
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER fails ON enrolments_app_enrolment")

    fail.mend = mend
    return fail


def end_cover():
    return log_in(Role.HR).post(
        f"/api/v1/enrolments/{cover_of(2).id}/unenrol",
        {"ends_on": "2027-03-31", "reason": "left"},
        content_type="application/json",
        headers={"Idempotency-Key": "end"},
    )


class TestPrograms:
    @pytest.mark.parametrize("state", STATES)
    def test_are_asked_to_come_again(self, failing, state):
        failing(state)

        answer = end_cover()

        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert answer.json()["type"] == "database-unavailable"

    def test_nothing_was_stored_and_the_same_key_has_its_effect(self, failing):
        failing("53100")
        end_cover()
        assert cover_of(2).ends_on is None
        failing.mend()
        get_user_model().objects.all().delete()

        assert end_cover().status_code == 200

        assert str(cover_of(2).ends_on) == "2027-03-31"

    def test_are_one_line_that_names_the_state(self, failing, lines):
        failing("53100")

        end_cover()

        (line,) = lines()
        assert (line["status"], line["outcome"]) == (503, "database-unavailable")
        assert "53100" in line["error"]
        assert "Byron" not in str(line)


class TestPages:
    def test_are_a_sentence_to_try_again(self, failing):
        failing("53100")

        answer = log_in(Role.HR).post(
            f"/people/2/cover/{cover_of(2).id}/end/",
            {"key": "k", "ends_on": "2027-03-31", "reason": "asked"},
        )

        assert answer.status_code == 503
        assert "send it again" in answer.content.decode()


class TestClock:
    def test_a_jump_backwards_makes_no_request_last_less_than_nothing(
        self,
        client,
        lines,
        monkeypatch,
    ):
        clock = iter(range(10**9, 0, -(10**6)))
        monkeypatch.setattr(time, "time", lambda: next(clock))

        client.get("/nowhere")

        assert lines()[0]["duration_ms"] >= 0
