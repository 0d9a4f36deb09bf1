"""
Rows of trees stand in whole trees, numbered as the libraries that keep them number them.
"""

import json
import os
import pathlib
import subprocess
import sys
import uuid
from urllib.parse import urlsplit, urlunsplit

import fill
import psycopg
import pytest

ROWS = 237
APPS = pathlib.Path(fill.__file__).parent / "gardens"


@pytest.fixture(scope="module")
def hedge():
    """
    A database whose trees are filled.
    """
    server, name = os.environ["DATABASE_URL"], f"hedge_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {name}")
        url = urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        done = subprocess.run(
            [sys.executable, fill.__file__, str(APPS), "hedge", str(ROWS)],
            env={**os.environ, "DATABASE_URL": url},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        said = [json.loads(line) for line in done.stdout.splitlines()]
        assert [each for each in said if each["event"] == "unfilled"] == []
        with psycopg.connect(url, autocommit=True) as connection:
            yield connection
        owner.execute(f"DROP DATABASE {name} WITH (FORCE)")


def one(hedge, query):
    return hedge.execute(query).fetchone()[0]


class TestNestedNumbers:
    def test_have_parents_in_two_levels(self, hedge):
        levels = hedge.execute("SELECT level, count(*) FROM hedge_numbered GROUP BY 1 ORDER BY 1")

        assert levels.fetchall() == [(0, 23 + 7), (1, 3 * 23), (2, 6 * 23)]

    def test_stand_inside_those_of_their_parent(self, hedge):
        outside = """
            SELECT count(*) FROM hedge_numbered n JOIN hedge_numbered p ON p.id = n.parent_id
            WHERE n.tree_id <> p.tree_id OR n.level <> p.level + 1
                OR n.lft <= p.lft OR n.rght >= p.rght
        """

        assert one(hedge, outside) == 0
        assert (
            one(
                hedge,
                "SELECT count(*) FROM hedge_numbered WHERE (level = 0) <> (parent_id IS NULL)",
            )
            == 0
        )

    def test_count_every_descendant(self, hedge):
        wrong = """
            SELECT count(*) FROM hedge_numbered n WHERE (rght - lft - 1) / 2 <> (
                SELECT count(*) FROM hedge_numbered d
                WHERE d.tree_id = n.tree_id AND d.lft > n.lft AND d.rght < n.rght)
        """

        assert one(hedge, wrong) == 0

    def test_leave_other_columns_as_varied_as_in_any_table(self, hedge):
        assert one(hedge, "SELECT count(*) FROM hedge_numbered WHERE note IS NULL") > 0


class TestPaths:
    def test_begin_with_the_path_of_a_node_that_is_there(self, hedge):
        orphans = """
            SELECT count(*) FROM hedge_pathed n WHERE depth > 1 AND NOT EXISTS (
                SELECT FROM hedge_pathed p WHERE p.path = left(n.path, -4) AND p.depth = n.depth - 1)
        """

        assert one(hedge, orphans) == 0
        assert one(hedge, "SELECT max(depth) FROM hedge_pathed") == 3
        assert one(hedge, "SELECT count(*) FROM hedge_pathed WHERE length(path) <> 4 * depth") == 0

    def test_count_the_nodes_below(self, hedge):
        wrong = """
            SELECT count(*) FROM hedge_pathed n WHERE numchild <> (
                SELECT count(*) FROM hedge_pathed c
                WHERE c.path LIKE n.path || '____' AND c.depth = n.depth + 1)
        """

        assert one(hedge, wrong) == 0

    def test_stand_alone_where_there_is_no_room_for_steps(self, hedge):
        assert one(hedge, "SELECT count(*) FROM hedge_shortpathed WHERE depth = 1") == ROWS
