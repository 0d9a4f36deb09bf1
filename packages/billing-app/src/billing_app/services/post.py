"""
Send bytes to an address that is not one of our own network, and say what came back (C-39).
"""

import contextlib
import dataclasses
import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping

from billing_app.errors import EndpointNotAllowed
from billing_app.rules.addresses import is_loopback, is_public, require_url

# Of each step, and of the whole call: somebody who answers a byte at a time holds no relay.
STEP_SECONDS = 5.0
CALL_SECONDS = 15.0


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    The status and Retry-After of an answer, or status None and why there was none.
    """

    status: int | None
    retry_after: str = ""
    reason: str = ""


def post(url: str, headers: Mapping[str, str], body: bytes, *, loopback: bool) -> Answer:
    """
    POST, once: a redirect is an answer, and is not followed. The host is resolved once, every address
    it has must be public, and the call goes to one that was looked at.
    """
    try:
        scheme, host, port, target = require_url(url, loopback=loopback)
        address = _resolved(url, host, port, loopback)
        with _connected(scheme, host, port, address) as connection:
            connection.request("POST", target, body=body, headers=dict(headers))
            response = connection.getresponse()
            # The body is not read: it is nothing to us.
            return Answer(
                status=response.status, retry_after=response.getheader("Retry-After") or ""
            )
    except (OSError, http.client.HTTPException, EndpointNotAllowed, ValueError) as exc:
        return Answer(status=None, reason=f"{type(exc).__name__}: {exc}")


def _resolved(url: str, host: str, port: int, loopback: bool) -> str:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    for address in addresses:
        if not is_public(address) and not (loopback and is_loopback(address)):
            raise EndpointNotAllowed(url, f"{address} is not an address of the public internet")
    return addresses[0]


@contextlib.contextmanager
def _connected(
    scheme: str, host: str, port: int, address: str
) -> Iterator[http.client.HTTPConnection]:
    raw = socket.create_connection((address, port), timeout=STEP_SECONDS)
    # A second handle of the same connection, which stays ours whatever TLS does with the first.
    handle = raw.dup()
    timer = threading.Timer(CALL_SECONDS, _shut, [handle])
    timer.daemon = True
    timer.start()
    connection = http.client.HTTPConnection(host, port, timeout=STEP_SECONDS)
    if scheme == "https":
        connection.default_port = 443  # so that Host names no port
    try:
        connection.sock = _secured(raw, host) if scheme == "https" else raw
        yield connection
    finally:
        timer.cancel()
        connection.close()
        raw.close()
        handle.close()


def _secured(raw: socket.socket, host: str) -> socket.socket:
    return ssl.create_default_context().wrap_socket(raw, server_hostname=host)


def _shut(handle: socket.socket) -> None:
    with contextlib.suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)
