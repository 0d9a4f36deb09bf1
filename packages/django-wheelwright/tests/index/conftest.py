"""
A real index, and a "public" one on this machine that it mirrors.
"""

import functools
import hashlib
import http.server
import pathlib
import threading

import pytest
from index_kit import PROGRAMS, make_wheel

from wheelwright.adapters.postgres import free_port
from wheelwright.index.devpi import Devpi
from wheelwright.index.server import serving


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """
    What the "public" index was asked for.
    """
    return []


@pytest.fixture(scope="module")
def public(asked, tmp_path_factory) -> str:
    """
    A "public" index on this machine that offers a name of ours, with a higher version, and another.
    """
    root = tmp_path_factory.mktemp("public")
    for name, version in (("spoke-app", "99.0"), ("something", "1.0")):
        wheel = make_wheel(root / "simple" / name, name, version)
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        (wheel.parent / "index.html").write_text(
            f'<!doctype html><a href="{wheel.name}#sha256={digest}">{wheel.name}</a>'
        )
    links = "".join(f'<a href="{n}/">{n}</a>' for n in ("spoke-app", "something"))
    (root / "simple" / "index.html").write_text(f"<!doctype html>{links}")

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, template: str, *args: object) -> None:
            asked.append(str(args[0]))

    handler = functools.partial(Quiet, directory=str(root))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/simple/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def index_data(tmp_path_factory) -> pathlib.Path:
    return tmp_path_factory.mktemp("index") / "data"


@pytest.fixture(scope="module")
def index(public, index_data) -> Devpi:
    with serving(index_data, PROGRAMS, port=free_port(), upstream=public) as devpi:
        yield devpi
