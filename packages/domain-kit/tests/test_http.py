"""
Does an HTTP edge refuse, by the name of the field, what the database would refuse?
"""

import datetime as dt
import json
import uuid

import pytest
from pydantic_core import PydanticSerializationError

from domain_kit.http import InvalidCursor, make_cursor, read_cursor

NUL, SURROGATE = "a\0b", "\ud800"
ODD = [
    ("name", "x" * 21),
    ("name", NUL),
    ("name", SURROGATE),
    ("reason", ""),
    ("reason", "x" * 201),
    ("reason", NUL),
    ("serial", 2**63),
    ("serial", -(2**63) - 1),
    ("serial", 10**30),
    ("serial", True),
    ("serial", 1.5),
    ("spokes", 2**15),
    ("built_on", "9999-12-31"),
    ("built_on", "9999-12-01"),
    ("built_on", "1899-12-31"),
    ("built_on", "2027-02-30"),
    ("built_on", 20270101),
    ("built_on", "20270101"),
    ("built_on", NUL),
    ("tested_at", "2027-01-01T00:00:00"),
    ("tested_at", "2027-01-01"),
    ("tested_at", "9999-12-31T23:59:59-12:00"),
    ("tested_at", "0001-01-01T00:00:00+14:00"),
    ("tested_at", 1_700_000_000),
    ("zone", "Europe/{London}"),
    ("zone", "Europe"),
    ("zone", "../../etc/passwd"),
    ("zone", NUL),
    ("zone", SURROGATE),
    ("currency", "GPB"),
    ("currency", NUL),
    ("fee", 10**12),
    ("price", {"minor": 10**11, "currency": "GBP"}),
    ("price", {"minor": -(10**11), "currency": "GBP"}),
    ("price", {"minor": 10**9, "currency": "JPY"}),
    ("price", {"minor": 10**14, "currency": "GBP"}),
    ("price", {"minor": 1, "currency": "CLF"}),
    ("price", {"minor": True, "currency": "GBP"}),
    ("price", {"minor": 10**30, "currency": "GBP"}),
    ("price", {"minor": 1, "currency": "£"}),
    ("fleet_price", {"minor": 10**13, "currency": "GBP"}),
    ("builder", 10**20),
    ("builder", ""),
    ("builder", True),
    ("builder", NUL),
    ("builder", "x" * 65),
]


def build(client, key="k1", **body):
    return client.post(
        "/api/wheels",
        json.dumps(body),
        content_type="application/json",
        headers={"Idempotency-Key": key},
    )


def places(answer) -> list[str]:
    return [".".join(map(str, fault["loc"])) for fault in answer.json()["detail"]]


class TestFields:
    @pytest.mark.parametrize(("field", "value"), ODD)
    def test_refuse_in_a_body_what_a_column_would(self, client, field, value):
        answer = build(client, **{field: value})

        assert answer.status_code == 422
        assert places(answer)[0].startswith(f"body.body.{field}")

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("name", "ünïcöde 🚲 ok, 20 ab"),
            ("serial", -(2**63)),
            ("serial", "7"),
            ("built_on", "2199-12-31"),
            ("tested_at", "2027-02-01T09:00:00+01:00"),
            ("zone", "America/Argentina/ComodRivadavia"),
            ("price", {"minor": 10**11 - 1, "currency": "GBP"}),
            ("price", {"minor": 10**12 - 1, "currency": "KWD"}),
            ("fleet_price", {"minor": 10**13 - 1, "currency": "GBP"}),
        ],
    )
    def test_accept_what_a_column_would(self, client, field, value):
        assert build(client, **{field: value}).status_code == 201

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("on=9999-12-31", "on"),
            ("on=1798761600", "on"),
            ("at=2027-02-01T00:00:00", "at"),
            ("at=1798761600", "at"),
            ("builder=a%00b", "builder"),
            ("name=too+long", "name"),
            ("name=%00", "name"),
            ("serial=9223372036854775808", "serial"),
        ],
    )
    def test_refuse_in_a_query_what_a_column_would(self, client, query, field):
        answer = client.get(f"/api/wheels?{query}")

        assert (answer.status_code, places(answer)) == (422, [f"query.{field}"])

    def test_read_an_employee_id_of_digits_as_text(self, client):
        assert build(client, builder=17).json()["builder"] == "17"
        assert build(client, builder="e-17").json()["builder"] == "e-17"


class TestIdempotencyKey:
    @pytest.mark.parametrize("key", ["", "k" * 201, "a\0b"])
    def test_refuses_what_no_record_can_hold(self, client, key):
        answer = build(client, key=key)

        assert (answer.status_code, places(answer)) == (422, ["header.Idempotency-Key"])

    def test_is_needed(self, client):
        answer = client.post("/api/wheels", "{}", content_type="application/json")

        assert (answer.status_code, places(answer)) == (422, ["header.Idempotency-Key"])

    def test_of_200_characters_is_taken(self, client):
        assert build(client, key="k" * 200).json()["key"] == "k" * 200


class TestDomainRouter:
    def test_reads_a_tuple_of_two_as_a_list_of_two(self, client):
        assert client.get("/api/wheels").json() == [{"number": 1}, {"number": 2}]

    @pytest.mark.filterwarnings("ignore:.*async.*")
    def test_reads_it_so_in_an_async_handler_with_two_statuses(self, client):
        assert client.get("/api/both").json() == [{"number": 1}, {"number": 2}]

    def test_answers_201_to_what_was_created(self, client):
        assert build(client).status_code == 201

    def test_describes_its_refusals_as_problems(self, client):
        document = client.get("/api/openapi.json").json()

        for operations in document["paths"].values():
            for operation in operations.values():
                for status in ("401", "403", "404", "409", "422"):
                    content = operation["responses"][status]["content"]
                    schema = content["application/problem+json"]["schema"]
                    assert {"type", "title", "detail", "status"} <= schema["properties"].keys()

    def test_describes_its_own_answers_beside_them(self, client):
        document = client.get("/api/openapi.json").json()

        assert "201" in document["paths"]["/api/wheels"]["post"]["responses"]

    def test_shows_money_as_minor_units(self, client):
        assert client.get("/api/price").json() == {"minor": 6000, "currency": "GBP"}


class TestActorOf:
    def test_is_whom_the_host_authenticated(self, client):
        assert client.get("/api/me").json() == {"id": "test"}

    def test_is_nobody_where_the_host_authenticated_nobody(self, client):
        assert client.get("/api/nobody").status_code == 401


class TestPage:
    def test_is_followed_by_the_next_until_the_last(self, client):
        seen, after = [], ""
        while after is not None:
            page = client.get(f"/api/turns?limit=3&after={after}").json()
            seen += [turn["number"] for turn in page["items"]]
            after = page["next"]

        assert seen == [1, 2, 3, 4, 5, 6, 7]

    def test_that_is_just_full_is_the_last(self, client):
        assert client.get("/api/turns?limit=7").json()["next"] is None

    @pytest.mark.parametrize("limit", [0, 201, -1, "x"])
    def test_has_from_1_to_200_items(self, client, limit):
        answer = client.get(f"/api/turns?limit={limit}")

        assert (answer.status_code, places(answer)) == (422, ["query.limit"])

    @pytest.mark.parametrize(
        "cursor",
        ["x", "é", "%ED%A0%80", "W10", "WyJhIl0", "WzEsMl0", "W3RydWVd", make_cursor(2**63)],
    )
    def test_refuses_a_cursor_it_has_not_given(self, client, cursor):
        answer = client.get(f"/api/turns?after={cursor}")

        assert (answer.status_code, answer.json()["type"]) == (422, "invalid-cursor")

    @pytest.mark.parametrize("cursor", ["%00", "x" * 1001])
    def test_names_a_cursor_that_is_no_text(self, client, cursor):
        answer = client.get(f"/api/turns?after={cursor}")

        assert (answer.status_code, places(answer)) == (422, ["query.after"])


class TestCursor:
    def test_gives_back_the_values_it_was_made_of(self):
        place = (
            "Zoë",
            -7,
            uuid.UUID(int=7),
            dt.date(2027, 2, 1),
            dt.datetime(2027, 2, 1, 9, tzinfo=dt.UTC),
        )

        assert read_cursor(make_cursor(*place), str, int, uuid.UUID, dt.date, dt.datetime) == place

    @pytest.mark.parametrize(
        ("value", "kind"),
        [("a\0", str), ("\ud800", str), ("9999-12-31", dt.date), ("2027-01-01T00:00", dt.datetime)],
    )
    def test_refuses_a_value_that_no_query_could_use(self, value, kind):
        with pytest.raises(InvalidCursor, match="is not a cursor of this list"):
            read_cursor(make_cursor(value), kind)


class TestAnswer:
    def test_is_what_ninja_writes_of_the_same(self, client):
        assert client.get("/api/answered").json() == client.get("/api/told").json()

    def test_says_what_it_is_and_how_long(self, client):
        answered, told = client.get("/api/answered"), client.get("/api/told")

        assert answered.headers["Content-Type"] == told.headers["Content-Type"]
        assert answered.headers["Content-Length"] == str(len(answered.content))

    def test_has_the_status_that_is_asked_for(self, client):
        assert client.get("/api/answered?status=202").status_code == 202

    def test_leaves_its_schema_documented(self, client):
        paths = client.get("/api/openapi.json").json()["paths"]

        described = paths["/api/answered"]["get"]["responses"]["200"]["content"]
        assert described == paths["/api/told"]["get"]["responses"]["200"]["content"]

    def test_does_not_write_what_it_does_not_know(self, client):
        with pytest.raises(PydanticSerializationError):
            client.get("/api/unanswerable")


class TestRefusals:
    """
    In a host that mounts a router as its README says, and does nothing else.
    """

    @pytest.fixture(autouse=True, params=[False, True], ids=["production", "debug"])
    def debug(self, request, settings):
        settings.DEBUG = request.param

    @pytest.mark.parametrize("path", ["worn", "worn-later", "inner/worn"])
    def test_are_problems_with_their_status(self, client, path):
        answer = client.get(f"/plain/{path}")

        assert (answer.status_code, answer["Content-Type"]) == (410, "application/problem+json")
        assert answer.json() == {
            "type": "worn",
            "title": "Worn",
            "detail": "The wheel is worn. Take another one.",
            "status": 410,
        }

    def test_are_the_hosts_where_it_has_a_handler(self, client):
        assert client.get("/particular/worn").status_code == 303

    def test_are_the_hosts_where_it_handles_all_of_them(self, client):
        answer = client.get("/api/turns?after=nonsense")

        assert answer.json() == {"type": "invalid-cursor"}

    def test_hide_no_bug(self, client):
        client.raise_request_exception = False

        assert client.get("/plain/broken").status_code == 500
