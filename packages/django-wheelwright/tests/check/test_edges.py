"""
Which strings and imports count as a use of another domain?
"""

import pathlib

import pytest
import wheel_kit

from wheelwright.adapters import wheels
from wheelwright.adapters.wheels import Code
from wheelwright.check import crossings, import_edges, string_edges
from wheelwright.check.configuration import Allowed
from wheelwright.check.edges import Neighbours

STOCK = wheel_kit.domain("stock_app", "Item") | {
    "stock_app/urls.py": "urlpatterns = []\n",
    "stock_app/templates/stock_app/item.html": "",
}


@pytest.fixture
def neighbours(tmp_path: pathlib.Path) -> Neighbours:
    return Neighbours(
        wheels=(
            wheels.read(wheel_kit.write(tmp_path, "stock-app", "1.0.0", STOCK)),
            wheels.read(
                wheel_kit.write(tmp_path, "plain-kit", "1.0.0", {"plain_kit/__init__.py": ""})
            ),
        ),
        models={"stock_app.item": "stock-app"},
        labels={"stock_app": "stock-app"},
        tables={"stock_app_item": "stock-app"},
    )


def code(text: str, path: str = "orders_app/services/order.py") -> Code:
    return Code(package="orders-app", files={path: text.encode()})


class TestImports:
    @pytest.mark.parametrize(
        "text",
        [
            "import stock_app.models",
            "from stock_app import models",
            "from stock_app.models import Item",
            "def order():\n    from stock_app.models import Item",
            "if TYPE_CHECKING:\n    from stock_app.models import Item",
            "try:\n    import stock_app.models\nexcept ImportError:\n    pass",
        ],
    )
    def test_are_seen_wherever_they_stand(self, neighbours, text):
        (edge,) = import_edges.collect(code(text), neighbours)

        assert (edge.source, edge.target) == ("orders_app.services.order", "stock_app.models")

    def test_inside_a_function_name_it(self, neighbours):
        text = "def order():\n    from stock_app.models import Item"

        (finding,) = crossings.check(
            "orders-app", import_edges.collect(code(text), neighbours), neighbours, Allowed()
        )

        assert finding.code == "cross-domain-import"
        assert "orders_app/services/order.py:2, inside order()" in finding.message

    def test_of_a_library_are_open(self, neighbours):
        edges = import_edges.collect(code("import plain_kit"), neighbours)

        assert crossings.check("orders-app", edges, neighbours, Allowed()) == ()

    @pytest.mark.parametrize(("module", "findings"), [("api", 0), ("models", 1)])
    def test_on_a_declared_edge_go_through_a_door(self, neighbours, module, findings):
        allowed = Allowed(uses={"orders-app": frozenset({"stock-app"})})
        edges = import_edges.collect(code(f"from stock_app import {module}"), neighbours)

        found = crossings.check("orders-app", edges, neighbours, allowed)

        assert len(found) == findings
        assert all("past its doors" in finding.message for finding in found)

    def test_past_the_doors_count_for_the_host_too(self, neighbours):
        host = Code(package="host", files={"host/pages.py": b"from stock_app.models import Item"})

        found = crossings.check(
            "host", import_edges.collect(host, neighbours), neighbours, Allowed()
        )

        assert [finding.subject for finding in found] == ["host.pages -> stock_app.models"]


class TestReferences:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ('apps.get_model("stock_app", "Item")', "get_model"),
            ('apps.get_model("stock_app.Item")', "get_model"),
            ('models.ForeignKey("stock_app.Item", models.CASCADE)', "model by name"),
            ('@receiver(post_save, sender="stock_app.Item")\ndef f(**kw): ...', "receiver"),
            ('path("stock/", include("stock_app.urls"))', "include"),
            ('import_module("stock_app.models")', "import by name"),
            ('GATEWAY = "stock_app.api.place"', "import by name"),
            ('render(request, "stock_app/item.html")', "template"),
            ('cursor.execute("SELECT 1 FROM stock_app_item")', "raw SQL"),
            ('cursor.execute(f"DELETE FROM stock_app_item WHERE {x}")', "raw SQL"),
            ('migrations.RunSQL(["UPDATE stock_app_item SET note = %s"])', "raw SQL"),
        ],
    )
    def test_by_string_are_seen(self, neighbours, text, kind):
        edges = list(string_edges.collect(code(text), neighbours))

        assert [edge.kind for edge in edges] == [kind]

    @pytest.mark.parametrize(
        "text",
        [
            '"""Unlike stock_app.models, select from stock_app_item."""',
            'EVENT = "stock_app.item_sold"',
            'LABEL = "stock_app"',
            'raise Refused("select an item of stock")',
            'apps.get_model("orders_app", "Order")',
        ],
    )
    def test_that_only_look_alike_are_not(self, neighbours, text):
        assert list(string_edges.collect(code(text), neighbours)) == []

    def test_in_templates_are_seen(self, neighbours):
        page = b"<p>\n{% include 'stock_app/item.html' %}"
        files = {"orders_app/templates/orders_app/order.html": page}

        (edge,) = string_edges.collect(Code(package="orders-app", files=files), neighbours)

        assert edge.where == "orders_app/templates/orders_app/order.html:2"
