"""
What may a page load? The Content-Security-Policy of SECURE_CSP, where Django has no such middleware.

Django has one since 6.0 (`django.middleware.csp`); this is for 5.2, and knows no nonces.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

HEADER = "Content-Security-Policy"


class ContentSecurityPolicy:
    """
    The header on every answer that has none of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault(HEADER, policy(settings.SECURE_CSP))
        return answer


def policy(directives: dict[str, list[str]]) -> str:
    """
    The header's value.
    """
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())
