"""
Ask something that may never answer, and wait only so long.
"""

import threading
from collections.abc import Callable


class NoAnswer(Exception):
    """
    Nothing was answered in time.
    """


class Asked[T]:
    """
    A question that is asked in a thread of its own, by one caller at a time: who comes while it is
    still open waits for the same answer. So what hangs costs one thread, and nobody's patience.
    """

    def __init__(self, question: Callable[[], T]) -> None:
        self._question = question
        self._lock = threading.Lock()
        self._open: _Open[T] | None = None

    def answer(self, seconds: float) -> T:
        """
        The answer, or the exception that was raised instead of it.

        Raises:
            NoAnswer: if there is none in time.
        """
        with self._lock:
            if self._open is None or self._open.done.is_set():
                self._open = _Open(self._question)
            asked = self._open
        if not asked.done.wait(seconds):
            raise NoAnswer
        if asked.error is not None:
            raise asked.error
        return asked.found[0]


class _Open[T]:
    def __init__(self, question: Callable[[], T]) -> None:
        self.done = threading.Event()
        self.found: list[T] = []
        self.error: Exception | None = None
        self._question = question
        # A daemon: a process that ends does not wait for a database that hangs.
        threading.Thread(target=self._ask, name="patience", daemon=True).start()

    def _ask(self) -> None:
        try:
            self.found.append(self._question())
        except Exception as exc:
            self.error = exc
        finally:
            self.done.set()
