"""
What do the callers of a live site see while it is upgraded: how many requests, which failed, how slow?
"""

import dataclasses
import datetime as dt
import http.client
import itertools
import json
import statistics
import threading
import time
from collections.abc import Iterator
from typing import Any

ENROL = "/api/v1/enrolments/"
INVOICES = "/api/v1/billing/invoices"
PRICE = {"minor": 6000, "currency": "GBP"}
PAUSE = (
    0.02  # between two requests of a caller, so that the callers are not the machine's whole load
)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """
    One request: when it began and how many seconds it took (monotonic), and why it failed or "".
    """

    began: float
    seconds: float
    what: str
    failure: str


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """
    Requests of a phase; times in milliseconds.
    """

    requests: int
    failures: int
    p50: float
    p99: float
    slowest: float


def figures(requests: list[Request]) -> Figures:
    """
    How a phase was.
    """
    times = sorted(each.seconds * 1000 for each in requests) or [0.0]
    cuts = statistics.quantiles(times, n=100, method="inclusive") if len(times) > 1 else times * 99
    return Figures(
        requests=len(requests),
        failures=sum(1 for each in requests if each.failure),
        p50=cuts[49],
        p99=cuts[98],
        slowest=times[-1],
    )


class Load:
    """
    Callers who read, enrol, end, invoice and pay until they are stopped.
    """

    def __init__(self, port: int, filled: dict[str, Any], *, callers: int = 4) -> None:
        self.port, self.home = port, filled["employers"][0]
        self.requests: list[Request] = []
        self.made = {"enrolments": 0, "invoices": 0, "payments": 0}
        self._people = self._pairs()
        self._numbers = itertools.count(1)
        self._lock, self._over = threading.Lock(), threading.Event()
        self._threads = [threading.Thread(target=self._call) for _ in range(callers)]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def between(self, first: float, last: float) -> list[Request]:
        """
        Requests that began in this time.
        """
        return [each for each in list(self.requests) if first <= each.began < last]

    def _pairs(self) -> Iterator[tuple[int, str]]:
        for options in self.home["benefits"]:
            for employee in self.home["employees"]:
                yield employee, options[0]

    def _call(self) -> None:
        caller = Caller(self)
        while not self._over.is_set():
            with self._lock:
                employee, option = next(self._people)
            caller.enrol(employee, option)
            caller.invoice()
        caller.connection.close()

    def key(self) -> str:
        return f"drill {next(self._numbers)}"

    def counted(self, what: str) -> None:
        with self._lock:
            self.made[what] += 1


class Caller:
    """
    One program with a kept-alive connection to the proxy.
    """

    def __init__(self, load: Load) -> None:
        self.load, self.home = load, load.home
        self.connection = http.client.HTTPConnection("127.0.0.1", load.port, timeout=60)

    def enrol(self, employee: int, option: str) -> None:
        """
        Look at the offers, choose one, look at it, and end every second one.
        """
        token, today = self.home["token"], self.home["today"]
        home = f"employer_id={self.home['id']}"
        self.ask("offers", "GET", f"/api/v1/benefits/offers?{home}&on={today}", token, 200)
        body = {"employee_id": employee, "option_id": option, "starts_on": today}
        made = self.ask("enrol", "POST", ENROL, token, 201, body=body)
        self.ask("a page", "GET", "/log-in/", "", 200)
        if not made:
            return
        self.load.counted("enrolments")
        self.ask("read it", "GET", f"{ENROL}{made['id']}", token, 200)
        self.ask("list", "GET", f"{ENROL}?{home}&employee_id={employee}", token, 200)
        if employee % 2:
            last = dt.date.fromisoformat(today) + dt.timedelta(days=30)
            body = {"ends_on": last.isoformat(), "reason": "drill"}
            self.ask("end", "POST", f"{ENROL}{made['id']}/unenrol", token, 200, body=body)

    def invoice(self) -> None:
        """
        Draft an invoice, send it, pay it, and see that it is paid.
        """
        token, today = self.home["finance"], self.home["today"]
        line = {"description": "Drill", "amount": PRICE}
        body = {"account_id": self.home["account_id"], "issued_on": today, "lines": [line]}
        made = self.ask("draft", "POST", INVOICES, token, 201, body=body)
        if not made:
            return
        self.load.counted("invoices")
        path = f"{INVOICES}/{made['id']}"
        self.ask("send", "POST", f"{path}/send", token, 200)
        body = {"amount": PRICE, "received_on": today, "reference": f"drill {made['id']}"}
        if self.ask("pay", "POST", f"{path}/payments", token, 201, body=body):
            self.load.counted("payments")
        self.ask("paid", "GET", path, token, 200, has={"status": "paid"})

    def ask(
        self,
        what: str,
        method: str,
        path: str,
        token: str,
        wanted: int,
        *,
        body: object = None,
        has: dict[str, str] | None = None,
    ) -> Any:
        """
        What was answered as JSON; None for a page or a failure, which is kept.
        """
        headers = {"Content-Type": "application/json", "Idempotency-Key": self.load.key()}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        time.sleep(PAUSE)
        began, failure, said = time.monotonic(), "", None
        try:
            content = None if body is None else json.dumps(body)
            self.connection.request(method, path, content, headers)
            answer = self.connection.getresponse()
            text = answer.read()
            if answer.status != wanted:
                failure = f"{answer.status} {text[:300]!r}"
            elif token:
                said = json.loads(text)
                failure = "".join(
                    f"{k} is {said[k]}" for k, v in (has or {}).items() if said[k] != v
                )
        except (OSError, http.client.HTTPException, ValueError) as exc:
            failure = f"{type(exc).__name__}: {exc}"
            self.connection.close()
        took = time.monotonic() - began
        self.load.requests.append(Request(began=began, seconds=took, what=what, failure=failure))
        return None if failure else said
