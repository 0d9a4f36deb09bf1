"""
Are many files written as one, whatever happens in between?
"""

import pathlib

import pytest

from wheelwright.extract.values import FileChange
from wheelwright.extract.write import journal
from wheelwright.extract.write.errors import (
    FilesChanged,
    LetterNotInEncoding,
    NothingToUndo,
    StepInterrupted,
)

CHANGES = (
    FileChange(path="a.py", before="a = 1\r\n", after="a = 2\r\n"),
    FileChange(path="gone.py", before="gone\n", after=None),
    FileChange(path="new/folder/b.py", before=None, after="b = 1\n"),
)


@pytest.fixture
def folder(tmp_path: pathlib.Path) -> pathlib.Path:
    (tmp_path / "a.py").write_bytes(b"a = 1\r\n")
    (tmp_path / "gone.py").write_bytes(b"gone\n")
    return tmp_path


def files(folder: pathlib.Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".wheelwright" not in path.parts
    }


BEFORE = {"a.py": b"a = 1\r\n", "gone.py": b"gone\n"}
AFTER = {"a.py": b"a = 2\r\n", "new/folder/b.py": b"b = 1\n"}


def interrupted(folder: pathlib.Path) -> None:
    """
    As it is when the process was killed between the first file and the second.
    """
    journal.apply(folder, "the step", CHANGES)
    kept = folder / journal.FOLDER / "journal.json"
    kept.write_text(kept.read_text().replace('"done": true', '"done": false'))
    (folder / "gone.py").write_bytes(b"gone\n")
    (folder / "new/folder/b.py").unlink()


class TestApply:
    def test_writes_every_file(self, folder: pathlib.Path) -> None:
        journal.apply(folder, "the step", CHANGES)

        assert files(folder) == AFTER

    def test_writes_none_if_one_was_edited_meanwhile(self, folder: pathlib.Path) -> None:
        (folder / "gone.py").write_bytes(b"still needed\n")

        with pytest.raises(FilesChanged, match="read"):
            journal.apply(folder, "the step", CHANGES)

        assert files(folder) == {**BEFORE, "gone.py": b"still needed\n"}

    def test_keeps_the_mode_of_a_file(self, folder: pathlib.Path) -> None:
        (folder / "a.py").chmod(0o755)

        journal.apply(folder, "the step", CHANGES)

        assert (folder / "a.py").stat().st_mode & 0o777 == 0o755

    def test_keeps_the_encoding_that_a_file_names(self, folder: pathlib.Path) -> None:
        old, new = "# coding: latin-1\nx = 'ä'\n", "# coding: latin-1\nx = 'ö'\n"
        (folder / "l.py").write_bytes(old.encode("latin-1"))

        journal.apply(folder, "the step", [FileChange(path="l.py", before=old, after=new)])

        assert (folder / "l.py").read_bytes() == new.encode("latin-1")

    def test_refuses_a_letter_that_the_encoding_has_not(self, folder: pathlib.Path) -> None:
        new = "# coding: latin-1\nx = '€'\n"

        with pytest.raises(LetterNotInEncoding, match="'€'"):
            journal.apply(folder, "the step", [FileChange(path="l.py", before=None, after=new)])

    def test_refuses_another_step_while_one_is_half_written(self, folder: pathlib.Path) -> None:
        interrupted(folder)

        with pytest.raises(StepInterrupted, match="--undo"):
            journal.apply(folder, "another", ())


class TestAnInterruptedStep:
    def test_goes_on(self, folder: pathlib.Path) -> None:
        interrupted(folder)

        journal.go_on(folder)

        assert files(folder) == AFTER

    def test_is_undone(self, folder: pathlib.Path) -> None:
        interrupted(folder)

        journal.undo(folder)

        assert files(folder) == BEFORE

    def test_does_not_go_on_over_an_edit(self, folder: pathlib.Path) -> None:
        interrupted(folder)
        (folder / "gone.py").write_bytes(b"mine\n")

        with pytest.raises(FilesChanged, match=r"gone\.py"):
            journal.go_on(folder)


class TestUndo:
    def test_leaves_nothing_behind(self, folder: pathlib.Path) -> None:
        journal.apply(folder, "the step", CHANGES)

        journal.undo(folder)

        assert files(folder) == BEFORE
        assert not (folder / "new").exists()

    def test_refuses_to_throw_edits_away(self, folder: pathlib.Path) -> None:
        journal.apply(folder, "the step", CHANGES)
        (folder / "a.py").write_bytes(b"a = 3\n")

        with pytest.raises(FilesChanged, match="--force"):
            journal.undo(folder)

    def test_throws_them_away_when_told_so(self, folder: pathlib.Path) -> None:
        journal.apply(folder, "the step", CHANGES)
        (folder / "a.py").write_bytes(b"a = 3\n")

        journal.undo(folder, force=True)

        assert files(folder) == BEFORE

    def test_without_a_step_says_so(self, folder: pathlib.Path) -> None:
        with pytest.raises(NothingToUndo, match="git revert"):
            journal.undo(folder)
