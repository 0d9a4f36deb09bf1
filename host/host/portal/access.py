"""
Who may see a page, and how does a refusal become a sentence on it?
"""

import functools
import importlib
from collections.abc import Callable
from importlib import metadata
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from domain_kit.actor import Actor, Role
from domain_kit.errors import DomainError, NotPermitted
from host.directory.actors import actor_for
from host.directory.models import Employer
from host.portal.posting import FormIncomplete, refusal_at, shown_again, was_typed
from host.telemetry.context import note_refusal

View = Callable[..., HttpResponse]


def who_asks(request: HttpRequest) -> Actor | None:
    """
    The actor behind a request, looked up once; None for somebody without a log-in or membership.
    """
    known = vars(request)
    if "_actor" not in known:
        user = known.get("user")
        known["_actor"] = actor_for(user) if user is not None and user.is_authenticated else None
    actor: Actor | None = known["_actor"]
    return actor


def for_role(*roles: Role) -> Callable[[View], View]:
    """
    A page for logged-in people of these roles; it is called with `actor=`. What a domain refuses
    is a page as well: what may not be seen 403, what is not there 404, the rest in its own words.
    """

    def decorate(view: View) -> View:
        @login_required
        @functools.wraps(view)
        def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            actor = who_asks(request)
            if actor is None or actor.role not in roles:
                raise PermissionDenied
            try:
                return view(request, actor=actor, **kwargs)
            except NotPermitted as exc:
                raise PermissionDenied from exc
            except DomainError as exc:
                note_refusal(exc.code)
                if exc.http_status == 404:
                    raise Http404 from exc
                return render(
                    request, "portal/refused.html", {"refusal": exc}, status=exc.http_status
                )

        return checked

    return decorate


def command(back_to: str, *about: str) -> Callable[[View], View]:
    """
    A POST that carries out a command: a refusal is shown, in its own words, on the page it came
    from, `about` the named parts of the address; an address of what the actor may not even see does
    not exist. A form that the view read with `typed` comes back as it was sent, with its refusal.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            page = address(request, back_to, **{name: kwargs[name] for name in about})
            if request.method != "POST":
                return redirect(page)
            try:
                return view(request, **kwargs)
            except FormIncomplete as exc:
                return shown_again(request, page, exc.form, status=422)
            except NotPermitted as exc:
                raise Http404 from exc
            except DomainError as exc:
                if exc.http_status == 404 and _is_addressed(exc, kwargs):
                    raise Http404 from exc
                note_refusal(exc.code)
                return _refused(request, page, exc)

        return checked

    return decorate


def _refused(request: HttpRequest, page: str, refusal: DomainError) -> HttpResponse:
    form = was_typed(request)
    if form is None:
        messages.error(request, str(refusal))
        return redirect(page)
    refusal_at(form, refusal)
    # What is missing is missing behind the form, not at the address of the page.
    status = 409 if refusal.http_status == 404 else refusal.http_status
    return shown_again(request, page, form, status=status)


def needs(package: str, *names: str, since: str = "") -> Callable[[View], View]:
    """
    A page of what newer releases of a domain offer: where the installed one lacks a name of its
    `api`, the page says so, 404, and navigation leaves it out. Stands below `for_role`.
    """

    def decorate(view: View) -> View:
        def lacking() -> bool:
            api = importlib.import_module(f"{package}.api")
            return not all(hasattr(api, name) for name in names)

        @functools.wraps(view)
        def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not lacking():
                return view(request, **kwargs)
            wheel = package.replace("_", "-")
            told = {"wheel": wheel, "since": since, "installed": metadata.version(wheel)}
            return render(request, "portal/not_installed.html", told, status=404)

        checked.is_lacking = lacking  # type: ignore[attr-defined]
        return checked

    return decorate


def address(request: HttpRequest, name: str, **about: Any) -> str:
    """
    Where a page is, for the employer that was chosen on the page before, if one was.
    """
    chosen = request.POST.get("employer")
    query = "?" + urlencode({"employer": chosen}) if chosen else ""
    return reverse(name, kwargs=about) + query


def _is_addressed(refusal: DomainError, address: dict[str, Any]) -> bool:
    """
    Whether what was not found is what the address names. Anything else that is missing, such as an
    account behind the command, is a refusal like others, and its sentence is for who asked.
    """
    named = {value for value in address.values() if isinstance(value, UUID)}
    return any(value in named for value in refusal.args if isinstance(value, UUID))


def employer_of(request: HttpRequest, actor: Actor) -> Employer:
    """
    The employer a page is about: the actor's own, or the one an operator asks for.

    Raises:
        Http404: if there is none among the actor's.
    """
    employers = actor.scope(Employer.objects.all(), "id")
    asked = request.GET.get("employer") or request.POST.get("employer")
    if asked:
        try:
            employers = employers.filter(id=UUID(asked))
        except ValueError as exc:
            raise Http404 from exc
    employer = employers.first()
    if employer is None:
        raise Http404
    return employer
