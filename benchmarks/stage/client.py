"""
A fixed number of requests over a few kept-alive connections, from one process.
"""

import asyncio
import dataclasses
import json
import time


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    What a server said, and how many seconds it took.
    """

    status: int
    body: bytes
    seconds: float

    def json(self) -> object:
        return json.loads(self.body)


class Connection:
    """
    One kept-alive HTTP/1.1 connection, opened when first used, and again when the server ends it.
    """

    def __init__(self, port: int, token: str) -> None:
        self.port = port
        self._always = (
            f"Host: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
            "X-Forwarded-Proto: https\r\n"  # as the balancer in front of production would say
        )
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, *, body: object = None, headers: str = ""
    ) -> Answer:
        """
        One request; `body` is sent as JSON.
        """
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._streams
        content = b"" if body is None else json.dumps(body).encode()
        if content:
            headers += f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n"
        started = time.perf_counter()
        writer.write(f"{method} {path} HTTP/1.1\r\n{self._always}{headers}\r\n".encode() + content)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        _, found, rest = head.partition("content-length:")
        answer = await reader.readexactly(int(rest.split("\r\n", 1)[0])) if found else b""
        if "connection: close" in head or not found:
            await self.close()
        return Answer(status=status, body=answer, seconds=time.perf_counter() - started)

    async def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def load(port: int, token: str, paths: list[str], *, connections: int) -> list[Answer]:
    """
    Every path once, over that many connections at a time.
    """
    waiting = iter(paths)
    answers: list[Answer] = []

    async def work() -> None:
        connection = Connection(port, token)
        for path in waiting:
            answers.append(await connection.ask("GET", path))
        await connection.close()

    await asyncio.gather(*(work() for _ in range(connections)))
    return answers
