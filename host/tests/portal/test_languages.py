"""
Does the site speak German as completely as English, and is the choice its reader's?
"""

import re

import pytest
from babel.messages.catalog import Catalog
from django.conf import settings
from django.core.management import call_command

from domain_kit.actor import Role
from host.languages import catalogues, texts
from tests.conftest import log_in

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
# Shown when nothing else works: they ask nobody, not even which language.
LAST_RESORT = {"400.html", "403_csrf.html", "413.html", "500.html"}
NAMED = re.compile(r"%\(\w+\)[sd]")


@pytest.mark.parametrize("language", LANGUAGES)
class TestCatalogue:
    def test_lacks_no_text_of_the_site(self, language):
        assert catalogues.missing(language) == [], "run: python manage.py catalogues, and translate"

    def test_has_no_text_that_nothing_says_any_more(self, language):
        said = texts.said()

        left = [
            each.id
            for each in catalogues.translated(language)
            if each.id and said.get(each.id, each.context) is None
        ]

        assert left == [], "run: python manage.py catalogues"

    def test_is_compiled_as_it_is_written(self, language):
        stored = catalogues.written_at(language, "mo").read_bytes()

        assert stored == catalogues.compiled(language), "run: python manage.py catalogues"

    def test_names_in_a_translation_what_the_text_names(self, language):
        wrong = [
            each.id
            for each in catalogues.translated(language)
            for said, written in _pairs(each)
            if sorted(NAMED.findall(said)) != sorted(NAMED.findall(written))
        ]

        assert wrong == []


def _pairs(message):
    if isinstance(message.id, (list, tuple)):
        return zip(message.id, message.string, strict=True)
    return [(message.id, message.string)]


def test_a_text_without_a_translation_is_found(monkeypatch):
    unknown = Catalog()
    unknown.add("Nobody has ever said this")
    monkeypatch.setattr(catalogues, "said", lambda: unknown)

    assert catalogues.missing("de") == ["Nobody has ever said this"]


def test_the_command_says_that_nothing_is_lacking(capsys, tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)

    call_command("catalogues")

    assert "texts without a translation" in capsys.readouterr().out
    assert (tmp_path / "de" / "LC_MESSAGES" / "django.mo").exists()


def templates():
    return [
        path
        for room in ("portal", "accounts")
        for path in (texts.ROOT / room / "templates").rglob("*.html")
        if path.name not in LAST_RESORT
    ]


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_no_template_says_anything_that_is_not_marked(path):
    text = path.read_text()
    for inside in (
        r"{% comment .*?{% endcomment %}",
        r"{% blocktranslate.*?{% endblocktranslate %}",
        r"<pre.*?</pre>",
        r"{%.*?%}|{{.*?}}",
        r"<[^>]*>|&\w+;",
    ):
        text = re.sub(inside, " ", text, flags=re.S)

    assert re.findall(r"[A-Za-z]{3,}", text) == []


class TestReader:
    @pytest.fixture
    def ada(self, seeded):
        return log_in(Role.EMPLOYEE, employee_id=1)

    def test_gets_the_language_of_the_browser(self, ada):
        answer = ada.get("/my-benefits/", headers={"Accept-Language": "de-AT,de;q=0.9"})

        page = answer.content.decode()
        assert '<html lang="de">' in page
        assert "Was Sie haben und haben werden" in page
        assert "1. Januar 2027" in page

    def test_chooses_another_in_the_footer(self, ada):
        ada.post("/language/", {"language": "de", "next": "/my-benefits/"})

        assert "Meine Leistungen" in ada.get("/my-benefits/").content.decode()

    def test_without_a_known_language_reads_english(self, ada):
        page = ada.get("/my-benefits/", headers={"Accept-Language": "ja"}).content.decode()

        assert '<html lang="en-gb">' in page
