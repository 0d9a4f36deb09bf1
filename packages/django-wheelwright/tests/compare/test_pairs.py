"""
The conformance corpus: every rule runs on every pair, and nothing else may be said of it.
"""

import pair_kit
import pytest

PAIRS = pair_kit.pairs()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_pair(pair, tmp_path, request):
    comparison = pair.compare(tmp_path)

    assert not (pair.boot and comparison.limits), comparison.limits
    codes = sorted({change.code for change in comparison.changes})
    found = [str(comparison.required), str(comparison.deploy_class), *codes]
    expected = [pair.bump, pair.deploy, *sorted(pair.codes)]
    request.node.user_properties.append(("pair", [pair.name, pair.bump, *found]))
    assert found == expected, [change.message for change in comparison.changes]


class TestCorpus:
    def test_is_large_enough_and_has_pairs_that_break_nobody(self):
        harmless = [pair for pair in PAIRS if pair.bump == "patch"]

        assert len(PAIRS) >= 60
        assert len(harmless) >= 20

    def test_says_what_each_pair_is_about(self):
        assert [pair.name for pair in PAIRS if not pair.about.endswith(".")] == []
