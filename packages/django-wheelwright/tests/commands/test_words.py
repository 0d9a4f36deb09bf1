"""
Small words of the command line: its version, its brackets, and what Ctrl-C has stopped.
"""

import pytest
from command import run

import wheelwright
from wheelwright.commands.shared.output import told_when_stopped


def test_the_version_is_said(tmp_path):
    said = run("--version", cwd=tmp_path)

    assert (said.status, said.output) == (0, f"wheelwright {wheelwright.__version__}\n")


def test_help_prints_what_stands_in_brackets(tmp_path):
    said = run("rehearse", "--help", cwd=tmp_path)

    assert "are read from" in said.output
    assert said.output.count("[tool.wheelwright]") >= 2
    assert "[[tool.wheelwright.allow]]" in said.output


def test_ctrl_c_says_what_was_stopped(capsys):
    with pytest.raises(KeyboardInterrupt), told_when_stopped():
        raise KeyboardInterrupt

    assert "the databases and the processes of this run are gone" in capsys.readouterr().err
