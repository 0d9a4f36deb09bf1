"""
How are routers mounted whose handlers return what a domain's api returned, tuples included?
"""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router

from host.edge.storable import require_key_fits
from host.telemetry.context import note_command


def guarded(router: Router) -> Router:
    """
    The router, whose handlers' tuples are lists: ninja takes one of two for (status, body), so a
    list of exactly two rows was a failure. Routers of newer releases cannot make that mistake.
    """
    for path in router.path_operations.values():
        for operation in path.operations:
            operation.view_func = _as_list(operation.view_func)
    return router


def _as_list(handler: Callable[..., Any]) -> Callable[..., Any]:
    name = f"{handler.__module__.partition('.')[0]}.{handler.__name__}"

    @functools.wraps(handler)
    def answer(request: HttpRequest, **values: Any) -> Any:
        note_command(name)
        require_key_fits(request)
        made = handler(request, **values)
        return list(made) if isinstance(made, tuple) and not _with_status(made) else made

    return answer


def _with_status(made: tuple[Any, ...]) -> bool:
    return len(made) == 2 and isinstance(made[0], int)
