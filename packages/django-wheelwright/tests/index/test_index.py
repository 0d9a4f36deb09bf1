"""
Does a real index take releases once, promote the same bytes, and put our names first?
"""

import os
import pathlib
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from index_kit import PROGRAMS, make_wheel, promote, record, served, sha256, twine

from wheelwright.adapters.postgres import free_port
from wheelwright.archive.errors import NotReleased, OtherThanReleased
from wheelwright.commands.index import fill
from wheelwright.index import contents, safe
from wheelwright.index import promote as promoting
from wheelwright.index.devpi import HOST, REHEARSAL, STABLE, STAGING
from wheelwright.index.errors import IndexFailed, NotRehearsed, OtherBytes, UnsafeWheel
from wheelwright.index.publish import publish
from wheelwright.index.server import serving, tokens_of


class TestPublishAndPromote:
    def test_stable_serves_the_bytes_that_were_staged(self, index, tmp_path):
        wheel = make_wheel(tmp_path, "hub-app", "1.0")

        assert publish(index, [wheel]) == {wheel.name}
        assert promote(index, "hub-app==1.0") == {wheel.name: sha256(wheel)}

        assert served(index, STABLE, "hub-app") == {wheel.name: sha256(wheel)}

    def test_stable_has_nothing_before_it_is_promoted(self, index, tmp_path):
        publish(index, [make_wheel(tmp_path, "rim-app", "1.0")])

        assert served(index, STABLE, "rim-app") == {}

    def test_doing_it_again_changes_nothing(self, index, tmp_path):
        wheel = make_wheel(tmp_path, "axle-app", "1.0")
        for _ in range(2):
            publish(index, [wheel])
            promote(index, "axle-app==1.0")

        assert publish(index, [wheel]) == frozenset()

    def test_other_bytes_under_the_same_name_are_refused(self, index, tmp_path):
        wheel = make_wheel(tmp_path, "nipple-app", "1.0")
        publish(index, [wheel])
        edited = make_wheel(tmp_path / "edited", "nipple-app", "1.0", code="EDITED = True\n")

        with pytest.raises(OtherBytes, match="release the next version"):
            publish(index, [edited])

        assert served(index, STAGING, "nipple-app") == {wheel.name: sha256(wheel)}

    def test_other_bytes_than_the_archive_has_are_not_promoted(self, index, tmp_path):
        publish(index, [make_wheel(tmp_path / "staged", "tyre-app", "1.0", code="EDITED = True\n")])
        released = make_wheel(tmp_path, "tyre-app", "1.0")

        with pytest.raises(OtherBytes):
            promoting.promote(
                index,
                [promoting.parse_release("tyre-app==1.0")],
                archived={released.name: sha256(released)},
            )

        assert served(index, STABLE, "tyre-app") == {}

    @pytest.mark.parametrize("text", ["hub-app", "hub-app==", "hub-app==one", "==1.0"])
    def test_what_is_not_a_release_is_refused(self, text):
        with pytest.raises(IndexFailed, match="Write it as"):
            promoting.parse_release(text)

    @pytest.mark.parametrize("address", ["", "index.example.com"])
    def test_an_address_that_is_none_is_a_sentence(self, address):
        with pytest.raises(IndexFailed, match="check its address"):
            contents.files(f"{address}/platform/staging/+simple", "hub-app")

    def test_what_is_not_a_wheel_is_refused(self, index, tmp_path):
        (tmp_path / "hub.whl").write_bytes(b"")

        with pytest.raises(IndexFailed, match=r"hub\.whl is not a wheel"):
            publish(index, [tmp_path / "hub.whl"])

    def test_a_release_nobody_staged_cannot_be_promoted(self, index):
        with pytest.raises(IndexFailed, match=r"has no hub-app 7\.0"):
            promote(index, "hub-app==7.0")


class TestOnlyWhatWasRehearsed:
    def test_what_nothing_speaks_for_is_not_promoted(self, index, tmp_path):
        publish(index, [make_wheel(tmp_path, "cog-app", "1.0")])

        with pytest.raises(NotRehearsed, match=r"Nothing says that cog_app-1\.0"):
            promoting.promote(index, [promoting.parse_release("cog-app==1.0")])

        assert served(index, STABLE, "cog-app") == {}

    def test_what_another_job_rehearsed_is_promoted_by_its_digest(self, index, tmp_path):
        wheel = make_wheel(tmp_path, "crank-app", "1.0")
        publish(index, [wheel])
        named = [promoting.parse_release("crank-app==1.0")]

        promoting.promote(index, named, rehearsed=sha256(wheel))

        assert served(index, STABLE, "crank-app") == {wheel.name: sha256(wheel)}

    def test_the_publisher_cannot_upload_to_stable(self, index, tmp_path):
        said = twine(index, STABLE, make_wheel(tmp_path, "pedal-app", "1.0"))

        assert "403" in said
        assert served(index, STABLE, "pedal-app") == {}

    def test_the_publisher_cannot_push_to_stable_either(self, index, tmp_path):
        publish(index, [make_wheel(tmp_path, "saddle-app", "1.0")])

        with pytest.raises(IndexFailed):
            index.client(("use", STAGING), ("push", "saddle-app==1.0", STABLE))

        assert served(index, STABLE, "saddle-app") == {}


class TestUnsafeWheels:
    @pytest.mark.parametrize(
        ("file", "sentence"),
        [
            ("../evil.py", "outside of site-packages"),
            ("/etc/evil.py", "outside of site-packages"),
            ("lamp_app/../../evil.py", "outside of site-packages"),
            ("lamp.pth", "at every start of Python"),
            ("lamp_app-1.0.data/purelib/lamp.pth", "at every start of Python"),
            ("sitecustomize.py", "at every start of Python"),
            ("usercustomize/__init__.py", "at every start of Python"),
            ("json/__init__.py", "hides json of the standard library"),
            ("bell_app/api.py", "belongs to bell-app"),
            ("lamp_app-1.0.data/platlib/bell_app/api.py", "belongs to bell-app"),
            ("bell_app-2.0.dist-info/METADATA", "describes another distribution"),
        ],
    )
    def test_are_not_published(self, index, tmp_path, file, sentence):
        archive = tmp_path / "releases"
        wheel = make_wheel(archive, "bell-app", "1.0", more={"bell_app/__init__.py": ""})
        unsafe = make_wheel(tmp_path, "lamp-app", "1.0", more={file: "import os\n"})

        with pytest.raises(UnsafeWheel, match=r"lamp_app-1\.0-py3-none-any\.whl is not") as refusal:
            publish(index, [unsafe], archive=archive)

        assert sentence in str(refusal.value)
        assert wheel.exists()
        assert served(index, STAGING, "lamp-app") == {}

    def test_a_namespace_may_be_shared(self, tmp_path):
        archive = tmp_path / "releases"
        make_wheel(archive, "bell-app", "1.0", more={"acme/bell/__init__.py": ""})
        wheel = make_wheel(tmp_path, "lamp-app", "1.0", more={"acme/lamp/__init__.py": ""})

        safe.require_safe(wheel, safe.brought(archive.glob("*.whl")))


class TestFilling:
    def test_takes_only_what_is_recorded(self, index, tmp_path):
        make_wheel(tmp_path, "chain-app", "1.0")

        with pytest.raises(NotReleased, match=r"without a record in provenance\.toml"):
            fill(index, tmp_path)

        assert served(index, STAGING, "chain-app") == {}

    def test_takes_nothing_that_was_changed(self, index, tmp_path):
        wheel = make_wheel(tmp_path, "chain-app", "1.0")
        record(tmp_path, wheel)
        make_wheel(tmp_path, "chain-app", "1.0", code="EDITED = True\n")

        with pytest.raises(OtherThanReleased, match="changed after its release"):
            fill(index, tmp_path)

        assert served(index, STAGING, "chain-app") == {}

    def test_publishes_and_promotes_what_is(self, index, tmp_path):
        wheel = make_wheel(tmp_path, "fork-app", "1.0")
        record(tmp_path, wheel)

        fill(index, tmp_path)

        assert served(index, STABLE, "fork-app") == {wheel.name: sha256(wheel)}


class TestWhatIsReleasedStays:
    @pytest.fixture
    def released(self, index, tmp_path):
        wheel = make_wheel(tmp_path, "felloe-app", "1.0")
        publish(index, [wheel])
        promote(index, "felloe-app==1.0")
        return wheel

    @pytest.mark.parametrize("force", [(), ("-f",)], ids=["politely", "by force"])
    @pytest.mark.parametrize("promoter", [False, True], ids=["publisher", "promoter"])
    def test_neither_principal_can_delete_it(self, index, released, promoter, force):
        principal = index.as_promoter() if promoter else index

        with pytest.raises(IndexFailed, match=r"Unauthorized|denied access"):
            principal.client(("use", STABLE), ("remove", "-y", *force, "felloe-app==1.0"))

        assert served(index, STABLE, "felloe-app") == {released.name: sha256(released)}

    @pytest.mark.parametrize(
        "words",
        [("index", STABLE, "volatile=True"), ("index", "-y", "--delete", STABLE)],
        ids=["make it volatile", "delete it"],
    )
    def test_neither_principal_can_touch_the_index(self, index, released, words):
        for principal in (index, index.as_promoter()):
            with pytest.raises(IndexFailed, match=r"Unauthorized|denied access"):
                principal.client(words)

        assert served(index, STABLE, "felloe-app") == {released.name: sha256(released)}

    def test_strangers_cannot_make_themselves_a_user(self, index):
        request = urllib.request.Request(
            f"{index.url}/stranger",
            method="PUT",
            data=b'{"password": "mine"}',
            headers={"Content-Type": "application/json"},
        )

        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(request, timeout=5)

    def test_the_index_itself_refuses_a_second_upload(self, index, released, tmp_path):
        edited = make_wheel(tmp_path / "edited", "felloe-app", "1.0", code="EDITED = True\n")

        assert "409" in twine(index, STAGING, edited)
        assert "409" in twine(index.as_promoter(), STABLE, edited)
        assert served(index, STABLE, "felloe-app") == {released.name: sha256(released)}


class TestShadowing:
    def install(self, index, name, tmp_path, where=HOST) -> str:
        subprocess.run(
            [sys.executable, "-m", "uv", "pip", "install", "--quiet", "--target", tmp_path / name]
            + ["--index-url", index.simple(where), "--no-cache", name],
            check=True,
            capture_output=True,
            text=True,
            env={k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "UV_INDEX"))},
        )
        return next((tmp_path / name).glob("*.dist-info")).name

    def test_our_name_is_ours_however_high_the_public_version(self, index, tmp_path):
        publish(index, [make_wheel(tmp_path, "spoke-app", "1.0")])
        promote(index, "spoke-app==1.0")

        assert self.install(index, "spoke-app", tmp_path) == "spoke_app-1.0.dist-info"

    def test_nor_does_a_rehearsal_see_the_public_one(self, index, tmp_path):
        publish(index, [make_wheel(tmp_path, "spoke-app", "1.0")])

        found = self.install(index, "spoke-app", tmp_path, where=REHEARSAL)

        assert found == "spoke_app-1.0.dist-info"

    def test_other_names_come_from_the_public_index(self, index, tmp_path):
        assert self.install(index, "something", tmp_path) == "something-1.0.dist-info"

    def test_the_public_index_is_never_asked_for_all_its_names(self, index, asked, tmp_path):
        self.install(index, "something", tmp_path)

        assert not [line for line in asked if line.startswith("GET /simple/ ")]

    def test_the_public_index_never_hears_of_our_names(self, index, asked, tmp_path):
        publish(index, [make_wheel(tmp_path, "secret-app", "1.0")])
        promote(index, "secret-app==1.0")

        self.install(index, "secret-app", tmp_path)

        assert not [line for line in asked if "secret-app" in line]


class TestServing:
    def test_no_secret_is_on_a_command_line(self, index):
        tokens = (index.password.encode(), index.promoter.encode())
        lines = [p.read_bytes() for p in pathlib.Path("/proc").glob("[0-9]*/cmdline")]

        assert not [line for line in lines if any(token in line for token in tokens)]

    def test_a_folder_with_something_else_is_left_alone(self, tmp_path):
        (tmp_path / "thesis.txt").write_text("years of work")

        with pytest.raises(IndexFailed, match="nothing was touched"):
            serving(tmp_path, PROGRAMS, port=free_port()).__enter__()

        assert [each.name for each in tmp_path.iterdir()] == ["thesis.txt"]

    def test_a_folder_serves_one_index_at_a_time(self, index, index_data):
        with pytest.raises(IndexFailed, match="Another index runs"):
            serving(index_data, PROGRAMS, port=free_port()).__enter__()

    def test_a_refused_upstream_leaves_no_index_behind(self, tmp_path):
        with pytest.raises(IndexFailed, match="cannot be mirrored"):
            serving(
                tmp_path / "data", PROGRAMS, port=free_port(), upstream=str(tmp_path / "simple")
            ).__enter__()

        assert not (tmp_path / "data").exists()

    def test_the_token_is_only_for_the_address_it_is_of(self, index, index_data):
        assert tokens_of(index_data, index.url) == (index.password, index.promoter)
        assert tokens_of(index_data, "http://example.org") is None

    def test_only_the_owner_of_the_folder_reads_its_secrets(self, index, index_data):
        modes = {p.name: p.stat().st_mode & 0o777 for p in index_data.iterdir() if p.is_file()}

        assert (modes["credentials.json"], modes["secret"]) == (0o600, 0o600)

    def test_a_port_in_use_is_named_and_nothing_is_left(self, index, tmp_path):
        port = int(index.url.rsplit(":", 1)[1])

        with pytest.raises(IndexFailed, match=f"Port {port} is in use"):
            serving(tmp_path / "data", PROGRAMS, port=port).__enter__()

        assert not (tmp_path / "data").exists()

    def test_a_missing_devpi_is_named(self, tmp_path):
        with pytest.raises(IndexFailed, match=r"django-wheelwright\[index\]"):
            serving(tmp_path / "data", tmp_path, port=free_port()).__enter__()

    def test_an_index_that_is_down_is_named(self):
        with pytest.raises(IndexFailed, match="does not answer"):
            contents.digests(f"http://127.0.0.1:{free_port()}/platform/stable/+simple/", "hub-app")
