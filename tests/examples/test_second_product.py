"""
Does another product run on billing's wheel alone, as its guide says?
"""

import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from tests.conftest import REPOSITORY, own_temporary_files, run, succeed

PRODUCT = REPOSITORY / "examples" / "second-product"
SINCE = (2, 4)


def wheel() -> pathlib.Path:
    found = next((REPOSITORY / "dist").glob("billing_app-*.whl"))
    numbers = re.findall(r"\d+", found.name.split("-")[1])
    if tuple(map(int, numbers[:2])) < SINCE:
        pytest.skip("the product is written for billing-app 2.4 and newer")
    return found


@pytest.fixture(scope="module")
def installed(uv, tmp_path_factory) -> pathlib.Path:
    """
    A copy of the product with an environment of its own, filled from requirements.txt and the
    built wheels.
    """
    wheel()
    folder = tmp_path_factory.mktemp("product") / "second-product"
    shutil.copytree(PRODUCT, folder, ignore=shutil.ignore_patterns("__pycache__", ".venv"))
    succeed([uv, "venv", "--quiet", "--python", sys.executable, folder / ".venv"])
    # By their files, since a candidate may still be on its way to the release that is asked for.
    kit = next((REPOSITORY / "dist").glob("domain_kit-*.whl"))
    listed = (folder / "requirements.txt").read_text().splitlines()
    others = [line for line in listed if line and line[0] != "#" and "billing-app" not in line]
    succeed([uv, "pip", "install", "--quiet", "--python", folder / ".venv", wheel(), kit, *others])
    return folder


@pytest.fixture
def product(installed, database, tmp_path):
    """
    Run one command of the product on a database of the test's own.
    """
    env = {"DATABASE_URL": database, **own_temporary_files(tmp_path)}
    return lambda *words: run(
        [installed / ".venv" / "bin" / "python", *words], cwd=installed, env=env
    )


def test_its_tests_pass(product):
    done = product("-m", "pytest", "-q", "-p", "no:cacheprovider")

    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


def test_it_needs_no_other_domain(product):
    done = product("-c", "import billing_app, benefits_app")

    assert "No module named 'benefits_app'" in done.stderr


def test_its_migrations_are_complete(product):
    done = product("manage.py", "makemigrations", "--check", "--dry-run")

    assert done.returncode == 0, done.stdout + done.stderr


def test_it_is_served(installed, product, database):
    for words in (("migrate", "--verbosity", "0"), ("demo",)):
        done = product("manage.py", *words)
        assert done.returncode == 0, done.stdout + done.stderr
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [installed / ".venv" / "bin" / "python", "manage.py", "runserver", "--noreload", str(port)],
        cwd=installed,
        env={**os.environ, "DATABASE_URL": database},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        assert "Log in" in page(f"http://127.0.0.1:{port}/", server)
    finally:
        server.terminate()
        server.wait(20)


def page(address: str, server: subprocess.Popen[bytes]) -> str:
    """
    What is there once somebody answers.
    """
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert server.poll() is None, "the product's server ended"
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)  # polling the very thing awaited, with a deadline
    raise AssertionError(f"{address} did not answer")
