"""
How does a handler's answer become a response, and what does the API's description say of refusals?
"""

import functools
import inspect
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import ninja
from django.http import HttpRequest
from ninja.decorators import decorate_view
from ninja.errors import AuthenticationError

from domain_kit.actor import Actor
from domain_kit.errors import DomainError
from domain_kit.http.refusals import MEDIA_TYPE, answered_here, noting_api

try:
    from ninja.responses import Status
except ImportError:  # before django-ninja 1.6 a tuple says the same
    Status = None  # type: ignore[assignment,misc]

_REFUSALS = (401, 403, 404, 409, 422)


class Problem(ninja.Schema):
    """
    A refusal (RFC 9457): `type` is its permanent code, `detail` a sentence for people.
    """

    type: str
    title: str
    detail: str
    status: int
    errors: list[dict[str, str]] = []
    """Of a request that does not fit: where (`at`), and what is wrong there (`problem`)."""


class _Created:
    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


def created(value: Any) -> Any:
    """
    The answer of a handler that has made something: `value` with the status 201.
    """
    return _Created(value)


def actor_of(request: HttpRequest) -> Actor:
    """
    Who asks: the host's authentication has put the actor into `request.auth`.

    Raises:
        AuthenticationError: a 401, if there is no actor; the host forgot to authenticate.
    """
    actor = getattr(request, "auth", None)
    if not isinstance(actor, Actor):
        raise AuthenticationError
    return actor


class DomainRouter(ninja.Router):
    """
    The router of a domain.

    A tuple is always a list of answers, also one of two: a handler says `created(value)` for 201.
    Every operation describes its refusals as problem answers, and a `DomainError` is answered so
    unless the API has a handler for it.
    """

    def add_api_operation(
        self, path: str, methods: list[str], view_func: Callable[..., Any], **options: Any
    ) -> None:
        """
        Add one operation: what `get`, `post` and the others end in.
        """
        super().add_api_operation(path, methods, view_func, **options)
        decorate_view(noting_api)(view_func)
        operation = view_func._ninja_operation  # type: ignore[attr-defined]
        operation.view_func = _answering(operation.view_func)
        declared = set(operation.response_models)
        extra = dict(operation.openapi_extra or {})
        extra["responses"] = {
            **{status: _problem(status) for status in _REFUSALS if status not in declared},
            **extra.get("responses", {}),
        }
        operation.openapi_extra = extra


def _answering(handler: Callable[..., Any]) -> Callable[..., Any]:
    if inspect.isgeneratorfunction(handler) or inspect.isasyncgenfunction(handler):
        return handler
    if inspect.iscoroutinefunction(handler):

        @functools.wraps(handler)
        async def answer_later(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            try:
                return _plain(await handler(request, *args, **kwargs))
            except DomainError as refusal:
                return answered_here(request, refusal)

        return answer_later

    @functools.wraps(handler)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            return _plain(handler(request, *args, **kwargs))
        except DomainError as refusal:
            return answered_here(request, refusal)

    return answer


def _plain(result: Any) -> Any:
    if isinstance(result, _Created):
        value = _plain(result.value)
        return (201, value) if Status is None else Status(201, value)
    return list(result) if isinstance(result, tuple) else result


def _problem(status: int) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}
    return {"description": HTTPStatus(status).phrase, "content": content}
