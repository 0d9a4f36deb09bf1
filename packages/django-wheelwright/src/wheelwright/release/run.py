"""
One release: the steps in their order, each done or found done.
"""

import contextlib
import fcntl
import pathlib
from collections.abc import Callable, Iterator, Sequence

from wheelwright.adapters import scratch
from wheelwright.release import git
from wheelwright.release.errors import MachineFailed, NotReady
from wheelwright.release.plan import Plan
from wheelwright.release.step_result import Made
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
    with _machine("preparation"), _alone(plan.work):
        git.tidy(plan.root)
        for number, step in enumerate(steps, 1):
            begins(number, step.name)
            with _machine(step.name):
                made = step.run(plan, made)
            did(number, step.name, made.said)


@contextlib.contextmanager
def _machine(step: str) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        raise MachineFailed(step, exc) from exc


@contextlib.contextmanager
def _alone(work: pathlib.Path) -> Iterator[None]:
    scratch.kept_beside_source(work)
    with (work / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as exc:
            raise NotReady(
                "Another release runs from this folder.", "Wait for it, or stop it."
            ) from exc
        yield
