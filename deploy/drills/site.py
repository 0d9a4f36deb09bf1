"""
How do two hosts behind a proxy start, leave the traffic, and come back with another release?
"""

import contextlib
import dataclasses
import http.client
import json
import os
import pathlib
import secrets
import subprocess
import time
from collections.abc import Callable, Iterator
from typing import Any

from deploy.drills.environments import HOST, REPOSITORY, Release
from wheelwright.adapters.postgres import free_port

CADDY = REPOSITORY / ".venv-operating" / "bin" / "caddy"
# The proxy asks once a second; after three it has heard.
HEARD_AFTER = 3.0


def production(database: str) -> dict[str, str]:
    """
    The environment of a production host on this database. Its keys are new and open nothing.
    """
    return {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "host.settings.production",
        "DJANGO_SECRET_KEY": secrets.token_urlsafe(64),
        "DJANGO_ALLOWED_HOSTS": "127.0.0.1",
        "STRIPE_SECRET_KEY": f"sk_live_{secrets.token_hex(16)}",
        "STATUS_FOR": "anybody",  # the drill asks each host what it runs
        "TRUSTED_PROXIES": "127.0.0.1",
    }


@dataclasses.dataclass(slots=True, kw_only=True)
class Host:
    """
    One machine of the site: a port, a folder for its log and drain file, and what runs on it.
    """

    name: str
    folder: pathlib.Path
    env: dict[str, str]
    port: int = dataclasses.field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def drain_file(self) -> pathlib.Path:
        return self.folder / f"drain-{self.name}"

    def start(self, release: Release) -> None:
        """
        Start the release and wait until it says that it is ready.
        """
        self.drain_file.unlink(missing_ok=True)
        words = ["-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        words += ["--port", str(self.port), "--workers", "1", "--blocking-threads", "4"]
        words += ["--workers-kill-timeout", "30", "--log-level", "warning", "--no-ws"]
        with (self.folder / f"host-{self.name}.log").open("ab") as log:
            self.process = subprocess.Popen(
                [str(release.python), *words, "host.wsgi:application"],
                cwd=HOST,
                env={**os.environ, **self.env, "DRAIN_FILE": str(self.drain_file)},
                stdout=log,
                stderr=log,
            )
        until(f"host {self.name} is ready", lambda: self.asked("/readyz")[0] == 200)

    def leave(self, proxy: "Proxy") -> None:
        """
        Say "not ready", wait until the proxy has heard and nothing is under way, and stop.
        """
        self.drain_file.touch()
        until(f"host {self.name} says no", lambda: self.asked("/readyz")[0] == 503)
        heard_at = time.monotonic() + HEARD_AFTER
        until(
            f"host {self.name} has nothing under way",
            lambda: time.monotonic() > heard_at and proxy.under_way(self.port) == 0,
        )
        self.stop()

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)
            self.process = None

    def asked(self, path: str) -> tuple[int, bytes]:
        """
        Status and body of a page, past the proxy.
        """
        return asked(self.port, path)

    def wheels(self) -> tuple[str, ...]:
        """
        What it says it runs.
        """
        said = json.loads(self.asked("/status")[1])
        return tuple(f"{each['name']}=={each['version']}" for each in said["wheels"])


@dataclasses.dataclass(slots=True, kw_only=True)
class Proxy:
    """
    The proxy of deploy/Caddyfile.
    """

    port: int
    admin: int

    def under_way(self, port: int) -> int:
        """
        Requests that the proxy has sent to the host at this port and that are not answered.
        """
        upstreams: list[dict[str, Any]] = json.loads(
            asked(self.admin, "/reverse_proxy/upstreams")[1]
        )
        return sum(
            each["num_requests"] for each in upstreams if each["address"].endswith(f":{port}")
        )


@contextlib.contextmanager
def proxy_before(hosts: tuple[Host, Host], folder: pathlib.Path) -> Iterator[Proxy]:
    """
    The proxy, for as long as the block runs.
    """
    proxy = Proxy(port=free_port(), admin=free_port())
    env = {
        "SITE_ADDRESS": f"http://127.0.0.1:{proxy.port}",
        "PROXY_ADMIN": f"127.0.0.1:{proxy.admin}",
        "PROXY_STATE": str(folder / "caddy"),
        "HOST_A": f"127.0.0.1:{hosts[0].port}",
        "HOST_B": f"127.0.0.1:{hosts[1].port}",
        "HOME": str(folder),
    }
    words = [str(CADDY), "run", "--adapter", "caddyfile"]
    words += ["--config", str(REPOSITORY / "deploy" / "Caddyfile")]
    with (folder / "proxy.log").open("wb") as log:
        process = subprocess.Popen(words, env={**os.environ, **env}, stdout=log, stderr=log)
    try:
        until("the proxy serves", lambda: asked(proxy.port, "/livez")[0] == 200)
        yield proxy
    finally:
        process.terminate()
        process.wait(30)


def asked(port: int, path: str) -> tuple[int, bytes]:
    """
    Status and body of a page of a local server; (0, b"") if nobody answers.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    with contextlib.closing(connection):
        try:
            connection.request("GET", path, headers={"X-Forwarded-Proto": "https"})
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""


def until(what: str, holds: Callable[[], bool], *, seconds: float = 60) -> None:
    """
    Ask until it holds.

    Raises:
        SystemExit: if it does not, for a minute.
    """
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise SystemExit(f"After {seconds:.0f} s it is still not so that {what}.")
        time.sleep(0.1)
