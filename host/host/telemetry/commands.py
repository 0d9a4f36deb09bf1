"""
A line for each command of manage.py, and for each task of the engine.
"""

import contextlib
import importlib
import logging
from collections.abc import Iterator
from typing import Any

from host.settings.tasks import BACKPORT, BUILT_IN, MODULE
from host.telemetry.context import Work, current_id, work
from host.telemetry.lines import FIELDS, error_name
from host.telemetry.traces import span

logger = logging.getLogger("host.commands")
_running: dict[str, tuple[Work, contextlib.ExitStack]] = {}


@contextlib.contextmanager
def logged_command(name: str) -> Iterator[None]:
    """
    Says how a command ended; a refusal is an exit status that is not 0.
    """
    with work() as done:
        outcome = "failed"
        try:
            with span(f"command {name}"):
                yield
            outcome = "ok"
        except SystemExit as exc:
            outcome = "refused" if exc.code else "ok"
            raise
        except Exception as exc:
            done.error = exc
            raise
        finally:
            _log("command", name, outcome, done)


def watch_tasks() -> None:
    """
    Let every task that ends in this process have its line.
    """
    if BUILT_IN or BACKPORT:
        signals = importlib.import_module(f"{MODULE}.signals")
        signals.task_started.connect(_task_started, dispatch_uid="host.telemetry")
        signals.task_finished.connect(_task_finished, dispatch_uid="host.telemetry")


def _task_started(task_result: Any, **kwargs: Any) -> None:
    entered = contextlib.ExitStack()
    with work(current_id()) as begun:
        entered.enter_context(span(f"task {task_result.task.module_path}"))
    _running[str(task_result.id)] = (begun, entered)


def _task_finished(task_result: Any, **kwargs: Any) -> None:
    done, entered = _running.pop(str(task_result.id), (None, None))
    if done is None or entered is None:
        return
    entered.close()
    failed = str(task_result.status).upper().endswith("FAILED")
    _log("task", task_result.task.module_path, "failed" if failed else "ok", done)


def _log(event: str, name: str, outcome: str, done: Work) -> None:
    fields = {
        "request_id": done.request_id,
        "command": name,
        "outcome": outcome,
        "duration_ms": done.milliseconds(),
    }
    if done.error is not None:
        fields["error"] = error_name(done.error)
    logger.info(event, extra={FIELDS: fields})
