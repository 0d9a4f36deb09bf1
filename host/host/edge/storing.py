"""
Who may keep a copy of an answer? Nobody, unless a view says otherwise.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NoStore:
    """
    `Cache-Control: no-store` on pages and API answers: they are about people. Static files do not
    pass here, and keep what WhiteNoise says about them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer
