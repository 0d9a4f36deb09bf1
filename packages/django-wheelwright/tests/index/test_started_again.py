"""
Does an index go on as what it was when it is started again?
"""

import dataclasses
import pathlib
import urllib.error
import urllib.request

import pytest
from index_kit import PROGRAMS, make_wheel, promote, sha256

from wheelwright.adapters.postgres import free_port
from wheelwright.index import folder as folders
from wheelwright.index.devpi import Devpi
from wheelwright.index.publish import publish
from wheelwright.index.server import serving


@pytest.fixture(scope="module")
def half_made(tmp_path_factory) -> pathlib.Path:
    data = tmp_path_factory.mktemp("half_made")
    (data / ".wheelwright-index").touch()
    (data / "server").mkdir()
    (data / "server" / "leftover").touch()
    return data


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> pathlib.Path:
    return make_wheel(tmp_path_factory.mktemp("wheel"), "hub-app", "1.0")


@pytest.fixture(scope="module")
def stopped(public, half_made, wheel) -> Devpi:
    with serving(half_made, PROGRAMS, port=free_port(), upstream=public) as devpi:
        publish(devpi, [wheel])
    return devpi


class TestALife:
    """
    Of an index that found its folder half made, took a release and was stopped.
    """

    def test_nothing_of_the_half_made_one_is_left(self, stopped, half_made):
        assert not (half_made / "server" / "leftover").exists()

    def test_does_not_answer_once_stopped(self, stopped):
        with pytest.raises(urllib.error.URLError):
            urllib.request.urlopen(f"{stopped.url}/+api", timeout=5)

    def test_starts_again_with_what_it_had_and_the_same_token(self, stopped, half_made, wheel):
        with serving(half_made, PROGRAMS, port=free_port()) as again:
            assert (again.password, again.promoter) == (stopped.password, stopped.promoter)
            assert promote(again, "hub-app==1.0") == {wheel.name: sha256(wheel)}


class TestAnIndexFromBefore:
    """
    There was a promoter: its publisher could reach stable.
    """

    def test_separates_them_at_its_next_start(self, public, tmp_path):
        data = tmp_path / "data"
        with serving(data, PROGRAMS, port=free_port(), upstream=public) as first:
            known = folders.recall(data)
        folders.remember(data, dataclasses.replace(known, promoter=""))

        with serving(data, PROGRAMS, port=free_port(), upstream=public) as again:
            wheel = make_wheel(tmp_path, "hub-app", "1.0")
            publish(again, [wheel])

            assert promote(again, "hub-app==1.0") == {wheel.name: sha256(wheel)}
            assert again.promoter not in ("", first.promoter)
