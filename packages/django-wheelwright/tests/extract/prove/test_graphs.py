"""
Model graphs that nobody thought of are moved, taken back and moved again; all hundred: benchmarks/extract.py.
"""

import os
import pathlib

import graph_kit
import graph_walk
import pytest

# Between them they have every kind of graph.
SAMPLE = (0, 4)


@pytest.mark.parametrize("seed", SAMPLE)
def test_a_drawn_graph_is_as_it_was_each_time(seed: int, tmp_path: pathlib.Path) -> None:
    pytest.importorskip("libcst")
    graph = graph_kit.draw(seed)
    assert graph_walk.walk(graph, tmp_path, url=os.environ["DATABASE_URL"]) == ()


def test_the_sample_has_every_kind() -> None:
    drawn = {kind for seed in SAMPLE for kind in graph_kit.draw(seed).kinds}
    assert set(graph_kit.GRAPH_KINDS) <= drawn
