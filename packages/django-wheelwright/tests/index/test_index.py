"""
Does a real index take releases once, promote the same bytes, and put our names first?
"""

import functools
import hashlib
import http.server
import os
import pathlib
import subprocess
import sys
import threading
import urllib.error
import urllib.request
import zipfile

import pytest

from wheelwright.adapters.postgres import free_port
from wheelwright.index import contents
from wheelwright.index.devpi import HOST, OWNER, PUBLISHER, STABLE, STAGING, Devpi, serving
from wheelwright.index.errors import IndexFailed, OtherBytes
from wheelwright.index.publish import promote, publish

PROGRAMS = pathlib.Path(__file__).resolve().parents[4] / ".venv-index" / "bin"


def make_wheel(folder: pathlib.Path, name: str, version: str, code: str = "") -> pathlib.Path:
    """
    A real, installable wheel of one module.
    """
    folder.mkdir(parents=True, exist_ok=True)
    module = name.replace("-", "_")
    path = folder / f"{module}-{version}-py3-none-any.whl"
    info = f"{module}-{version}.dist-info"
    files = {
        f"{module}.py": code or f"VERSION = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{each},,\n" for each in (*files, f"{info}/RECORD"))
    with zipfile.ZipFile(path, "w") as archive:
        for each, text in files.items():
            archive.writestr(zipfile.ZipInfo(each), text)
    return path


@pytest.fixture(scope="module")
def public(tmp_path_factory) -> str:
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
        def log_message(self, *args: object) -> None:
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(root))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/simple/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def index(public, tmp_path_factory) -> Devpi:
    data = tmp_path_factory.mktemp("index") / "data"
    with serving(data, PROGRAMS, port=free_port(), upstream=public) as devpi:
        yield devpi


def served(index: Devpi, where: str, package: str) -> dict[str, str]:
    return contents.digests(index.simple(where), package)


def sha256(wheel: pathlib.Path) -> str:
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


class TestPublishAndPromote:
    def test_stable_serves_the_bytes_that_were_staged(self, index, tmp_path):
        wheel = make_wheel(tmp_path, "hub-app", "1.0")

        assert publish(index, [wheel]) == {wheel.name}
        assert promote(index, [("hub-app", "1.0")]) == {wheel.name: sha256(wheel)}

        assert served(index, STABLE, "hub-app") == {wheel.name: sha256(wheel)}

    def test_stable_has_nothing_before_it_is_promoted(self, index, tmp_path):
        publish(index, [make_wheel(tmp_path, "rim-app", "1.0")])

        assert served(index, STABLE, "rim-app") == {}

    def test_doing_it_again_changes_nothing(self, index, tmp_path):
        wheel = make_wheel(tmp_path, "axle-app", "1.0")
        for _ in range(2):
            publish(index, [wheel])
            promote(index, [("axle-app", "1.0")])

        assert publish(index, [wheel]) == frozenset()

    def test_other_bytes_under_the_same_name_are_refused(self, index, tmp_path):
        wheel = make_wheel(tmp_path, "nipple-app", "1.0")
        publish(index, [wheel])
        edited = make_wheel(tmp_path / "edited", "nipple-app", "1.0", code="EDITED = True\n")

        with pytest.raises(OtherBytes, match="release the next version"):
            publish(index, [edited])

        assert served(index, STAGING, "nipple-app") == {wheel.name: sha256(wheel)}

    def test_a_release_nobody_staged_cannot_be_promoted(self, index):
        with pytest.raises(IndexFailed, match=r"has no hub-app 7\.0"):
            promote(index, [("hub-app", "7.0")])


class TestWhatIsReleasedStays:
    @pytest.fixture
    def released(self, index, tmp_path):
        wheel = make_wheel(tmp_path, "felloe-app", "1.0")
        publish(index, [wheel])
        promote(index, [("felloe-app", "1.0")])
        return wheel

    @pytest.mark.parametrize("user", [PUBLISHER, OWNER])
    def test_nobody_deletes_it(self, index, released, user):
        with pytest.raises(IndexFailed):
            index.client(user, ("use", STABLE), ("remove", "-y", "felloe-app==1.0"))

        assert served(index, STABLE, "felloe-app") == {released.name: sha256(released)}

    def test_the_index_itself_refuses_a_second_upload(self, index, released, tmp_path):
        edited = make_wheel(tmp_path / "edited", "felloe-app", "1.0", code="EDITED = True\n")

        done = subprocess.run(
            [PROGRAMS / "twine", "upload", "--non-interactive", "--repository-url"]
            + [f"{index.url}/{STABLE}/", edited],
            env={
                **os.environ,
                "TWINE_USERNAME": PUBLISHER,
                "TWINE_PASSWORD": index.passwords[PUBLISHER],
            },
            capture_output=True,
            text=True,
        )

        assert done.returncode != 0
        assert served(index, STABLE, "felloe-app") == {released.name: sha256(released)}


class TestShadowing:
    def install(self, index, name, tmp_path) -> str:
        subprocess.run(
            [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--target", tmp_path / name]
            + ["--index-url", index.simple(HOST), "--no-cache", name],
            check=True,
            capture_output=True,
            text=True,
            env={k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_INDEX"))},
        )
        return next((tmp_path / name).glob("*.dist-info")).name

    def test_our_name_is_ours_however_high_the_public_version(self, index, tmp_path):
        publish(index, [make_wheel(tmp_path, "spoke-app", "1.0")])
        promote(index, [("spoke-app", "1.0")])

        assert self.install(index, "spoke-app", tmp_path) == "spoke_app-1.0.dist-info"

    def test_other_names_come_from_the_public_index(self, index, tmp_path):
        assert self.install(index, "something", tmp_path) == "something-1.0.dist-info"


class TestServing:
    def test_a_port_in_use_is_named_and_nothing_is_left(self, index, tmp_path):
        port = int(index.url.rsplit(":", 1)[1])

        with pytest.raises(IndexFailed, match=f"Port {port} is in use"):
            serving(tmp_path / "data", PROGRAMS, port=port).__enter__()

        assert not (tmp_path / "data").exists()

    def test_a_missing_devpi_is_named(self, tmp_path):
        with pytest.raises(IndexFailed, match="make index"):
            serving(tmp_path / "data", tmp_path, port=free_port()).__enter__()

    def test_an_index_that_is_down_is_named(self):
        with pytest.raises(IndexFailed, match="does not answer"):
            contents.digests(f"http://127.0.0.1:{free_port()}/platform/stable/+simple/", "hub-app")

    def test_stops_answering_when_it_stops(self, public, tmp_path):
        with serving(tmp_path / "data", PROGRAMS, port=free_port(), upstream=public) as devpi:
            url = devpi.url
            urllib.request.urlopen(f"{url}/+api", timeout=5).close()

        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(f"{url}/+api", timeout=5)
