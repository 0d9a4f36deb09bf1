"""
Do the two proxies as they lie in deploy/ refuse what is too long, and say what the host must know?
"""

import contextlib
import http.client
import http.server
import pathlib
import shutil
import subprocess
import threading
from collections.abc import Iterator

import pytest

from deploy.drills.site import Host, asked, proxy_before, until
from tests.conftest import REPOSITORY, succeed
from wheelwright.adapters.postgres import free_port

MEGABYTE = 1024 * 1024


class Site(http.server.BaseHTTPRequestHandler):
    """
    A host that counts what reaches it, and says what it was told.
    """

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._answer("")

    def do_POST(self) -> None:
        # A proxy that streams stops in the middle of a body that is too long.
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(str(len(body)))

    def _answer(self, body: str) -> None:
        told = f"{body} {self.headers.get('X-Forwarded-Proto', '')} {self.headers.get('Host', '')}"
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told.encode())

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def site() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture(params=["caddy", "nginx"])
def proxy(
    request: pytest.FixtureRequest, site: int, tmp_path: pathlib.Path
) -> Iterator[http.client.HTTPConnection]:
    with {"caddy": _caddy, "nginx": _nginx}[request.param](site, tmp_path) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        with contextlib.closing(connection):
            yield connection


@contextlib.contextmanager
def _caddy(site: int, folder: pathlib.Path) -> Iterator[int]:
    hosts = tuple(Host(name=name, folder=folder, env={}, port=site) for name in "ab")
    with proxy_before(hosts, folder) as proxy:
        yield proxy.port


@contextlib.contextmanager
def _nginx(site: int, folder: pathlib.Path) -> Iterator[int]:
    """
    deploy/nginx.conf with ports of this test, and plain HTTP: the certificate is another matter.
    """
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("no nginx here")
    port = free_port()
    text = (REPOSITORY / "deploy" / "nginx.conf").read_text()
    text = text.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    text = text.replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
    text = text.replace("127.0.0.1:8001", f"127.0.0.1:{site}")
    text = text.replace("127.0.0.1:8002", f"127.0.0.1:{site}")
    text = "\n".join(line for line in text.splitlines() if "ssl_certificate" not in line)
    (folder / "site.conf").write_text(text)
    own = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off; {own} include {folder}/site.conf; }}\n"
    )
    words = [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    succeed([*words, "-t"])
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            until("nginx serves", lambda: asked(port, "/")[0] == 200)
            yield port
        finally:
            process.terminate()


def test_a_body_of_eleven_megabytes_is_refused(proxy: http.client.HTTPConnection):
    proxy.putrequest("POST", "/api/v1/")
    proxy.putheader("Content-Length", str(11 * MEGABYTE))
    proxy.putheader("Idempotency-Key", "k")
    proxy.endheaders()
    with contextlib.suppress(ConnectionError):  # it may hang up before the last byte
        proxy.send(b"x" * (11 * MEGABYTE))

    assert proxy.getresponse().status == 413


def test_a_body_of_two_megabytes_arrives_with_what_the_host_must_know(
    proxy: http.client.HTTPConnection,
):
    proxy.request("POST", "/", b"x" * (2 * MEGABYTE))
    answer = proxy.getresponse()

    assert answer.status == 200
    assert answer.read().decode().partition(":")[0] == f"{2 * MEGABYTE} https 127.0.0.1"
