"""
Is every error of the API a problem answer (RFC 9457), also one that no view has made?
"""

import json
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from host.edge.problems import MEDIA_TYPE, problem
from host.telemetry.context import current_id

API = "/api/"
# What the caller can do about an error that comes without a sentence of its own.
_SENTENCES = {
    400: "The request cannot be read. Check its address, its Host header and its encoding.",
    401: "Log in, or send a known token as `Authorization: Bearer <token>`.",
    403: "You may not do this. Ask the person who looks after your benefits system.",
    404: "There is nothing at this address.",
    405: "This address does not know the method {method}. It takes {allow}.",
    413: "The request is larger than this host reads. Send less at a time.",
    500: "Something broke on our side, and nothing was changed. Try once more with the same "
    "Idempotency-Key.",
}
_CODES = {
    400: "bad-request",
    401: "not-authenticated",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    500: "internal-error",
}


class ApiAnswers:
    """
    Stands behind the log alone: what comes from the other middlewares, the URLs and Django's own
    pages goes through here, and is logged by the code that its caller is told.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code < 400 or not request.path_info.startswith(API):
            return answer
        if settings.DEBUG and answer.status_code == 500:
            return answer  # with the traceback, for whom it is made
        return _with_request_id(_as_problem(request, answer), current_id())


def _as_problem(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """
    The answer, with its headers and a body that is a problem.
    """
    if answer.headers.get("Content-Type") == MEDIA_TYPE:
        return _challenging(answer)
    status = answer.status_code
    code = _CODES.get(status, f"http-{status}")
    sentence = _SENTENCES.get(status, f"{HTTPStatus(status).phrase}.").format(
        method=request.method, allow=answer.headers.get("Allow", "")
    )
    made = problem(code, code.title().replace("-", ""), sentence, status)
    answer.content = made.content
    answer.headers["Content-Type"] = MEDIA_TYPE
    answer.headers["Content-Length"] = str(len(made.content))
    return _challenging(answer)


def _challenging(answer: HttpResponse) -> HttpResponse:
    if answer.status_code == 401:
        answer.headers.setdefault("WWW-Authenticate", 'Bearer realm="api"')
    return answer


def _with_request_id(answer: HttpResponse, request_id: str) -> HttpResponse:
    """
    The answer with `request_id`: what to name in a question.
    """
    if request_id:
        answer.content = json.dumps(json.loads(answer.content) | {"request_id": request_id})
        answer.headers["Content-Length"] = str(len(answer.content))
    return answer
