"""
Does every operation of the API refuse odd values, keep tenants apart, and give colleagues nothing?

The operations are read from the API's own description, so that a new one is tried, too.
"""

import copy
import json
import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from domain_kit.actor import Role
from host.http_api import api
from tests.conftest import ACME, ACME_YEAR_2027, DENTAL_2027, GLOBEX, MEDICAL_2027, cover_of, log_in

BENEFIT = "01900000-0000-7000-8000-000000000101"
KNOWN = {
    "employer_id": ACME,
    "plan_year_id": ACME_YEAR_2027,
    "benefit_id": BENEFIT,
    "option_id": DENTAL_2027,
    "employee_id": 2,
    "account_id": "01900000-0000-7000-8000-000000000acc",
    "on": "2027-02-01",
    "at": "2027-02-01T09:00:00Z",
    "event_on": "2027-02-01",
    "reported_on": "2027-02-01",
    "kind": "birth",
    "frequency": "monthly",
    "period_ends_on": "2027-01-31",
    "first": "2027-01-01",
    "last": "2027-12-31",
}
ODD = ["a\0b", "\ud800", "x" * 5000, 10**20, "9999-12-31", None]
ODD_QUERY = ["a\0b", "x" * 5000, "1" * 25, "9999-12-31", "2027-02-01T00:00:00", "-1"]
DOCUMENT = json.loads(json.dumps(dict(api.get_openapi_schema(path_prefix="/api/v1/")), default=str))


def operations(method: str, domain: str = "") -> list[tuple[str, dict[str, Any]]]:
    """
    Path and description of every operation of a method.
    """
    return [
        (path, by_method[method])
        for path, by_method in DOCUMENT["paths"].items()
        if method in by_method and path.startswith(f"/api/v1/{domain}")
    ]


def address(path: str) -> str:
    """
    The path with seeded ids, or some that nobody has.
    """
    seeded = {**KNOWN, "enrolment_id": cover_of(2).id}
    return re.sub(r"{(\w+)}", lambda found: str(seeded.get(found[1], uuid.uuid4())), path)


def resolve(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        return resolve(DOCUMENT["components"]["schemas"][schema["$ref"].split("/")[-1]])
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return resolve(schema[choice][0])
    return schema


def example(schema: dict[str, Any], name: str = "") -> Any:
    """
    A value that fits, as far as a schema tells; seeded ids where the name is known.
    """
    if name in KNOWN:
        return KNOWN[name]
    schema = resolve(schema)
    for given in (*schema.get("examples", ()), *schema.get("enum", ())):
        return with_known(copy.deepcopy(given))
    kind = schema.get("type")
    if kind == "object":
        return {key: example(below, key) for key, below in schema.get("properties", {}).items()}
    if kind == "array":
        return [example(schema.get("items", {}))]
    formats = {"uuid": str(uuid.uuid4()), "date": "2027-02-01", "date-time": "2027-02-01T09:00:00Z"}
    plain = {"integer": 1, "number": 1, "boolean": False, "null": None}
    return formats.get(schema.get("format", "")) or plain.get(kind, "text")


def with_known(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: KNOWN.get(key, with_known(below)) for key, below in value.items()}
    return [with_known(below) for below in value] if isinstance(value, list) else value


def odd_bodies(body: Any) -> Iterator[Any]:
    """
    The body with one leaf after the other replaced by one odd value after the other.
    """
    for place in leaves(body):
        for odd in ODD:
            changed = copy.deepcopy(body)
            within = changed
            for step in place[:-1]:
                within = within[step]
            within[place[-1]] = odd
            yield changed


def leaves(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict | list) and value:
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        for step, below in steps:
            yield from leaves(below, (*place, step))
    elif place:
        yield place


@pytest.fixture
def operator(seeded):
    client = log_in(Role.OPERATOR)
    client.raise_request_exception = False
    return client


def require_documented(answer: Any, operation: dict[str, Any], what: str) -> None:
    if b'"must-not-be-in-transaction"' in answer.content:
        return  # It calls the gateway outside any transaction, and a test is one.
    assert str(answer.status_code) in operation["responses"], (
        f"{operation['operationId']} answers {answer.status_code} for {what}: "
        f"{answer.content[:300]!r}"
    )
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("domain", ["benefits", "enrolments", "billing"])
def test_no_odd_value_of_a_body_breaks_a_command(operator, domain):
    for path, operation in operations("post", domain):
        content = operation.get("requestBody", {}).get("content", {}).get("application/json")
        body = example(content["schema"]) if content else {}
        at = address(path)
        for odd in [body, *odd_bodies(body)]:
            answer = operator.post(
                at,
                json.dumps(odd),
                content_type="application/json",
                headers={"Idempotency-Key": uuid.uuid4().hex},
            )
            require_documented(answer, operation, json.dumps(odd))


@pytest.mark.parametrize("key", ["k" * 201, "k" * 5000, ""])
def test_no_odd_key_breaks_a_command(operator, key):
    for path, operation in operations("post"):
        answer = operator.post(
            address(path), "{}", content_type="application/json", headers={"Idempotency-Key": key}
        )
        require_documented(answer, operation, key)


@pytest.mark.parametrize("odd", ODD_QUERY)
def test_no_odd_parameter_breaks_a_query(operator, odd):
    for path, operation in operations("get"):
        names = [each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"]
        usual = {name: KNOWN[name] for name in names if name in KNOWN}
        for name in names:
            answer = operator.get(address(path), {**usual, name: odd})
            require_documented(answer, operation, f"{name}={odd!r}")


def about_employers() -> list[tuple[str, dict[str, Any]]]:
    """
    Addresses of the lists of an employer, with the parameters that they need.
    """
    found = []
    for path, operation in operations("get"):
        parameters = operation.get("parameters", ())
        if any(each["name"] == "employer_id" for each in parameters):
            needed = {
                each["name"]: example(each.get("schema", {}), each["name"])
                for each in parameters
                if (each.get("required") or each["name"] == "employer_id") and each["in"] == "query"
            }
            found.append((address(path), needed))
    return found


class TestTenants:
    @pytest.mark.parametrize("role", [Role.HR, Role.FINANCE, Role.EMPLOYEE])
    def test_another_employers_people_see_nothing(self, seeded, role):
        client = log_in(role, GLOBEX, 7 if role is Role.EMPLOYEE else None)

        for path, asked in about_employers():
            answer = client.get(path, asked)
            assert answer.status_code in (403, 404), path
            assert MEDICAL_2027 not in answer.content.decode(), path

    def test_a_colleague_is_not_seen(self, seeded):
        client = log_in(Role.EMPLOYEE, employee_id=2)

        for path, asked in about_employers():
            answer = client.get(path, asked)
            assert answer.status_code in (200, 403, 404), path
            seen = set(re.findall(r'"employee_id": ?"?(\d+)', answer.content.decode()))
            assert seen <= {"2"}, path


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_windows_of_any_number_are_a_list(window, operator, rows):
    for number in range(rows - 1):
        operator.post(
            "/api/v1/benefits/enrolment-windows",
            json.dumps(
                {
                    "plan_year_id": ACME_YEAR_2027,
                    "kind": "annual",
                    "opens_on": "2027-02-01",
                    "closes_on": "2027-02-28",
                }
            ),
            content_type="application/json",
            headers={"Idempotency-Key": f"w{number}"},
        )

    answer = operator.get("/api/v1/benefits/windows", {"employer_id": ACME, "at": KNOWN["at"]})

    assert (answer.status_code, len(answer.json())) == (200, rows - 1)
