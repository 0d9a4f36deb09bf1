"""
Does a requirement admit releases that lack what is used of them?
"""

import wheel_kit

from wheelwright.adapters import wheels
from wheelwright.check import version_bounds
from wheelwright.check.edges import Edge

OLD = wheel_kit.domain("stock_app", "Item")
NEW = OLD | {
    "stock_app/migrations/0002_more.py": "",
    "stock_app/api.py": "def place(): ...\n\n\nif True:\n    reserve = place\n",
}
MIGRATION = Edge(
    kind="dependencies",
    source="orders_app.0002_stock",
    target="stock_app.0002_more",
    package="stock-app",
    where="0002_stock.py",
)
IMPORT = Edge(
    kind="import",
    source="orders_app.services.order",
    target="stock_app.api",
    package="stock-app",
    where="orders_app/services/order.py:3",
    names=("place", "reserve"),
)


def check(tmp_path, requires, edge):
    files = {"orders_app/__init__.py": ""}
    orders = wheel_kit.write(tmp_path, "orders-app", "1.0.0", files, requires=requires)
    releases = (
        wheels.read(wheel_kit.write(tmp_path, "stock-app", "1.0.0", OLD)),
        wheels.read(wheel_kit.write(tmp_path, "stock-app", "1.2.0", NEW)),
    )
    return tuple(version_bounds.check(wheels.read(orders), [edge], releases))


class TestBounds:
    def test_below_the_release_that_ships_a_migration_are_too_low(self, tmp_path):
        (finding,) = check(tmp_path, ("stock-app>=1.0,<2",), MIGRATION)

        assert finding.code == "bound-too-low"
        assert "admits stock-app 1.0.0" in finding.message
        assert "stock-app>=1.2.0" in finding.hint

    def test_below_the_release_that_has_a_name_are_too_low(self, tmp_path):
        (finding,) = check(tmp_path, ("stock-app>=1.0,<2",), IMPORT)

        assert "lacks stock_app.api.reserve" in finding.message

    def test_from_the_first_release_that_has_it_are_fine(self, tmp_path):
        assert check(tmp_path, ("stock-app>=1.2,<2",), IMPORT) == ()
        assert check(tmp_path, ("stock-app>=1.2,<2",), MIGRATION) == ()

    def test_that_are_missing_are_reported_once(self, tmp_path):
        (finding,) = check(tmp_path, (), IMPORT)

        assert finding.code == "undeclared-dependency"
