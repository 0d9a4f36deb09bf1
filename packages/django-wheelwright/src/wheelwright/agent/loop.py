"""
How does one warm process serve many cells, and answer each command in a process of its own?

Django is set up once, in the parent. Each cell gets a session, a fork of the parent, and each of its
commands a fork of the session, so nothing a package does to its process reaches another command.
Everything is said as JSON lines on pipes, because packages print.

While a command runs, the asker may send lines of two more kinds: {"reply": ...} is passed on to a
command that waits for one, {"kill": true} ends it. A pipe that closes means that the asker is gone.
"""

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from wheelwright.agent.events import Hear, Say


def main(requests: int, answers: int, *warm: str) -> None:
    """
    Set up, load what else is named to be warm, then open sessions until the request pipe closes,
    however its other end died.
    """
    say = _speaker(answers)
    try:
        commands = _set_up(warm)
    except BaseException as exc:
        say("error", type=type(exc).__name__, message=str(exc), trace=traceback.format_exc())
        say("end", status=1)
        return
    say("end", status=0)
    # A session that ends is nobody's zombie.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for request in _requests(requests):
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.close(requests)
            os.close(answers)
            try:
                _session(commands, **request)
            finally:
                os._exit(0)


def _session(
    commands: Mapping[str, Callable[..., None]], requests: str, answers: str, output: str
) -> None:
    """
    Answer the commands that come through a named pipe until it closes.
    """
    os.setpgid(0, 0)
    printed = os.open(output, os.O_WRONLY | os.O_APPEND)
    for stream in (1, 2):
        os.dup2(printed, stream)
    # Neither may wait for an asker who is gone already.
    said = os.open(answers, os.O_WRONLY | os.O_NONBLOCK)
    asked = os.open(requests, os.O_RDONLY | os.O_NONBLOCK)
    for pipe in (said, asked):
        os.set_blocking(pipe, True)
    say = _speaker(said)
    for request in _requests(asked):
        if "command" in request:  # else it was meant for a command that has just ended
            _answer(commands, request, asked, said, say)


def _speaker(answers: int) -> Say:
    out = os.fdopen(answers, "w", encoding="utf-8", closefd=False)

    def say(event: str, **facts: Any) -> None:
        out.write(json.dumps({"event": event, **facts}, default=str) + "\n")
        out.flush()

    return say


def _requests(pipe: int) -> Iterator[dict[str, Any]]:
    buffer = b""
    while chunk := os.read(pipe, 65536):
        buffer += chunk
        while b"\n" in buffer:
            line, buffer = buffer.split(b"\n", 1)
            yield json.loads(line)


def _set_up(warm: tuple[str, ...]) -> Mapping[str, Callable[..., None]]:
    import django  # here: what fails in it is an answer, not a crash

    django.setup()
    from wheelwright.agent import commands  # it needs the apps

    sys.dont_write_bytecode = True
    _warm(warm)
    return commands.COMMANDS


def _warm(modules: tuple[str, ...]) -> None:
    """
    Load what nearly every command needs, so that its forks need not.
    """
    from django.db import connections  # these need the settings
    from django.urls import get_resolver

    with contextlib.suppress(Exception, SystemExit):  # whoever needs the pages will say so
        list(get_resolver().url_patterns)
    for module in modules:
        importlib.import_module(module)
    connections.close_all()
    # What is here now lives as long as the process: a fork that collected it would copy its pages,
    # and a command is too short to gain by looking for more as often as Python does.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def _answer(
    commands: Mapping[str, Callable[..., None]],
    request: dict[str, Any],
    requests: int,
    answers: int,
    say: Say,
) -> None:
    alive, held = os.pipe()
    heard, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(alive)
        os.close(tell)
        os.setpgid(0, 0)
        if request.pop("talks", False):
            request["hear"] = _hearing(heard)
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
    with contextlib.suppress(OSError):
        os.setpgid(child, child)  # whichever of the two comes first: from now on it can be killed
    os.close(held)
    os.close(heard)
    _attend(child, alive, requests, tell)
    os.close(alive)
    os.close(tell)
    _, code = os.waitpid(child, 0)
    status = os.waitstatus_to_exitcode(code)
    if status < 0:
        os.write(answers, b"\n")  # it may have died in the middle of a line
    say("end", status=status)


def _attend(child: int, alive: int, requests: int, tell: int) -> None:
    """
    Wait for the end of a command, and pass on what the asker says meanwhile.
    """
    while True:
        ready, _, _ = select.select([alive, requests], [], [])
        if alive in ready:
            return
        said = os.read(requests, 65536)
        if not said:
            os.killpg(child, signal.SIGKILL)
            os._exit(1)
        for line in said.splitlines(keepends=True):
            if "kill" in json.loads(line):
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(child, signal.SIGKILL)
            else:
                with contextlib.suppress(BrokenPipeError):
                    os.write(tell, line)


def _hearing(heard: int) -> Hear:
    lines = os.fdopen(heard, "rb", buffering=0)

    def hear() -> Any:
        return json.loads(lines.readline())["reply"]

    return hear


def _use_database(name: str | None) -> None:
    if name is None:
        return
    if "://" in name:  # another server than the settings name
        from wheelwright.agent import elsewhere  # here: only after set-up

        elsewhere.lead_to(name)
        return
    from django.db import connections  # here: only after set-up

    connections["default"].settings_dict["NAME"] = name
