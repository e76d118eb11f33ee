"""Do portraits and numbers say what they hold, and say it once?"""

from __future__ import annotations

import pytest

from graph.cli import main


def test_a_portrait_says_a_name_once_and_what_is_open_without_saying_so_twice(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["show", "arts"]) == 0
    out = capsys.readouterr().out

    assert "role · Starting points\n" in out
    assert "Not stated\n• Skills: What people of this background bring along" in out
