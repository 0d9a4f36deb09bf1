"""
Does a command get its PostgreSQL, and does nothing of it outlive us?
"""

import os
import pathlib
import signal
import subprocess
import sys

import psutil
import pytest

ASK = "import os, psycopg; c = psycopg.connect(os.environ['DATABASE_URL']); "


def wheelwright(*words: str, url: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wheelwright", "postgres", *words],
        env={k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        | ({"DATABASE_URL": url} if url else {}),
        capture_output=True,
        text=True,
        timeout=120,
    )


class TestPostgresCommand:
    def test_gives_the_command_a_server_and_its_exit_status(self):
        done = wheelwright("--", sys.executable, "-c", ASK + "c.execute('select 1'); exit(7)")

        assert done.returncode == 7, done.stderr

    def test_uses_the_server_that_is_already_named(self):
        url = "postgresql://somebody@127.0.0.1:1/elsewhere"

        done = wheelwright(
            "--", sys.executable, "-c", "import os; print(os.environ['DATABASE_URL'])", url=url
        )

        assert done.stdout.strip() == url

    def test_keeps_a_named_cluster(self, tmp_path: pathlib.Path):
        data = str(tmp_path / "pg")
        made = ASK + "c.autocommit = True; c.execute('create database kept')"
        asked = ASK + "exit(c.execute(\"select 1 from pg_database where datname='kept'\").rowcount)"
        assert wheelwright("--data", data, "--", sys.executable, "-c", made).returncode == 0

        assert wheelwright("--data", data, "--", sys.executable, "-c", asked).returncode == 1

    def test_refuses_a_cluster_that_is_in_use(self, tmp_path: pathlib.Path):
        data = str(tmp_path / "pg")
        again = [sys.executable, "-m", "wheelwright", "postgres", "--data", data, "--", "true"]
        inner = (
            "import os, subprocess; del os.environ['DATABASE_URL']; "
            f"exit(subprocess.run({again!r}).returncode)"
        )

        done = wheelwright("--data", data, "--", sys.executable, "-c", inner)

        assert done.returncode == 2
        assert "is already in use" in done.stderr

    def test_leaves_no_server_behind_that_was_stopped_and_went_on(self):
        """
        Both are told by the signal that tells of its death.
        """
        pause = ASK + (
            "import psutil; (data,), = c.execute('show data_directory').fetchall(); c.close()\n"
            "server = psutil.Process(int(open(data + '/postmaster.pid').readline()))\n"
            "server.suspend()\n"
            "while server.status() != psutil.STATUS_STOPPED: pass\n"
            "server.resume(); print(server.pid)"
        )

        done = wheelwright("--", sys.executable, "-c", pause)

        assert not psutil.pid_exists(int(done.stdout)), done.stderr

    def test_names_a_command_that_is_not_there(self):
        done = wheelwright("--", "no-such-command")

        assert done.returncode == 2
        assert "no-such-command cannot be started" in done.stderr

    @pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
    def test_leaves_no_server_behind_when_it_is_killed(self, how):
        environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
        process = subprocess.Popen(
            [sys.executable, "-m", "wheelwright", "postgres", "--"]
            + [sys.executable, "-c", "print('ready', flush=True); input()"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout.readline() == "ready\n"
        family = psutil.Process(process.pid).children(recursive=True)
        assert any(child.name() == "postgres" for child in family)

        process.send_signal(how)
        process.stdin.close()
        process.wait()

        assert psutil.wait_procs(family, timeout=20)[1] == []
