"""
Who stops the server when the one who started it is killed? A process that waits for its pipe.
"""

import os
import signal
import subprocess
import sys

FAST_SHUTDOWN = signal.SIGINT  # PostgreSQL: roll back, disconnect everybody, shut down


def main(words: list[str]) -> int:
    """
    Run a command until standard input closes, then ask it to stop; answer its exit status.
    """
    child = subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        user=os.environ.pop("WHEELWRIGHT_SERVER_USER", "") or None,
        start_new_session=True,
    )
    # The pipe decides, not a Ctrl-C for the group. After the child has started: it would inherit
    # the ignored signals, and with them the one that stops it.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)

    def end_with_it(*_: object) -> None:
        # The signal also tells that it was stopped, or goes on again.
        if child.poll() is not None:
            os._exit(child.returncode)

    # The child's death must end us, too, though nobody closes the pipe.
    signal.signal(signal.SIGCHLD, end_with_it)
    os.read(0, 1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    child.send_signal(FAST_SHUTDOWN)
    try:
        return child.wait(20)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
