"""
Which request, command or task is this thread carrying out, for whom, and what went wrong?
"""

import contextlib
import contextvars
import dataclasses
import time
import uuid
from collections.abc import Iterator


@dataclasses.dataclass(slots=True, kw_only=True)
class Work:
    """
    What a line will say. `actor` is the number of a log-in: never its name.
    """

    request_id: str
    started: float = dataclasses.field(default_factory=time.perf_counter)
    actor: int | None = None
    command: str = ""
    refusal: str = ""
    error: BaseException | None = None

    def milliseconds(self) -> float:
        """
        Since it began.
        """
        return round((time.perf_counter() - self.started) * 1000, 1)


_current: contextvars.ContextVar[Work | None] = contextvars.ContextVar("work", default=None)


@contextlib.contextmanager
def work(request_id: str = "") -> Iterator[Work]:
    """
    What is done inside belongs to this request, or to the one around it, or to a new one.
    """
    around = _current.get()
    made = Work(request_id=request_id or (around.request_id if around else new_id()))
    token = _current.set(made)
    try:
        yield made
    finally:
        _current.reset(token)


def new_id() -> str:
    """
    A request's id, where the caller sent none.
    """
    return uuid.uuid4().hex


def note_actor(number: int) -> None:
    """
    Whose log-in it is, as soon as that is known.
    """
    if current := _current.get():
        current.actor = number


def note_command(name: str) -> None:
    """
    Which operation is asked for, where an address alone does not say it.
    """
    if current := _current.get():
        current.command = name


def note_refusal(code: str) -> None:
    """
    What was refused, for who shows it on a page and not as a problem answer.
    """
    if current := _current.get():
        current.refusal = code


def note_error(error: BaseException | None) -> None:
    """
    What went wrong, for who answers it and so keeps it from whoever would have logged it.
    """
    if current := _current.get():
        current.error = error


def current_id() -> str:
    """
    The id of the present request; empty outside of one.
    """
    current = _current.get()
    return current.request_id if current else ""
