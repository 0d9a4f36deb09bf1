"""
A way to the tests' database that can freeze, and that can break every connection, as an accident
does; the server itself, which other tests use, notices nothing.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit


class Way:
    """
    Passes bytes on, both ways, while `open`; a connection made meanwhile is accepted and not
    answered, as the kernel does for a process that is stopped.
    """

    def __init__(self, target: tuple[str, int]) -> None:
        self._target = target
        self.open = threading.Event()
        self.open.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._sockets: list[socket.socket] = []
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def freeze(self) -> None:
        """
        Let nothing through any more.
        """
        self.open.clear()

    def thaw(self) -> None:
        """
        Let everything through, what waited first.
        """
        self.open.set()

    def cut(self) -> None:
        """
        Break every connection, as a restart of the server does.
        """
        while self._sockets:
            with contextlib.suppress(OSError):
                self._sockets.pop().shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """
        Listen no more.
        """
        self.thaw()
        self._listener.close()
        self.cut()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                server = socket.create_connection(self._target)
                self._sockets += [client, server]
                for here, there in ((client, server), (server, client)):
                    threading.Thread(target=self._pass, args=(here, there), daemon=True).start()

    def _pass(self, here: socket.socket, there: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := here.recv(65536):
                self.open.wait()
                there.sendall(data)
        for each in (here, there):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def way_to(url: str) -> Iterator[tuple[Way, str]]:
    """
    A way to the database at a URL, and the URL that goes by it.
    """
    parts = urlsplit(url)
    way = Way((parts.hostname or "127.0.0.1", parts.port or 5432))
    user = f"{parts.username}:{parts.password or ''}@" if parts.username else ""
    try:
        yield way, urlunsplit(parts._replace(netloc=f"{user}127.0.0.1:{way.port}"))
    finally:
        way.close()
