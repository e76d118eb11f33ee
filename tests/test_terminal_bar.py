"""Does a bar show how far the loading is, where there is someone to see it?"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CODE = """
import time
from graph.terminal import loading_bar
with loading_bar() as progress:
    for tenth in range(1, 10):
        progress(f"table {tenth}", tenth / 10)
        time.sleep(0.1)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_a_terminal_shows_how_far_the_loading_is_and_then_nothing() -> None:
    import fcntl
    import pty
    import struct
    import termios

    screen, stderr = pty.openpty()
    fcntl.ioctl(stderr, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    subprocess.run([sys.executable, "-c", CODE], stderr=stderr, check=True, cwd=_root())
    os.close(stderr)
    shown = os.read(screen, 1 << 16).decode()
    os.close(screen)

    shares = [int(share) for share in re.findall(r"(\d+) % table", shown)]
    assert len(shares) > 1
    assert shares == sorted(shares)
    assert shown.rstrip("\r\n").rpartition("\r")[2].strip() == ""


def test_nothing_is_written_to_a_file() -> None:
    result = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, check=True, cwd=_root()
    )

    assert (result.stdout, result.stderr) == (b"", b"")


def _root() -> Path:
    return Path(__file__).parents[1]
