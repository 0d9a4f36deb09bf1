"""
How does one warm process answer many commands, each in a process of its own?

Django is set up once; each command runs in a fork, so nothing a package does to its process
reaches the next command. Everything is said as JSON lines on a pipe, because packages print.
"""

import json
import os
import select
import signal
import sys
import traceback
from collections.abc import Callable, Mapping
from typing import Any

from wheelwright.agent.say import Say


def main(requests: int, answers: int) -> None:
    """
    Answer commands until the request pipe closes, however its other end died.
    """
    out = os.fdopen(answers, "w", encoding="utf-8")

    def say(event: str, **facts: Any) -> None:
        out.write(json.dumps({"event": event, **facts}, default=str) + "\n")
        out.flush()

    try:
        commands = _set_up()
    except BaseException as exc:
        say("error", type=type(exc).__name__, message=str(exc), trace=traceback.format_exc())
        say("end", status=1)
        return
    say("end", status=0)
    buffer = b""
    while True:
        chunk = os.read(requests, 65536)
        if not chunk:
            return
        buffer += chunk
        while b"\n" in buffer:
            line, buffer = buffer.split(b"\n", 1)
            _answer(commands, json.loads(line), requests, say)


def _set_up() -> Mapping[str, Callable[..., None]]:
    import django  # here: what fails in it is an answer, not a crash

    django.setup()
    from wheelwright.agent import commands  # it needs the apps

    sys.dont_write_bytecode = True
    return commands.COMMANDS


def _answer(
    commands: Mapping[str, Callable[..., None]], request: dict[str, Any], requests: int, say: Say
) -> None:
    alive, held = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(alive)
        os.setpgid(0, 0)
        status = 1
        try:
            _use_database(request.pop("database", None))
            commands[request.pop("command")](say=say, **request)
            status = 0
        except BaseException as exc:
            say("error", type=type(exc).__name__, message=str(exc), trace=traceback.format_exc())
        finally:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            os._exit(status)
    os.close(held)
    while True:
        ready, _, _ = select.select([alive, requests], [], [])
        if alive in ready:
            break
        # Nothing is sent while a command runs: readable means that our starter is gone.
        os.killpg(child, signal.SIGKILL)
        os._exit(1)
    os.close(alive)
    _, code = os.waitpid(child, 0)
    say("end", status=os.waitstatus_to_exitcode(code))


def _use_database(name: str | None) -> None:
    if name is None:
        return
    from django.db import connections  # here: only after set-up

    connections["default"].settings_dict["NAME"] = name
