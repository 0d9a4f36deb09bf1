"""
One release: the steps in their order, each done or found done.
"""

import contextlib
import fcntl
import pathlib
from collections.abc import Callable, Iterator, Sequence

from wheelwright.release.errors import MachineFailed, NotReady
from wheelwright.release.made import Made
from wheelwright.release.plan import Plan
from wheelwright.release.steps import STEPS, Step

type Begins = Callable[[int, str], None]
type Did = Callable[[int, str, str], None]


def until(name: str | None) -> tuple[Step, ...]:
    """
    The steps up to and including the named one; all without a name.
    """
    names = [step.name for step in STEPS]
    return STEPS[: names.index(name) + 1] if name else STEPS


def run(plan: Plan, steps: Sequence[Step], *, begins: Begins, did: Did) -> None:
    """
    Run the steps; `begins` and `did` hear of each, numbered from 1.

    Raises:
        CannotRun: if a step cannot run; what is done stays done, and the next run goes on there.
        Stopped: if a step found errors.
    """
    made = Made()
    with _alone(plan.work):
        for number, step in enumerate(steps, 1):
            begins(number, step.name)
            try:
                made = step.run(plan, made)
            except OSError as exc:
                raise MachineFailed(step.name, exc) from exc
            did(number, step.name, made.said)


@contextlib.contextmanager
def _alone(work: pathlib.Path) -> Iterator[None]:
    try:
        work.mkdir(parents=True, exist_ok=True)
        lock = (work / ".lock").open("w")
    except OSError as exc:
        raise MachineFailed("plan", exc) from exc
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as exc:
            raise NotReady(
                "Another release runs from this folder.", "Wait for it, or stop it."
            ) from exc
        yield
