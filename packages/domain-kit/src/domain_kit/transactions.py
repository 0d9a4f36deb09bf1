"""
How many transactions, and how many savepoints, does a command open?
"""

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from typing import Any

from django.db import transaction

type _Running = tuple[str, str, str]
"""A command that has begun and not ended: its table, the scope and the key."""


class CommandInsideItself(RuntimeError):
    """
    A command called itself, or another one of its table, under the key it is running for.
    """

    def __init__(self, command: str, key: str) -> None:
        super().__init__(command, key)
        self.command = command
        self.key = key

    def __str__(self) -> str:
        return (
            f"{self.command} was called with the idempotency key {self.key!r} while a command is "
            "running under that key. Derive a key of its own for the inner command."
        )


class RefusalSwallowed(transaction.TransactionManagementError):
    """
    An inner command was refused, which undoes the outer one, and the outer one went on.
    """

    def __init__(self, command: str) -> None:
        super().__init__(command)
        self.command = command

    def __str__(self) -> str:
        return (
            f"{self.command} went on after a refusal inside it, and the transaction they share "
            "can only be rolled back. Let the refusal pass, or call the inner command in an "
            "atomic() block of its own."
        )


class _Command:
    """
    The mark of a command that is running on a connection.

    A context is copied into tasks and threads and may outlive the command there: so the mark says
    on which connection, and whether it is still running.
    """

    __slots__ = ("connection", "joins", "open", "running")

    def __init__(self, connection: Any, running: _Running, joins: bool) -> None:
        self.connection = connection
        self.running = running
        self.joins = joins
        self.open = True


_commands: ContextVar[tuple[_Command, ...]] = ContextVar("domain_kit_commands", default=())


@contextlib.contextmanager
def command_transaction(
    using: str, *, command: str, running: _Running, joins: bool = True
) -> Iterator[None]:
    """
    The outermost command's transaction, joined by the commands inside it.

    The outermost opens atomic(): a transaction, or a savepoint in the caller's own atomic block,
    where the caller may catch a refusal. A command inside a command opens nothing: if it is
    refused, the outer one is undone as well. One that does not join, and one directly inside such
    a one, has its savepoint: the code around it may rely on that.

    Raises:
        CommandInsideItself: if a command is running under the same scope and key.
        RefusalSwallowed: if the block ends well although a refusal inside it has doomed it.
    """
    connection = transaction.get_connection(using)
    outer = [mark for mark in _commands.get() if mark.open and mark.connection is connection]
    if any(mark.running == running for mark in outer):
        raise CommandInsideItself(command, running[2])
    inside = joins and bool(outer) and outer[-1].joins and connection.in_atomic_block
    mark = _Command(connection, running, joins)
    token = _commands.set((*_commands.get(), mark))
    try:
        with transaction.atomic(using=using, savepoint=not inside):
            yield
            if connection.needs_rollback:
                raise RefusalSwallowed(command)
    finally:
        mark.open = False
        _commands.reset(token)
