"""
Which pages and forms are there, and what belongs to whom? Found, and not listed, so that a new page
is walked from its first day.
"""

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from html.parser import HTMLParser
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from host.directory.models import Employer

ROOM = "host.portal"
TENANTS = ("directory", "benefits_app", "enrolments_app", "billing_app")
# What stands in a field of a form that nobody filled in.
BY_TYPE = {"date": "2027-03-31", "month": "2027-03", "number": "1", "email": "a@example.com"}


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """
    A view of the portal: its address as text with `{names}`, and the converter of each name.
    """

    address: str
    converters: dict[str, str]


def routes() -> list[Route]:
    """
    Every view of the portal, from the URL configuration.
    """
    return list(_routes(get_resolver().url_patterns, "/", {}))


def _routes(patterns: Iterable[Any], before: str, known: dict[str, str]) -> Iterator[Route]:
    for each in patterns:
        address, names = before, dict(known)
        pattern = each.pattern
        text = str(pattern)
        for name, converter in pattern.converters.items():
            names[name] = type(converter).__name__.removesuffix("Converter").lower()
        for piece in text.split("<")[1:]:
            inside = piece.split(">")[0]
            text = text.replace(f"<{inside}>", "{" + inside.split(":")[-1] + "}")
        address += text
        if isinstance(each, URLResolver):
            yield from _routes(each.url_patterns, address, names)
        elif isinstance(each, URLPattern) and _is_ours(each):
            yield Route(address=address, converters=names)


def _is_ours(pattern: URLPattern) -> bool:
    return pattern.callback.__module__.startswith(ROOM)


def addresses(route: Route, things: "Things") -> list[str]:
    """
    The view's address for each thing that its names may mean; at most as many as the longest name
    has things.
    """
    if not route.converters:
        return [route.address]
    found = {name: things.named(kind) for name, kind in route.converters.items()}
    longest = max(len(values) for values in found.values())
    turns = {name: itertools.cycle(values) for name, values in found.items()}
    return [
        route.address.format(**{name: next(turn) for name, turn in turns.items()})
        for _each in range(longest)
    ]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Things:
    """
    What an employer has: the identifiers of its rows with their tables, and the names that only its
    pages may show.
    """

    tables: dict[str, str]
    names: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """
        The identifiers alone.
        """
        return tuple(self.tables)

    def named(self, converter: str) -> list[str]:
        """
        Those that a converter of addresses takes.
        """
        if converter == "uuid":
            return [each for each in self.ids if "-" in each]
        return [each for each in self.ids if each.isdigit()] or ["1"]

    def one_of_each(self) -> "Things":
        """
        The first of every table.
        """
        firsts = {table: each for each, table in reversed(self.tables.items())}
        return self.only(lambda table, each: firsts[table] == each)

    def only(self, wanted: Callable[[str, str], bool]) -> "Things":
        """
        Those that are wanted, by table and identifier.
        """
        kept = {each: table for each, table in self.tables.items() if wanted(table, each)}
        return dataclasses.replace(self, tables=kept)


class Kinds:
    """
    The tables whose things a view knows: where a page shows one of them to somebody it belongs to.
    What a view does not know to its own people, nobody finds there. A command sends who only looks
    to its page, so it knows what that page knows.
    """

    def __init__(self) -> None:
        self._known: dict[str, set[str]] = {}

    def learn(self, people: Sequence[Client], things: Things) -> None:
        """
        Ask every view as these people, with one thing of every table; once.
        """
        if self._known:
            return
        asked = _Asked(people)
        firsts = things.one_of_each()
        for route in routes():
            if len(route.converters) == 1:
                ((name, kind),) = route.converters.items()
                found = firsts.named(kind)
                known = {
                    things.tables.get(each, "")
                    for each in found
                    if asked.is_shown(route.address.format(**{name: each}), each)
                }
                self._known[route.address] = known if len(known) < len(found) else set()

    def addresses(self, route: Route, things: Things) -> list[str]:
        """
        The view's address for each thing of the tables it knows; for one of every table where
        nothing was learned.
        """
        known = self._known.get(route.address)
        if known:
            return addresses(route, things.only(lambda table, _: table in known))
        return addresses(route, things.one_of_each())


class _Asked:
    """
    Whether somebody is shown a page, each asked once; who may not see it for one thing is not asked
    for the next.
    """

    def __init__(self, people: Sequence[Client]) -> None:
        self._people = people
        self._shown: dict[str, bool] = {}
        self._may_not: set[tuple[str, int]] = set()

    def is_shown(self, address: str, thing: str) -> bool:
        if address not in self._shown:
            self._shown[address] = any(
                self._shows(number, address, thing) for number in range(len(self._people))
            )
        return self._shown[address]

    def _shows(self, number: int, address: str, thing: str) -> bool:
        view = (address.replace(thing, "*"), number)
        if view in self._may_not:
            return False
        answer = self._people[number].get(address)
        if answer.status_code == 302 and answer["Location"] != address:
            return self.is_shown(answer["Location"], thing)
        if answer.status_code == 403:
            self._may_not.add(view)
        return answer.status_code == 200


def rows_of(employer_id: UUID) -> Iterator[tuple[type[models.Model], list[dict[str, Any]]]]:
    """
    Every row of an employer, table by table.
    """
    for label in TENANTS:
        for model in apps.get_app_config(label).get_models():
            path = "id" if model is Employer else _way_to_employer(model)
            if path is not None:
                found = model._base_manager.filter(**{path: employer_id}).order_by("pk")
                yield model, list(found.values())


def _way_to_employer(model: type[models.Model], seen: tuple[type, ...] = ()) -> str | None:
    own = {field.name for field in model._meta.get_fields()}
    for name in ("employer_id", "employer"):
        if name in own:
            return name
    for field in model._meta.concrete_fields:
        further = field.related_model
        if isinstance(further, type) and further not in (*seen, model):
            rest = _way_to_employer(further, (*seen, model))
            if rest is not None:
                return f"{field.name}__{rest}"
    return None


def things_of(employer_id: UUID, *, each: int = 2) -> Things:
    """
    An employer's things, `each` at most of every table.
    """
    tables: dict[str, str] = {}
    names: list[str] = []
    for model, rows in rows_of(employer_id):
        for row in rows[:each]:
            tables.setdefault(str(row[model._meta.pk.attname]), model._meta.label)
        if model._meta.app_label == "directory":
            names += [str(row["name"]) for row in rows if row.get("name")]
    return Things(tables=tables, names=tuple(names))


class _Forms(HTMLParser):
    """
    The forms of a page, and the links.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.forms: list[tuple[str, str, dict[str, str]]] = []
        self.links: list[str] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(told.get("href", ""))
        if tag == "form":
            to = told.get("action") or self.page
            self.forms.append((told.get("method", "get").lower(), to, {}))
        if not self.forms:
            return
        values = self.forms[-1][2]
        name = told.get("name", "")
        if tag in ("input", "textarea", "button") and name and name not in values:
            values[name] = told.get("value") or BY_TYPE.get(told.get("type", ""), "something")
        if tag == "select":
            self._select = name
        chosen = self._select not in values or "selected" in told
        if tag == "option" and chosen and told.get("value"):
            values[self._select] = told["value"]


def read(client: Client, page: str) -> _Forms:
    """
    What a page lets its reader do.
    """
    answer = client.get(page)
    found = _Forms(page)
    if answer.status_code == 200 and "html" in answer["Content-Type"]:
        found.feed(answer.content.decode())
    return found


def posted_forms(client: Client, pages: Iterable[str]) -> list[tuple[str, dict[str, str]]]:
    """
    Every command that pages offer: where it is sent, with values that might be meant.
    """
    found: dict[tuple[str, str], tuple[str, dict[str, str]]] = {}
    for page in pages:
        for method, to, values in read(client, page).forms:
            if method == "post":
                found[to, str(sorted(set(values) - {"key"}))] = (to, values)
    return list(found.values())
