"""
Which server does a run work on: somebody's, named by its URL, or one of its own?
"""

import concurrent.futures
import contextlib
import os
import pathlib
import platform
from collections.abc import Iterator

from wheelwright.adapters import postgres
from wheelwright.adapters.cache import digest
from wheelwright.adapters.cluster import Image
from wheelwright.adapters.databases import Databases


@contextlib.contextmanager
def server(wanted: str | None, *, cache: pathlib.Path | None = None) -> Iterator[Databases]:
    """
    Databases on the server `wanted` names: a URL, a major version, or None for the embedded one.

    An own server starts while the block runs already; its templates are kept in `cache`.
    """
    if wanted and "://" in wanted:
        databases = Databases(wanted, throwaway=False)
        with contextlib.closing(databases):
            yield databases
        return
    port = postgres.free_port()
    image = Image(cache / "clusters" / f"{wanted or 'embedded'}-{_machine()}") if cache else None
    with contextlib.ExitStack() as stack, concurrent.futures.ThreadPoolExecutor(1) as starter:
        started = starter.submit(
            stack.enter_context, postgres.embedded(major=wanted or None, port=port, image=image)
        )
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        databases = Databases(url, throwaway=True, image=image, started=started)
        yield databases
        databases.keep()


def _machine() -> str:
    """
    What a cluster's files depend on beside the version that PostgreSQL itself checks.
    """
    settings = repr(sorted({**postgres.SETTINGS, **postgres.THROWAWAY}.items()))
    user = str(os.geteuid())
    return digest(platform.machine(), platform.libc_ver()[1], user, settings)[:12]
