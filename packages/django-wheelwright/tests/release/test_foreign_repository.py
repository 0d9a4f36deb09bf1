"""
Does a repository that holds nothing of this one get from nothing to a released 2.0.0?

One package at its root: no packages/, no archive, no CHANGELOG, no .gitignore, and a build back end
that is not installed beside the tool.
"""

import os

import pytest
from command import run
from crate_kit import Crate, backend_wheel

from wheelwright.archive import provenance
from wheelwright.index import contents
from wheelwright.index.devpi import STABLE


@pytest.fixture(scope="module")
def links(tmp_path_factory):
    return {"UV_FIND_LINKS": str(backend_wheel(tmp_path_factory.mktemp("links")))}


@pytest.fixture(scope="module")
def release(index, index_data, links, tmp_path_factory):
    cache = str(tmp_path_factory.getbasetemp() / "wheelwright-cache")

    def call(crate, *words):
        options = ["--index", index.url, "--data", index_data, "--devpi", index.programs]
        options += ["--cache", cache, "--fast", "--postgres", os.environ["DATABASE_URL"]]
        return run("release", ".", *options, *words, cwd=crate.folder, environment=links)

    return call


@pytest.fixture(scope="module")
def crate(tmp_path_factory):
    return Crate(tmp_path_factory.mktemp("crate"), "parcels-app")


@pytest.fixture(scope="module")
def first(crate, release):
    crate.first()
    return release(crate, "--first")


@pytest.fixture(scope="module")
def second(crate, first, release):
    assert first.status == 0, first.errors
    crate.second()
    return release(crate)


class TestFromNothing:
    def test_the_second_release_is_rehearsed_from_the_first_and_reaches_stable(
        self, second, crate, index
    ):
        assert second.status == 0, second.errors
        assert "from 1.0.0: no error finding" in second.output
        assert set(contents.digests(index.simple(STABLE), crate.name)) == {
            "parcels_app-1.0.0-py3-none-any.whl",
            "parcels_app-2.0.0-py3-none-any.whl",
        }

    def test_the_changelog_is_made(self, second, crate):
        text = (crate.folder / "CHANGELOG.md").read_text()

        assert text.startswith("# Changelog of parcels-app\n")
        assert text.index("## 2.0.0") < text.index("look for twins") < text.index("## 1.0.0")

    def test_the_repository_is_left_clean_though_it_ignores_nothing(self, second, crate):
        assert crate.git("status", "--porcelain") == ""

    def test_every_wheel_can_be_made_again(self, second, crate, links):
        verified = run("verify", cwd=crate.folder, environment=links)

        assert verified.status == 0, verified.errors
        assert verified.output.count("reproduced") == 2
        assert len(provenance.read(crate.folder / "releases")) == 2


class TestWhatIsRefusedAtOnce:
    def test_a_back_end_of_any_version(self, tmp_path, release):
        crate = Crate(tmp_path, "loose-app")
        crate.first(pin=">=1")

        said = release(crate, "--first")

        assert said.status == 2
        assert "crate-backend>=1" in said.errors
        assert 'requires = ["crate-backend==1.2.3"]' in said.errors
