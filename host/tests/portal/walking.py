"""
Which pages and forms are there, and what belongs to whom? Found, and not listed, so that a new page
is walked from its first day.
"""

import dataclasses
import itertools
from collections.abc import Iterable, Iterator
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
    What an employer has: the identifiers of its rows, and the names that only its pages may show.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]

    def named(self, converter: str) -> list[str]:
        """
        Those that a converter of addresses takes; one of each table is enough to be found out.
        """
        if converter == "uuid":
            return [each for each in self.ids if "-" in each]
        return [each for each in self.ids if each.isdigit()] or ["1"]


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
    ids: list[str] = []
    names: list[str] = []
    for model, rows in rows_of(employer_id):
        ids += [str(row[model._meta.pk.attname]) for row in rows[:each]]
        if model._meta.app_label == "directory":
            names += [str(row["name"]) for row in rows if row.get("name")]
    return Things(ids=tuple(dict.fromkeys(ids)), names=tuple(names))


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
