"""
How is one environment asked when there is no rehearsal around it?
"""

import contextlib
import pathlib
import threading
from collections.abc import Iterator, Mapping, Sequence

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
    warm: Sequence[str] = (),
) -> Iterator[Worker]:
    """
    A process of its own for as long as the block runs; `warm` are modules of the agent that it loads
    before it is asked anything.
    """
    with scratch.run_folder() as folder:
        parent = Parent(python, cwd=cwd, environment=environment, scratch=folder, warm=warm)
        with (
            contextlib.closing(parent),
            Worker(parent, name=name, deadline=Deadline(timeout), stop=threading.Event()) as asked,
        ):
            yield asked
