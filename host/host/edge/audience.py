"""
For whom are pages that describe this host rather than serve its people?
"""

import functools
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

ANYBODY, STAFF, NOBODY = "anybody", "staff", "nobody"
View = Callable[..., HttpResponse]


def for_whom(setting: str) -> Callable[[View], View]:
    """
    A view for whom this setting says, at each request; for everybody else it does not exist.
    """

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not _is_for(request, getattr(settings, setting)):
                raise Http404
            return view(request, **kwargs)

        return checked

    return decorate


def _is_for(request: HttpRequest, audience: str) -> bool:
    if audience == ANYBODY:
        return True
    user: Any = getattr(request, "user", None)
    return audience == STAFF and bool(user and user.is_active and user.is_staff)
