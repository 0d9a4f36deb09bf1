"""
What only the rehearsal's own server lacks says nothing about a release: it could not be rehearsed.
"""

import pytest

from wheelwright.rehearse.facts import server


@pytest.mark.parametrize(
    "statement",
    ["CREATE EXTENSION no_such_extension", "GRANT SELECT ON orchard_tree TO nobody_we_know"],
)
def test_a_cell_that_needs_another_server_is_broken_and_says_which_way_out(orchard, statement):
    run = orchard.upgrade(operations=f"""migrations.RunSQL("{statement}", "")""")

    assert run.status == 2
    assert run.cell["status"] == "broken"
    assert "--postgres" in run.cell["reason"]


@pytest.mark.parametrize(
    "message",
    [
        "ICU is not supported in this build",
        'could not open extension control file "/usr/share/postgresql/18/extension/postgis.control"',
        'extension "vector" is not available',
        'could not create locale "de_DE": No such file or directory',
        'permission denied to create extension "citext"',
        "compression method lz4 not supported",
    ],
)
def test_what_another_server_would_do_is_told_apart(message):
    assert server.lacks(message)


@pytest.mark.parametrize(
    "message",
    [
        "cannot alter type of a column used by a view or rule",
        'type "citext" does not exist',
        "generated columns are not supported on partitions",
        'relation "orchard_tree" already exists',
    ],
)
def test_what_no_server_would_do_is_a_finding(message):
    assert not server.lacks(message)
