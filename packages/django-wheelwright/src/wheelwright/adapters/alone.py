"""
How is one environment asked when there is no rehearsal around it?
"""

import contextlib
import pathlib
import threading
from collections.abc import Iterator, Mapping

from wheelwright.adapters import scratch
from wheelwright.adapters.parent import Parent
from wheelwright.adapters.session import Deadline
from wheelwright.adapters.worker import Worker


@contextlib.contextmanager
def worker(
    python: pathlib.Path,
    *,
    name: str,
    cwd: pathlib.Path,
    environment: Mapping[str, str],
    timeout: float,
) -> Iterator[Worker]:
    """
    A process of its own for as long as the block runs.
    """
    with scratch.run_folder() as folder:
        parent = Parent(python, cwd=cwd, environment=environment, scratch=folder)
        with (
            contextlib.closing(parent),
            Worker(parent, name=name, deadline=Deadline(timeout), stop=threading.Event()) as asked,
        ):
            yield asked
