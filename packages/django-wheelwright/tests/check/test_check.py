"""
`wheelwright check` from end to end: planted faults in two real domains, loaded by Django.
"""

import json
import pathlib

import command
import pytest
import wheel_kit
from command import Said

ORDERS_MODELS = """\
from django.db import models
from django.db.models.signals import post_save

from stock_kit import text


def sold(**kwargs):
    return text


class Order(models.Model):
    note = models.CharField(max_length=20)
    item = models.ForeignKey("stock_app.Item", models.CASCADE)


post_save.connect(sold, sender="stock_app.Item")
"""
SERVICE = """\
def order():
    from stock_app.models import Item

    return Item.objects.raw("SELECT id FROM stock_app_item")
"""
APPS_WITHOUT_KEYS = """\
from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "stock_app"
"""


def run(place: pathlib.Path, *words: str) -> Said:
    return command.run("check", *words, cwd=place, environment={"COLUMNS": "120"})


def findings(done: Said) -> dict[str, dict[tuple[str, str], dict]]:
    assert done.status in (0, 1), done.errors
    return {
        each["subject"]: {(f["code"], f["subject"]): f for f in each["findings"]}
        for each in json.loads(done.output)["subjects"]
    }


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[tuple[str, str], dict]]:
    place = tmp_path_factory.mktemp("planted")
    kit = {"stock_kit/__init__.py": "text = 1\n"}
    wheel_kit.write(place / "releases", "stock-kit", "1.0.0", kit)
    stock = wheel_kit.domain("stock_app", "Item") | {"stock_app/apps.py": APPS_WITHOUT_KEYS}
    orders = wheel_kit.domain(
        "orders_app", "Order", dependencies='[("stock_app", "0001_initial")]'
    ) | {"orders_app/models.py": ORDERS_MODELS, "orders_app/service.py": SERVICE}
    for name, files in (("stock-app", stock), ("orders-app", orders)):
        wheel_kit.package(place, name, "1.0.0", files)
    return findings(run(place, "--wheel", "dist", "--json"))


class TestPlantedFaults:
    @pytest.mark.parametrize(
        ("code", "subject"),
        [
            ("cross-domain-import", "orders_app.service -> stock_app.models"),
            ("cross-domain-foreign-key", "orders_app.Order.item -> stock_app.Item"),
            ("cross-domain-migration", "orders_app.0001_initial -> stock_app.0001_initial"),
            ("cross-domain-reference", "orders_app.models -> stock_app.Item"),
            ("cross-domain-reference", "orders_app.service -> stock_app_item"),
            ("undeclared-dependency", "orders-app -> stock-kit"),
        ],
    )
    def test_are_each_stopped_by_name(self, planted, code, subject):
        assert planted["orders-app"][code, subject]["severity"] == "error"

    def test_of_a_key_that_the_host_decides_is_stopped(self, planted):
        finding = planted["stock-app"]["auto-field-unset", "stock_app"]

        assert "DEFAULT_AUTO_FIELD" in finding["message"]

    def test_are_all_that_is_reported_about_the_other(self, planted):
        assert planted["stock-app"].keys() == {("auto-field-unset", "stock_app")}


class TestCommand:
    def test_passes_a_repository_in_order(self, tmp_path):
        wheel_kit.package(tmp_path, "stock-app", "1.0.0", wheel_kit.domain("stock_app", "Item"))

        done = run(tmp_path, "--wheel", "dist")

        assert done.status == 0, done.output + done.errors
        assert "stock-app  nothing wrong" in done.output

    def test_says_what_cannot_be_installed(self, tmp_path):
        files = wheel_kit.domain("stock_app", "Item")
        wheel_kit.package(tmp_path, "stock-app", "1.0.0", files, requires=("stock-kit>=7",))

        done = run(tmp_path, "--wheel", "dist", "--index-url", "http://127.0.0.1:1/simple")

        assert done.status == 2
        assert "stock-app 1.0.0 cannot be installed here" in done.errors

    def test_says_that_there_is_nothing_to_check(self, tmp_path):
        done = run(tmp_path)

        assert done.status == 2
        assert "There is no packages/ here" in done.errors

    def test_refuses_settings_that_it_does_not_know(self, tmp_path):
        wheel_kit.package(tmp_path, "stock-app", "1.0.0", wheel_kit.domain("stock_app", "Item"))
        (tmp_path / "pyproject.toml").write_text("[tool.wheelwright.boundaries]\ndoor = []\n")

        done = run(tmp_path, "--wheel", "dist")

        assert done.status == 2
        assert "sets door in [tool.wheelwright.boundaries]" in done.errors
