"""
What does a WSGI server run? Threads, not coroutines: half the CPU for the same page.
"""

import os
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

from host.production.start import require_fit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "host.settings.production")


class ProgramsHandler(WSGIHandler):
    """
    Programs with a token have neither session nor page: only API_MIDDLEWARE stands before them,
    of which each wraps the whole and has no hooks into single views.
    """

    def load_middleware(self, is_async: bool = False) -> None:
        """
        Build the chain of API_MIDDLEWARE.
        """
        self._view_middleware = []
        self._template_response_middleware = []
        self._exception_middleware = []
        chain = convert_exception_to_response(self._get_response)
        for path in reversed(settings.API_MIDDLEWARE):
            chain = convert_exception_to_response(import_string(path)(chain))
        self._middleware_chain = chain


site = get_wsgi_application()
require_fit()
programs = ProgramsHandler()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """
    The site, or for a request of a program to the API the shorter way.
    """
    of_program = "HTTP_AUTHORIZATION" in environ and environ["PATH_INFO"].startswith("/api/")
    return (programs if of_program else site)(environ, start_response)
