"""The command as people run it: arguments, two streams and an exit code."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from commands import (
    COMMAND,
    COMMANDS,
    FIRST,
    LAST,
    ROOT,
    STARTER,
    data_set,
    environment,
    error_line,
)

from graph.command.main import main
from graph.command.parser import build_parser
from graph.terminal import complain


def test_data_has_three_places(run: Any, three: str) -> None:
    """--data stands before or after the command, or in the environment."""
    before = run("--data", three, "show", "ada")
    after = run("show", "ada", "--data", three)
    around = run("show", "ada", CAREERGRAPH_DATA=three)

    assert before.returncode == 0
    assert before.stdout == after.stdout == around.stdout


def test_option_beats_environment(run: Any, three: str) -> None:
    """--data takes precedence over the environment."""
    assert run("show", "ada", "--data", three, CAREERGRAPH_DATA="/nowhere").returncode == 0


def test_shipped_data_is_default(run: Any) -> None:
    """Without a data set the command uses the shipped one, in any directory."""
    assert "product management" in run("stats", CAREERGRAPH_DATA="").stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("path 'suport agent' 'Senior engineer'", "unknown role 'suport agent'; did you mean"),
        ("path coaching 'Senior engineer'", "'Coaching' is a skill, not a role"),
        ("path a b --by luck", "by cannot be 'luck'; it takes steps, years, effort"),
        ("show nobody", "unknown node 'nobody'; 'careergraph list' lists them all"),
        ("path xyz coaching", "unknown role 'xyz'; 'careergraph list roles' lists them all"),
        ("export - --for dot", "--for cannot be 'dot'; it takes portable or yed"),
        ("export - --node coaching --radius 9", "--radius cannot be '9'; it takes a whole number"),
        ("export - --via coaching", "there is no path to choose; name its first and last role"),
        ("export - --node nobody", "unknown node 'nobody'"),
        ("export - --radius 2", "a neighbourhood needs a node; name one"),
        ("export - --from 'Support agent'", "--to cannot be ''; it takes the id, title"),
        ("export - --node coaching --from a --to b", "--node and --from exclude each other"),
        ("export nowhere/x.graphml", "nowhere/x.graphml: there is no directory "),
        ("export .", ".: Is a directory"),
        ("path a b --graphml -", "--graphml takes a file"),
        (
            "serve --port 70000",
            "--port cannot be '70000'; it takes a whole number from 0 to 65,535",
        ),
        ("", "the following arguments are required: COMMAND; see 'careergraph --help'"),
        ("pth a b", "COMMAND cannot be 'pth'; it takes serve,"),
        ("path a", "the following arguments are required: TO; see 'careergraph path --help'"),
        ("show support agent", "unrecognized arguments: agent (a name of several words needs"),
        (
            "export - --node coaching --radius two",
            "--radius cannot be 'two'; it takes a whole number",
        ),
    ],
)
def test_wrong_usage_is_one_line(run: Any, arguments: str, words: str) -> None:
    """Wrong usage gets one line and exit code 2."""
    assert words in error_line(run(*shlex.split(arguments)))


@pytest.mark.parametrize("command", ["check", "stats", "show a", "path a b", "export -", "serve"])
def test_missing_data_has_reason(run: Any, command: str) -> None:
    """A missing directory is exit code 2 with the reason."""
    result = run(*shlex.split(command), "--data", "nowhere")

    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr == (
        "nowhere: no such directory; name one that holds .yaml files\n"
        "careergraph: the data cannot be used: 1 error\n"
    )


@pytest.mark.parametrize("command", ["stats", "show a", "path a b", "export -", "serve --port 0"])
def test_bad_data_lists_problems(run: Any, tmp_path: Path, command: str) -> None:
    """Bad data is exit code 2 with every problem, whatever the command."""
    bad = data_set(tmp_path / "bad", "roles:\n- {id: a, titel: A, basis: x}\n- {id: a}\n")

    result = run(*shlex.split(command), "--data", bad)

    assert result.returncode == 2
    assert result.stdout == ""
    assert "unknown key 'titel'; did you mean 'title'?" in result.stderr
    assert "Traceback" not in result.stderr
    last = result.stderr.splitlines()[-1]
    errors = len(result.stderr.splitlines()) - 1
    assert last == f"careergraph: the data cannot be used: {errors} errors"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_directory_is_one_line(run: Any, three: str) -> None:
    """A directory that may not be read gets one line."""
    Path(three).chmod(0)

    assert "Permission denied" in error_line(run("stats", "--data", three))


def test_control_characters_are_removed(run: Any) -> None:
    """Control characters of an argument do not reach the terminal."""
    assert "\x1b" not in error_line(run("show", "\x1b[31mred\n"))


def test_undecodable_names_are_unknown(run: Any) -> None:
    """A name that is not Unicode is an unknown name."""
    assert "unknown node" in error_line(run("show", os.fsdecode(b"caf\xe9")))


def on_a_terminal(*arguments: str, **more: str) -> str:
    """Return what the command writes to a terminal."""
    import pty

    leader, follower = pty.openpty()
    variables = {"TERM": "xterm", "COLUMNS": "80", **more}
    process = subprocess.Popen(
        [*COMMAND, *arguments, "--data", str(STARTER)],
        env=environment(**variables),
        stdout=follower,
        stderr=subprocess.STDOUT,
    )
    os.close(follower)
    output = b""
    while True:
        try:
            part = os.read(leader, 65_536)
        except OSError:  # how Linux says that the other end is closed
            break
        if not part:
            break
        output += part
    os.close(leader)
    assert process.wait(timeout=60) == 0
    return output.decode().replace("\r\n", "\n")


def test_terminals_get_colour(run: Any) -> None:
    """Output has colour on a terminal, and only there."""
    coloured = on_a_terminal("path", FIRST, LAST)
    piped = run("path", FIRST, LAST).stdout

    assert coloured.startswith("\x1b[1mSupport agent → Senior engineer\x1b[0m\n")
    assert "\x1b" not in piped
    assert re.sub(r"\x1b\[\d*m", "", coloured) == piped


@pytest.mark.parametrize("more", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_off(more: dict[str, str]) -> None:
    """NO_COLOR and a dumb terminal turn colour off."""
    assert "\x1b" not in on_a_terminal("stats", **more)


@pytest.mark.parametrize("arguments", [("path", FIRST, LAST), ("show", LAST), ("stats",)])
def test_lines_fit_the_terminal(run: Any, arguments: Sequence[str]) -> None:
    """Lines are as wide as the terminal, but not under 40 columns."""
    narrow, too_narrow = (run(*arguments, COLUMNS=width).stdout for width in ("40", "8"))

    assert max(map(len, narrow.splitlines())) <= 40
    assert too_narrow == narrow


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_ascii_streams_get_arrows(run: Any, encoding: str) -> None:
    """A stream without arrows gets ASCII ones."""
    result = run("path", FIRST, LAST, PYTHONIOENCODING=encoding)

    assert result.returncode == 0
    assert result.stdout.isascii()
    assert result.stdout.startswith("Support agent -> Senior engineer\n")


def test_unknown_characters_become_marks(run: Any, tmp_path: Path) -> None:
    """A character that the encoding lacks is a question mark."""
    text = "roles:\n- {id: a, title: 製品 é, basis: derived}\n"
    data = data_set(tmp_path / "wide", text)

    assert run("show", "a", "--data", data, PYTHONIOENCODING="ascii").stdout.startswith("?? ?\n")


def test_wide_characters_take_two(run: Any, tmp_path: Path) -> None:
    """Wide characters take two columns."""
    text = f"roles:\n- {{id: a, title: A, summary: {'製品' * 20}, basis: derived}}\n"
    data = data_set(tmp_path / "wide", text)

    assert (
        f"\n{'製品' * 10}\n{'製品' * 10}\n" in run("show", "a", "--data", data, COLUMNS="40").stdout
    )


def _exporting(**more: Any) -> subprocess.Popen[bytes]:
    """Start an export into a pipe."""
    return subprocess.Popen(
        [*COMMAND, "export", "-"],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **more,
    )


def test_closed_pipe_is_quiet() -> None:
    """A reader that closes the pipe early causes no error message."""
    process = _exporting()
    assert process.stdout
    assert process.stderr

    process.stdout.close()  # before the first byte: a pipe would hold a short answer

    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 141


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_interrupt_is_quiet() -> None:
    """An interrupt ends the command without a trace."""
    process = _exporting(
        preexec_fn=_heed_interrupts  # the tests may run in the background
    )
    assert process.stdout
    os.read(process.stdout.fileno(), 1)  # it writes, and a pipe does not hold all of it
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)

    assert (process.returncode, errors) == (130, b"")


@pytest.mark.parametrize("command", ["stats", "--help", "schema", "export -", "stats --json"])
def test_full_output_is_one_line(command: str) -> None:
    """A closed output is no error; a full one gets one line."""
    python = shlex.join(COMMAND)
    for place, code in ((">&-", 0), (">/dev/full", 2)):
        result = subprocess.run(
            ["/bin/sh", "-c", f"exec {python} {command} {place}"],
            cwd=ROOT,
            env=environment(CAREERGRAPH_DATA=str(STARTER)),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert result.returncode == code, place
        assert result.stderr == ("careergraph: No space left on device\n" if code else "")


def test_help_names_every_command(run: Any) -> None:
    """The help names every command."""
    result = run("--help")

    assert result.returncode == 0
    assert all(f"\n    {command} " in result.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_examples_parse(run: Any, command: str) -> None:
    """The help of a command ends with examples that it can parse."""
    result = run(command, "--help")

    _, examples = re.split(r"^examples?:\n", result.stdout, flags=re.MULTILINE)
    assert result.returncode == 0
    for example in examples.splitlines():
        program, *arguments = shlex.split(example.partition(" > ")[0])
        assert program == "careergraph"
        assert build_parser(arguments).parse_args(arguments).command == command


def test_version_is_one_line(run: Any) -> None:
    """--version prints one line."""
    result = run("--version")

    assert result.returncode == 0
    assert re.fullmatch(r"careergraph(, not installed| \S+)\n", result.stdout)


@pytest.mark.parametrize("command", ["path a b", "show a", "list"])
def test_questions_import_little(three: str, command: str) -> None:
    """A question imports no web, no networkx and nothing for errors."""
    code = (
        "import sys; from graph.command.main import main; main(sys.argv[1:]); print(*sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code, *shlex.split(command), "--data", three],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    unneeded = "flask waitress web pyvis networkx jsonschema rapidfuzz webbrowser graph.exchange"
    imported = result.stdout.splitlines()[-1].split()
    assert "graph.store.columns" in imported
    assert not set(unneeded.split()) & set(imported)


def test_complaints_wrap_on_terminals(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An error is wrapped on a terminal, and one line in a file."""
    monkeypatch.setenv("COLUMNS", "60")
    sentence = " ".join(["word"] * 30)
    complain(sentence)
    assert capsys.readouterr().err == f"careergraph: {sentence}\n"

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    complain(sentence)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) <= 60


@pytest.mark.parametrize("command", COMMANDS)
def test_help_fits_80_columns(
    command: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The help of a command is at most 80 columns wide."""
    monkeypatch.setenv("COLUMNS", "80")
    assert main([command, "--help"]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion_names_commands(run: Any, shell: str) -> None:
    """--print-completion prints a script with the commands and their options."""
    result = run("--print-completion", shell)

    assert result.returncode == 0
    assert all(command in result.stdout for command in COMMANDS)
    assert "--max-years" in result.stdout


def test_completion_names_its_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without shtab the error names the extra that installs it."""
    monkeypatch.setitem(sys.modules, "shtab", None)

    assert main(["--print-completion", "bash"]) == 2
    assert "install careergraph with the extra 'completion'" in capsys.readouterr().err


def test_unknown_shell_is_refused(run: Any) -> None:
    """An unknown shell is refused with those that exist."""
    assert "it takes bash" in error_line(run("--print-completion", "cmd"))


def test_expand_needs_json(run: Any) -> None:
    """--expand without --json is refused; an unknown group is, too."""
    assert "use it with --json" in error_line(run("show", LAST, "--expand", "all"))
    assert error_line(run("show", LAST, "--json", "--expand", "sauces")) == (
        "--expand cannot be 'sauces'; it takes sources, signs, texts, gaps or all"
    )
