"""The command as people run it: a process with arguments, two streams and an exit code."""

from __future__ import annotations

import json
import os
import re
import resource
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jsonschema
import networkx as nx
import pytest

from graph.command.parser import build_parser

ROOT = Path(__file__).resolve().parents[1]
STARTER = ROOT / "data" / "starter"
COMMANDS = (
    "serve",
    "path",
    "compare",
    "show",
    "list",
    "stats",
    "export",
    "init",
    "check",
    "schema",
    "match",
    "diff",
)
COMMAND = [sys.executable, "-W", "error", "-W", "ignore::ResourceWarning", "-m", "graph"]
FIRST, LAST = "Support agent", "Senior engineer"

AMONG_THREE = """\
roles:
- {id: a, title: Ada, basis: derived, leads_to: [{target: b, basis: derived}]}
- {id: b, title: Bob, basis: derived}
- {id: c, title: Cyd, basis: derived, overlaps_with: [{target: a, basis: derived}]}
"""


def environment(**more: str) -> dict[str, str]:
    """The process's own, without what changes the command's ways."""
    ways = ("CAREERGRAPH_DATA", "COLUMNS", "NO_COLOR", "PYTHONUNBUFFERED", "TERM")
    kept = {name: value for name, value in os.environ.items() if name not in ways}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **more}


@pytest.fixture
def run(tmp_path: Path) -> Any:
    """Run the command in a directory of its own, on the starter data set unless told otherwise."""

    def run_(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments],
            cwd=tmp_path,
            env=environment(**{"CAREERGRAPH_DATA": str(STARTER), **more}),
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return run_


@pytest.fixture
def three(tmp_path: Path) -> str:
    return data_set(tmp_path / "three", AMONG_THREE)


def data_set(directory: Path, text: str) -> str:
    directory.mkdir()
    (directory / "all.yaml").write_text(text, encoding="utf-8")
    return str(directory)


def error_line(result: subprocess.CompletedProcess[str]) -> str:
    """The one line of a question that could not be asked."""
    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr.startswith("careergraph: ")
    assert result.stderr.count("\n") == 1
    return result.stderr.removeprefix("careergraph: ").rstrip("\n")


# --- Nodes -------------------------------------------------------------------------------------


def test_show_tells_a_role_from_its_stage_to_its_sources(run: Any) -> None:
    result = run("show", "junior ENGINEER")

    assert result.returncode == 0
    assert [part.splitlines()[0] for part in result.stdout.split("\n\n")] == [
        "Junior engineer",
        "Skills required",
        "Responsibilities required",
        "Leads to",
        "Comes from",
        "Sources",
    ]
    assert "role · Junior · Engineering\nstated: handbook, lines 2-8\n" in result.stdout
    assert "helpful\n  • Listening [stated: handbook, line 4]\n" in result.stdout
    assert "Responsibilities required\nThe sources state no responsibilities.\n" in result.stdout
    assert "← Support agent – years not stated [implied: handbook, line 2]" in result.stdout


def test_show_tells_a_skill_with_the_roles_and_signs_that_ask_for_it(run: Any) -> None:
    result = run("show", "coaching")

    assert result.returncode == 0
    assert result.stdout.startswith(
        "Coaching\nskill · soft skill (our judgement)\nstated: handbook, line 13\n"
    )
    assert "Required by\nessential\n  • Support lead [implied: handbook, line 13]" in result.stdout
    assert "Signs of readiness that demand it\n• Support agent → Support lead\n" in result.stdout


def test_show_tells_a_responsibility(run: Any) -> None:
    result = run("show", "plan-shifts")

    assert result.returncode == 0
    assert result.stdout.startswith("Plan shifts\nresponsibility\nstated: handbook, line 17\n")


def test_show_tells_an_overlap_with_both_sides_of_the_comparison(run: Any) -> None:
    result = run("show", "product owner", "--data", str(ROOT / "data" / "product-management"))

    assert "↔ Product manager [stated: article" in result.stdout
    assert "  Product vision\n    Product owner: " in result.stdout


@pytest.mark.parametrize("role", ["Product manager", "VP of product", "Fresh graduate"])
def test_show_has_something_to_say_about_shipped_roles(run: Any, role: str) -> None:
    result = run("show", role, CAREERGRAPH_DATA="")

    assert result.returncode == 0
    assert result.stdout.startswith(f"{role}\nrole")


# --- JSON --------------------------------------------------------------------------------------


def keys(value: dict[str, Any]) -> str:
    return " ".join(value)


def test_shape_of_a_node_in_json(run: Any) -> None:
    """A lean answer has ids, titles, basis and years; --expand all adds the rest."""
    lean, role, skill = (
        json.loads(run("show", *words, "--json").stdout)
        for words in ((LAST,), (LAST, "--expand", "all"), ("coaching", "--expand", "all"))
    )

    assert keys(lean) == (
        "basis not_stated node aliases summary stage track type type_basis skills "
        "responsibilities leads_to comes_from overlaps_with required_by facts"
    )
    assert keys(lean["comes_from"][0]) == (
        "basis not_stated key years signs_stated preparations_stated other"
    )
    assert keys(lean["skills"][0]) == "necessity basis when importance level id title kind"
    assert keys(role) == (
        "basis sources notes not_stated node aliases summary stage track type type_basis skills "
        "responsibilities preparations leads_to comes_from overlaps_with required_by "
        "demanded_by facts"
    )
    assert role["node"] == {"id": "senior-engineer", "title": LAST, "kind": "role"}
    assert (role["stage"], role["track"]) == ("Senior", "Engineering")
    assert keys(role["comes_from"][0]) == (
        "basis sources notes not_stated key years signs preparations signs_stated "
        "preparations_stated other"
    )
    assert keys(role["overlaps_with"][0]) == (
        "basis sources notes not_stated key other summary comparison shared overlap_coefficient "
        "jaccard_coefficient"
    )
    assert keys(skill) == keys(role)
    assert keys(skill["required_by"][0]) == (
        "necessity basis when importance level signs sources notes role"
    )
    assert keys(skill["demanded_by"][0]) == "sign source target"


def test_shape_of_a_check_in_json(run: Any, three: str) -> None:
    check = json.loads(run("check", three, "--json").stdout)

    assert keys(check) == "directory errors warnings problems"
    assert (check["directory"], check["errors"], check["warnings"]) == (three, 0, 3)
    assert keys(check["problems"][0]) == "path line message warning"


def test_shape_of_the_numbers_in_json(run: Any) -> None:
    stats = json.loads(run("stats", "--json").stdout)

    assert keys(stats) == "title nodes edges facts sources not_stated longest_ladder"
    assert stats["nodes"] == {"role": 5, "skill": 3, "responsibility": 3}
    assert stats["edges"]["leads_to"] == {"stated": 3, "implied": 1, "derived": 0}
    assert keys(stats["sources"][0]) == "id title nodes edges"
    assert [role["id"] for role in stats["longest_ladder"]] == [
        "support-agent",
        "junior-engineer",
        "senior-engineer",
    ]


def test_list_names_every_node(run: Any) -> None:
    nodes = json.loads(run("list", "--json").stdout)["nodes"]

    assert len(nodes) == 5 + 3 + 3
    assert keys(nodes[1]) == "id title kind aliases"
    assert nodes[1]["aliases"] == ["Service desk agent"]


def test_list_of_a_kind_reads_as_one_name_a_line(run: Any) -> None:
    result = run("list", "skills")

    assert result.stdout == (
        "Skills\n• Listening – listening\n• Coaching – coaching\n• Programming – programming\n"
    )


# --- The numbers -------------------------------------------------------------------------------


def test_stats_count_the_edges_that_an_export_has(run: Any, tmp_path: Path) -> None:
    run("export", "all.graphml")
    stats = json.loads(run("stats", "--json").stdout)

    G = nx.read_graphml(tmp_path / "all.graphml", force_multigraph=True)
    edges = {relation: sum(bases.values()) for relation, bases in stats["edges"].items()}
    both_ways = edges["overlaps_with"]
    assert sum(edges.values()) + both_ways == G.number_of_edges()
    assert sum(stats["nodes"].values()) == G.number_of_nodes()


def test_stats_count_what_is_not_stated_also_where_no_record_says_so(run: Any, three: str) -> None:
    stats = json.loads(run("stats", "--json", "--data", three).stdout)

    assert stats["not_stated"] == {"skills": 3, "responsibilities": 3, "years": 1}


def test_stats_read_as_a_table(run: Any) -> None:
    result = run("stats")

    assert result.returncode == 0
    assert "leads to       4 (3 stated, 1 implied)\n" in result.stdout
    assert "overlaps with  1 (1 implied)\n" in result.stdout
    assert "Support agent → Junior engineer → Senior engineer\n2 steps\n" in result.stdout


# --- Checking ----------------------------------------------------------------------------------


def test_check_is_exit_1_with_errors_and_counts_them(run: Any, tmp_path: Path) -> None:
    bad = data_set(tmp_path / "bad", "roles:\n- {id: a, titel: A, basis: derived}\n")

    result = run("check", bad)

    assert result.returncode == 1
    assert result.stderr == ""
    assert f"{bad}/all.yaml:2: unknown key 'titel'; did you mean 'title'?\n" in result.stdout
    assert re.search(r"^2 errors, \d warnings?$", result.stdout.splitlines()[-1])


def test_check_is_exit_0_with_warnings_only(run: Any, three: str) -> None:
    result = run("check", three)

    assert result.returncode == 0
    assert result.stdout.splitlines()[-1] == "0 errors, 3 warnings"


def test_check_takes_its_directory_from_data_or_the_environment(run: Any, three: str) -> None:
    assert run("check").stdout == "0 errors, 0 warnings\n"
    assert run("check", "--data", three).stdout == run("check", three).stdout


def test_check_lines_are_not_wrapped(run: Any, tmp_path: Path) -> None:
    bad = data_set(tmp_path / "bad", f"roles:\n- {{id: a, {'x' * 90}: A, basis: derived}}\n")

    lines = run("check", bad, COLUMNS="40").stdout.splitlines()

    assert all(line.startswith(bad) for line in lines[:-1])


# --- Which data --------------------------------------------------------------------------------


def test_data_is_named_before_or_after_the_command_or_in_the_environment(
    run: Any, three: str
) -> None:
    before = run("--data", three, "show", "ada")
    after = run("show", "ada", "--data", three)
    around = run("show", "ada", CAREERGRAPH_DATA=three)

    assert before.returncode == 0
    assert before.stdout == after.stdout == around.stdout


def test_the_data_option_goes_before_the_environment(run: Any, three: str) -> None:
    assert run("show", "ada", "--data", three, CAREERGRAPH_DATA="/nowhere").returncode == 0


def test_the_shipped_data_is_found_from_any_directory(run: Any) -> None:
    assert "product management" in run("stats", CAREERGRAPH_DATA="").stdout


# --- What cannot be asked ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("path 'suport agent' 'Senior engineer'", "unknown role 'suport agent'; did you mean"),
        ("path coaching 'Senior engineer'", "'Coaching' is a skill; this question is about a role"),
        ("path a b --by luck", "by cannot be 'luck'; it takes steps, years, effort"),
        ("show nobody", "unknown node 'nobody'; 'careergraph list' names all there are"),
        ("path xyz coaching", "unknown role 'xyz'; 'careergraph list roles' names all there are"),
        ("export - --dialect dot", "dialect cannot be 'dot'; it takes portable or yed"),
        ("export - --node coaching --radius 9", "radius cannot be '9'; it takes a whole number"),
        ("export - --node nobody", "unknown node 'nobody'"),
        ("export - --radius 2", "--radius is the radius around a --node"),
        ("export - --from 'Support agent'", "--from and --to belong together"),
        ("export - --node coaching --from a --to b", "--node and --from are two questions"),
        ("export nowhere/x.graphml", "nowhere/x.graphml: there is no directory "),
        ("export .", ".: Is a directory"),
        ("path a b --graphml -", "--graphml takes a file"),
        ("serve --port 70000", "'70000' is no port; one is from 0 to 65535"),
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
def test_a_question_that_cannot_be_asked_is_one_line_and_exit_2(
    run: Any, arguments: str, words: str
) -> None:
    assert words in error_line(run(*shlex.split(arguments)))


@pytest.mark.parametrize("command", ["check", "stats", "show a", "path a b", "export -", "serve"])
def test_data_that_is_not_there_is_exit_2_with_the_reason(run: Any, command: str) -> None:
    result = run(*shlex.split(command), "--data", "nowhere")

    assert result.returncode == 2
    assert result.stdout == ""
    assert result.stderr == (
        "nowhere: no such directory; name one that holds .yaml files\n"
        "careergraph: the data cannot be used: 1 error\n"
    )


@pytest.mark.parametrize("command", ["stats", "show a", "path a b", "export -", "serve --port 0"])
def test_bad_data_is_exit_2_with_every_problem(run: Any, tmp_path: Path, command: str) -> None:
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
def test_an_unreadable_directory_is_one_line(run: Any, three: str) -> None:
    Path(three).chmod(0)

    assert "Permission denied" in error_line(run("stats", "--data", three))


def test_control_characters_in_a_question_do_not_reach_the_terminal(run: Any) -> None:
    assert "\x1b" not in error_line(run("show", "\x1b[31mred\n"))


def test_names_that_are_no_unicode_are_unknown(run: Any) -> None:
    assert "unknown node" in error_line(run("show", os.fsdecode(b"caf\xe9")))


# --- Exporting ---------------------------------------------------------------------------------


def test_export_to_standard_output_is_xml_and_nothing_else(run: Any) -> None:
    result = run("export", "-")

    assert result.returncode == 0
    assert ET.fromstring(result.stdout).tag.endswith("graphml")  # noqa: S314  # our own


def test_export_to_a_file_is_what_goes_to_standard_output(run: Any, tmp_path: Path) -> None:
    result = run("export", "all.graphml", "--dialect", "yed")

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    written = (tmp_path / "all.graphml").read_text("utf-8")
    assert written == run("export", "-", "--dialect", "yed").stdout


def test_export_of_a_neighbourhood_has_the_nodes_in_its_radius(run: Any, tmp_path: Path) -> None:
    run("export", "near.graphml", "--node", "coaching")

    G = nx.read_graphml(tmp_path / "near.graphml", force_multigraph=True)
    assert set(G) == {"coaching", "support-lead", "senior-engineer"}
    assert ("support-lead", "senior-engineer") in G.edges()


def test_export_of_a_path_has_its_roles_and_edges(run: Any) -> None:
    result = run("export", "-", "--from", FIRST, "--to", LAST)

    assert result.stdout.count("<node ") == 3
    assert result.stdout.count("<edge ") == 2


def test_export_without_a_path_says_why_and_writes_nothing(run: Any, tmp_path: Path) -> None:
    result = run("export", "x.graphml", "--from", LAST, "--to", FIRST)

    assert result.returncode == 1
    assert result.stderr.startswith("careergraph: No path along leads to: ")
    assert list(tmp_path.iterdir()) == []


def test_export_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    old = tmp_path / "all.graphml"
    old.write_text("old", encoding="utf-8")

    result = subprocess.run(
        [*COMMAND, "export", str(old), "--data", str(STARTER)],
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000)),
        check=False,
    )

    assert "File too large" in error_line(result)
    assert [path.name for path in tmp_path.iterdir()] == ["all.graphml"]
    assert old.read_text("utf-8") == "old"


# --- A data set of one's own -------------------------------------------------------------------


def test_a_data_set_begun_with_init_has_no_problem(run: Any, tmp_path: Path) -> None:
    begun = run("init", "my careers")
    checked = run("check", "my careers")

    assert begun.returncode == 0
    assert begun.stdout.startswith("Wrote my careers/careers.yaml and my careers/schema.json.\n")
    assert "\n  careergraph check 'my careers'\n" in begun.stdout
    assert (checked.returncode, checked.stdout) == (0, "0 errors, 0 warnings\n")
    assert sorted(path.name for path in (tmp_path / "my careers").iterdir()) == [
        "careers.yaml",
        "schema.json",
    ]


def test_init_puts_the_schema_beside_that_schema_prints(run: Any, tmp_path: Path) -> None:
    run("init", "new/deep")

    schema = (tmp_path / "new" / "deep" / "schema.json").read_text("utf-8")
    assert schema == run("schema").stdout
    jsonschema.Draft202012Validator.check_schema(json.loads(schema))


def test_init_takes_an_empty_directory_but_nothing_else(run: Any, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.yaml").touch()

    assert run("init", "empty").returncode == 0
    assert error_line(run("init", "full")) == "full is not empty; name a new or an empty directory"
    assert error_line(run("init", "full/mine.yaml")) == (
        "full/mine.yaml is a file; name a new directory"
    )
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.yaml"]


# --- The terminal ------------------------------------------------------------------------------


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


def test_output_has_colour_on_a_terminal_and_only_there(run: Any) -> None:
    coloured = on_a_terminal("path", FIRST, LAST)
    piped = run("path", FIRST, LAST).stdout

    assert coloured.startswith("\x1b[1mSupport agent → Senior engineer\x1b[0m\n")
    assert "\x1b" not in piped
    assert re.sub(r"\x1b\[\d*m", "", coloured) == piped


@pytest.mark.parametrize("more", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_colour_can_be_turned_off(more: dict[str, str]) -> None:
    assert "\x1b" not in on_a_terminal("stats", **more)


@pytest.mark.parametrize("arguments", [("path", FIRST, LAST), ("show", LAST), ("stats",)])
def test_lines_are_as_wide_as_the_terminal_but_not_under_40(
    run: Any, arguments: Sequence[str]
) -> None:
    narrow, too_narrow = (run(*arguments, COLUMNS=width).stdout for width in ("40", "8"))

    assert max(map(len, narrow.splitlines())) <= 40
    assert too_narrow == narrow


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_stream_without_arrows_gets_plain_ones(run: Any, encoding: str) -> None:
    result = run("path", FIRST, LAST, PYTHONIOENCODING=encoding)

    assert result.returncode == 0
    assert result.stdout.isascii()
    assert result.stdout.startswith("Support agent -> Senior engineer\n")


def test_what_an_encoding_cannot_say_is_a_question_mark(run: Any, tmp_path: Path) -> None:
    text = "roles:\n- {id: a, title: 製品 é, basis: derived}\n"
    data = data_set(tmp_path / "wide", text)

    assert run("show", "a", "--data", data, PYTHONIOENCODING="ascii").stdout.startswith("?? ?\n")


def test_wide_characters_take_two_columns(run: Any, tmp_path: Path) -> None:
    text = f"roles:\n- {{id: a, title: A, summary: {'製品' * 20}, basis: derived}}\n"
    data = data_set(tmp_path / "wide", text)

    assert (
        f"\n{'製品' * 10}\n{'製品' * 10}\n" in run("show", "a", "--data", data, COLUMNS="40").stdout
    )


def test_a_reader_who_leaves_early_is_no_error() -> None:
    process = subprocess.Popen(
        [*COMMAND, "export", "-"],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout
    assert process.stderr

    process.stdout.close()  # before the first byte: a pipe would hold a short answer

    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 141


def _heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_an_interrupt_is_quiet() -> None:
    process = subprocess.Popen(
        [*COMMAND, "export", "-"],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_heed_interrupts,  # noqa: PLW1509  # the tests may run in the background
    )
    assert process.stdout
    os.read(process.stdout.fileno(), 1)  # it writes, and a pipe does not hold all of it
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)

    assert (process.returncode, errors) == (130, b"")


@pytest.mark.parametrize("command", ["stats", "--help", "schema", "export -", "stats --json"])
def test_a_closed_or_full_output_leaves_no_trace(command: str) -> None:
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


# --- Help --------------------------------------------------------------------------------------


def test_help_names_every_command(run: Any) -> None:
    result = run("--help")

    assert result.returncode == 0
    assert all(f"\n    {command} " in result.stdout for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_ends_with_examples_it_understands(run: Any, command: str) -> None:
    result = run(command, "--help")

    _, examples = re.split(r"^examples?:\n", result.stdout, flags=re.MULTILINE)
    assert result.returncode == 0
    for example in examples.splitlines():
        program, *arguments = shlex.split(example.partition(" > ")[0])
        assert program == "careergraph"
        assert build_parser(arguments).parse_args(arguments).command == command


def test_version_is_one_line(run: Any) -> None:
    result = run("--version")

    assert result.returncode == 0
    assert re.fullmatch(r"careergraph(, not installed| \S+)\n", result.stdout)


# --- What a command costs ----------------------------------------------------------------------


@pytest.mark.parametrize("command", ["path a b", "show a", "list"])
def test_a_question_imports_no_web_no_networkx_and_nothing_for_mistakes(
    three: str, command: str
) -> None:
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


# --- Serving -----------------------------------------------------------------------------------


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Serve the starter data set at any free port; yield the process and the address."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", "--data", str(STARTER), *arguments],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    try:
        found = re.fullmatch(
            r"Listening on (http://\S+) \(Ctrl-C stops it\)\n", process.stdout.readline()
        )
        assert found, process.communicate(timeout=10)
        yield process, found[1]
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_answers_until_a_signal_and_leaves_with_0(number: signal.Signals) -> None:
    with serving() as (process, address):
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  # our own
            status = answer.status
        process.send_signal(number)
        output, errors = process.communicate(timeout=10)

    assert status == 200
    assert (process.returncode, output, errors) == (0, "", "")


@pytest.mark.parametrize("host", ["localhost", "0.0.0.0"])  # noqa: S104  # asked for
def test_serve_listens_where_it_is_told_to(host: str) -> None:
    with (
        serving("--host", host) as (_, address),
        urllib.request.urlopen(address, timeout=10) as answer,  # noqa: S310  # our own
    ):
        assert answer.status == 200


def test_serve_says_that_the_network_can_reach_it() -> None:
    with serving("--host", "0.0.0.0") as (process, address):  # noqa: S104  # asked for
        assert process.stdout
        port = address.rpartition(":")[2]
        assert process.stdout.readline() == (
            f"Anyone on the network can reach it at http://ADDRESS-OF-THIS-COMPUTER:{port}\n"
        )


def test_a_port_in_use_is_one_line_and_exit_2(run: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        assert error_line(run("serve", "--port", str(port))) == (
            f"port {port} of 127.0.0.1 is in use; choose another with --port, "
            "or --port 0 for any free one"
        )


def test_a_host_that_is_none_is_one_line_and_exit_2(run: Any) -> None:
    assert "no.such.invalid" in error_line(run("serve", "--host", "no.such.invalid", "--port", "0"))


def test_serve_opens_the_browser_at_its_address(tmp_path: Path) -> None:
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n', encoding="utf-8")
    browser.chmod(0o755)
    assert shutil.which(str(browser))
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", "--open", "--data", str(STARTER)],
        cwd=ROOT,
        env=environment(BROWSER=str(browser)),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    line = process.stdout.readline()
    for _ in range(100):
        if opened.exists() and opened.read_text("utf-8"):
            break
        time.sleep(0.1)
    process.terminate()
    process.communicate(timeout=10)

    assert opened.read_text("utf-8").strip() in line
