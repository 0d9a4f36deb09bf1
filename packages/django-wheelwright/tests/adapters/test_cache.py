"""
May something expensive be used again?
"""

import pytest

from wheelwright.adapters import cache


class TestMakeOnce:
    def test_builds_a_key_once(self, tmp_path):
        built = []
        for _ in range(2):
            cache.make_once(tmp_path, "key", lambda folder: built.append(folder))

        assert len(built) == 1

    def test_never_keeps_a_half_built_one(self, tmp_path):
        def fail(folder):
            (folder / "half").touch()
            raise OSError("disk full")

        with pytest.raises(OSError, match="disk full"):
            cache.make_once(tmp_path, "key", fail)

        assert [path for path in tmp_path.iterdir() if path.is_dir()] == []


class TestDigest:
    def test_tells_apart_what_only_joins_alike(self):
        assert cache.digest("ab", "c") != cache.digest("a", "bc")

    def test_follows_the_contents_of_a_tree(self, tmp_path):
        file = tmp_path / "models.py"
        file.write_text("width = 20")
        before = cache.tree_digest(tmp_path, [file])
        file.write_text("width = 40")

        assert cache.tree_digest(tmp_path, [file]) != before
