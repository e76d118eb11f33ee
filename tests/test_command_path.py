"""Tests of the command ``careergraph path``: its options, text, JSON and GraphML."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph.command.main import main
from graph.formats.graphml_read import read_graphml

STARTER = Path(__file__).resolve().parents[1] / "data" / "starter"
ENDS = '"Support agent" "Senior engineer"'
UK = STARTER.with_name("uk-digital-data")


def _run(capsys: pytest.CaptureFixture[str], arguments: str) -> tuple[int, str, str]:
    code = main(shlex.split(arguments))
    out, err = capsys.readouterr()
    return code, " ".join(out.split()), err


def _starter(capsys: pytest.CaptureFixture[str], arguments: str) -> tuple[int, str]:
    """Return the exit code and the lines of the answer from the starter data set."""
    code = main(["path", *shlex.split(arguments), "--data", str(STARTER)])
    out, err = capsys.readouterr()
    assert err == ""
    return code, out


def test_summary_of_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    """The page begins with length, gain, years, basis and effort."""
    code, out = _starter(capsys, ENDS)

    assert code == 0
    assert out.splitlines()[:9] == [
        "Support agent → Senior engineer",
        "2 steps, at least 3 years; no source states the years of step 1.",
        "To gain: 1 skill and 1 helpful one; 1 responsibility (not stated for Junior",
        "engineer).",
        "Weakest basis: implied (the plain reading of the source, but no sentence says",
        "it).",
        "Effort: 2.5, and 1 list of requirements not stated.",
        "",
        "Support agent → Junior engineer → Senior engineer",
    ]


def test_steps_of_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    """Each step has its years, basis, place, signs and gaps."""
    _, second = _starter(capsys, ENDS)[1].split("\n2. ")

    assert second.split("\n\n")[0].splitlines() == [
        "Junior engineer → Senior engineer",
        "   leads to; at least 3 years (time in the role before)",
        "   stated: handbook, line 9",
        "   Signs of readiness",
        "     • Works unsupervised. Demands: Programming, Coaching (helpful). [stated:",
        "       handbook, line 10]",
        "   Skills",
        "     helpful  Coaching (implied)",
        "     kept     Programming (implied)",
        "     not named for Senior engineer: Listening (helpful)",
        "   Responsibilities",
        "     required Review changes",
        "     kept     not stated for Junior engineer",
    ]


def test_end_of_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    """The page ends with what is not stated, and the sources."""
    *_, left_open, sources = _starter(capsys, ENDS)[1].split("\n\n")

    assert left_open.splitlines() == [
        "Not stated on the way",
        'Step 1  years of Support agent → Junior engineer [handbook, "Moving between',
        '        teams"]',
        "Step 1  responsibilities of Junior engineer",
    ]
    assert sources.splitlines() == [
        "Sources",
        "• handbook: Career handbook – Example Ltd, 2026 edition",
    ]


def test_not_stated_is_never_none(capsys: pytest.CaptureFixture[str]) -> None:
    """What no source states is never called none."""
    _, out = _starter(capsys, '"School leaver" "Support agent"')

    assert "kept     not stated for School leaver" in out
    assert "none" not in out


def test_same_role_has_no_step(capsys: pytest.CaptureFixture[str]) -> None:
    """A path from a role to itself takes no step."""
    code, out = _starter(capsys, '"Support agent" "service desk agent"')

    assert code == 0
    assert out.splitlines() == [
        "Support agent → Support agent",
        "Both are the same role, so there is no step to take.",
    ]


def test_no_path_is_exit_one(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a path the answer says why and names the nearest role."""
    code, out = _starter(capsys, '"Support agent" "School leaver"')

    assert code == 1
    assert " ".join(out.split()) == (
        "Support agent → School leaver Nothing leads from Support agent to School leaver: 3 roles "
        "are within reach of Support agent, and Support lead is the nearest to School leaver. "
        "There is no sideways path (overlaps with) either."
    )


def test_both_readings_of_years(capsys: pytest.CaptureFixture[str]) -> None:
    """The path through the shipped data names both readings of the years."""
    code, out, _ = _run(capsys, 'path "junior product manager" CPO')

    assert code == 0
    assert out.startswith(
        "Associate product manager → Chief product officer 4 steps, at least 5 to 9 years;"
    )
    assert "Plan for at least 9 years, or for at least 5 years if the figures count all" in out


def test_graphml_of_a_path(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """--graphml writes the roles and edges of the path."""
    file = tmp_path / "path.graphml"
    code, _ = _starter(capsys, f"{ENDS} --graphml {file}")

    G = nx.read_graphml(file, force_multigraph=True)
    assert code == 0
    assert list(G) == ["support-agent", "junior-engineer", "senior-engineer"]
    assert list(G.edges()) == [
        ("support-agent", "junior-engineer"),
        ("junior-engineer", "senior-engineer"),
    ]


def _json(capsys: pytest.CaptureFixture[str], arguments: str) -> Any:
    return json.loads(_starter(capsys, f"{arguments} --json")[1])


def test_lean_json_of_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    """The JSON has ids, titles, basis, years and counts."""
    answer = _json(capsys, ENDS)
    (path,) = answer["paths"]
    first, second = path["steps"]

    assert " ".join(answer) == (
        "source target by lateral alternatives constraints conditional_names asked_from asked_to "
        "found paths left_out looked_at gave_up more_by_steps no_path nothing_fits"
    )
    assert " ".join(path) == (
        "source target length years weakest_basis likelihood effort skills_gained "
        "responsibilities_gained steps not_stated number best_by near_copies near_copy_of "
        "avoid_unknown"
    )
    assert " ".join(second) == (
        "basis not_stated key years observed signs_stated preparations_stated number source target "
        "relation move_basis skills_gained responsibilities_gained"
    )
    assert path["source"] == {"id": "support-agent", "title": "Support agent", "kind": "role"}
    assert " ".join(path["years"]) == "added total readings_differ unknown_steps approximate"
    assert path["years"]["added"] == {"min": 3, "max": None}
    assert " ".join(path["not_stated"][0]) == "step what about other left_out note"
    assert (path["skills_gained"], second["skills_gained"], second["signs_stated"]) == (2, 1, 1)
    assert (first["responsibilities_gained"], first["signs_stated"]) == (None, None)


def test_expanded_json_of_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    """--expand adds the gaps, signs and sources."""
    (path,) = _json(capsys, f"{ENDS} --expand all")["paths"]
    step = path["steps"][1]

    assert step["years"] == {
        "min": 3,
        "max": None,
        "approximate": False,
        "measures": "time_in_role",
    }
    assert " ".join(step["signs"][0]) == "id title summary skills basis sources"
    assert " ".join(step["skills"]) == (
        "raised lowered other_scale levels_to_gain gained kept again not_named not_stated"
    )
    assert " ".join(step["skills"]["gained"][0]) == (
        "necessity basis when importance level level_name level_text scale carried_from "
        "signs sources notes id title kind claims"
    )
    assert step["sources"] == [
        {"id": "handbook", "section": "Engineering", "lines": 9, "according_to": None}
    ]


def test_no_path_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a path the JSON has the reason as data."""
    answer = _json(capsys, '"Support agent" "School leaver"')

    assert (answer["found"], answer["paths"], answer["nothing_fits"]) == (False, [], None)
    no_path = answer["no_path"]
    assert (no_path["reachable"], no_path["nearest"]["id"]) == (3, "support-lead")
    assert (no_path["lateral_helps"], no_path["lateral_length"]) == (False, None)
    assert (no_path["before"], no_path["alike"], no_path["lateral_path"]) == (None, None, None)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("--graphml -", "--graphml takes a file; to standard output: export - --from"),
        ("--for yed", "--for belongs to --graphml; name a file"),
        ("--expand gaps", "--expand adds details to the JSON; use it with --json"),
    ],
)
def test_options_that_need_others(
    capsys: pytest.CaptureFixture[str], arguments: str, words: str
) -> None:
    """An option without the one that it belongs to is refused."""
    code, _, err = _run(capsys, f"path PM CPO {arguments}")

    assert code == 2
    assert words in err


def test_several_paths_have_trade_offs(capsys: pytest.CaptureFixture[str]) -> None:
    """Several paths are listed with their trade-offs."""
    code, out, _ = _run(capsys, 'path "business analyst" CPO --lateral --by steps --alternatives 5')

    assert code == 0
    assert "2 paths, the shortest first; there are no others." in out
    assert "1. Business analyst → Product manager → Senior product manager" in out
    assert "Compared with path 1: 1 step longer, 1 more step of unknown length" in out
    assert "Nearly the same as path 1." in out


def test_alternatives_count_all_costs(capsys: pytest.CaptureFixture[str]) -> None:
    """Without --by, --alternatives shows the best by all costs."""
    code, out, _ = _run(capsys, 'path "business analyst" CPO --lateral --alternatives 5')

    assert code == 0
    assert "One path is the best on every cost: steps, years, effort and evidence." in out
    assert "Effort: each step adds 1 for an essential or listed requirement" in out


def test_constrained_path_has_steps(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One path under constraints is shown step by step."""
    code, out, _ = _run(capsys, "path PM CPO --via director-of-product --max-steps 3")

    assert code == 0
    assert "Constraints: through Director of product; at most 3 steps." in out
    assert "Signs of readiness" in out
    assert "Sources" in out


def test_nothing_fits_is_exit_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """If nothing fits, the answer says what to drop, with exit code 1."""
    code, out, _ = _run(capsys, 'path "junior product manager" CPO --max-years 8')

    assert code == 1
    assert "No path meets the constraints: at most 8 years." in out
    assert "If you drop “at most 8 years”, the best path has 4 steps" in out
    assert "Not counted, because not stated: step 4." in out
    assert "Senior product manager is the nearest to Chief product officer." in out


def test_sideways_path_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a path the answer shows the sideways path beneath, marked as one."""
    code, out, _ = _run(capsys, 'path "project manager" CPO --alternatives 3')

    assert code == 1
    assert "no source says what Project manager leads to" in out
    assert "; Product manager is the nearest role that leads to Chief product officer." in out
    assert (
        "A sideways path Project manager ↔ Product manager → Senior product manager → Director "
        "of product → Chief product officer ↔ is a sideways move, not a career step: " in out
    )
    assert "Use --lateral to see it step by step." in out
    assert "constraints" not in out
    _, limited, _ = _run(capsys, 'path "project manager" CPO --max-steps 2')
    assert "The constraints do not count here." in limited

    main(["path", "project manager", "CPO", "--json"])
    found = json.loads(capsys.readouterr().out)["no_path"]["lateral_path"]
    main(["path", "project manager", "CPO", "--lateral", "--json"])
    (asked,) = json.loads(capsys.readouterr().out)["paths"]
    assert found == {name: asked[name] for name in found}
    assert [step["relation"] for step in found["steps"]] == ["overlaps_with", *["leads_to"] * 3]


def test_json_has_one_shape(capsys: pytest.CaptureFixture[str]) -> None:
    """With and without constraints the JSON has the same shape."""
    main(["path", "PM", "CPO", "--json"])
    plain = json.loads(capsys.readouterr().out)
    main(["path", "PM", "CPO", "--max-steps", "9", "--json"])
    answer = json.loads(capsys.readouterr().out)

    assert {**plain, "constraints": []} == {**answer, "constraints": []}
    assert answer["constraints"] == [{"kind": "max_steps", "node": None, "limit": 9.0}]


def test_graphml_of_all_paths(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """--graphml writes the roles of all paths."""
    file = tmp_path / "paths.graphml"
    code, *_ = _run(
        capsys,
        f'path "business analyst" CPO --lateral --by steps --alternatives 2 --graphml {file}',
    )

    assert code == 0
    assert {"vp-of-product", "chief-product-officer"} <= set(read_graphml(file))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("path PM CPO --alternatives 0", "--alternatives cannot be '0'"),
        ("path PM CPO --alternatives 3 --by luck", "--by cannot be 'luck'"),
        ("path PM CPO --max-years soon", "--max-years cannot be 'soon'; it takes a number"),
        ("path PM CPO --max-years nan", "--max-years cannot be 'nan'"),
        ("path PM CPO --max-years -1", "--max-years cannot be '-1'; it takes a number from 0"),
        ("path PM CPO --max-years=1e23", "--max-years cannot be '1e23'"),
        ("path PM CPO --max-years many", "--max-years cannot be 'many'; it takes a number"),
        ("path PM CPO --max-steps 2.5", "--max-steps cannot be '2.5'; it takes a whole number"),
        ("path PM CPO --max-steps -2", "it takes a whole number from 0 to 1,000"),
        ("path PM CPO --by", "--by takes one argument; there is none"),
        ("path PM CPO --via CPO", "roles other than the first and the last"),
        ("path PM CPO --via empathy", "'Empathy' is a skill"),
        ("path PM CPO --avoid nothingness", "unknown node 'nothingness'"),
    ],
)
def test_bad_query_is_exit_two(
    capsys: pytest.CaptureFixture[str], arguments: str, words: str
) -> None:
    """A query that has no meaning is one line and exit code 2."""
    code, out, err = _run(capsys, arguments)

    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err


def test_a_ladder_has_no_sideways_moves(capsys: pytest.CaptureFixture[str]) -> None:
    """A derived overlap of two rungs of one ladder is no sideways move."""
    ends = "path senior-product-manager head-of-product --lateral"
    _, out, _ = _run(capsys, f"{ends} --data {UK}")

    assert "Senior product manager → Lead product manager → Head of product" in out
    assert "overlaps with" not in out


def test_a_sideways_move_is_never_stated(capsys: pytest.CaptureFixture[str]) -> None:
    """A source that states an overlap does not state a move."""
    _, out, _ = _run(capsys, 'path "business analyst" PM --lateral')

    assert "Weakest basis: implied" in out
    assert "stated: article, line 15 The overlap is stated, the move at best implied." in out


def test_an_unknown_start_gains_at_most(capsys: pytest.CaptureFixture[str]) -> None:
    """Where no source lists what the start brings, nothing is called gained."""
    _, out, _ = _run(capsys, "path software-development-background technical-product-manager")

    brings = "what Software development background already brings is not stated"
    skills = "1 skill, 1 helpful one and 1 that depends on the organisation"
    assert f"at most {skills} ({brings}); at most 2 responsibilities ({brings})." in out
    assert "Effort: at most 3.5." in out
    assert "gained" not in out


def test_a_helpful_mention_is_no_proof(capsys: pytest.CaptureFixture[str]) -> None:
    """A helpful skill without a level is gained where a later role counts it at a level."""
    _, out, _ = _run(capsys, "path associate-product-manager senior-product-manager")

    assert "gained Mentoring (implied), Influence (implied), Cross-functional" in out


def test_effort_is_that_of_each_data_set(capsys: pytest.CaptureFixture[str]) -> None:
    """A list counts as missing only in a data set that has such lists."""
    ends = f"path trainee-business-analyst head-of-business-analysis --data {UK}"
    alone = _run(capsys, ends)[1].split("Effort: ")[1].split()[0]
    joined = _run(capsys, f"{ends} --data {UK.with_name('product-management')}")[1]

    assert f"Effort: {alone} " in joined


def test_hedges_of_the_whole_end_a_path(capsys: pytest.CaptureFixture[str]) -> None:
    """What a source says against any fixed path stands once under a path from it."""
    _, out, _ = _run(capsys, "path PM CPO")
    _, uk, _ = _run(capsys, f"path lead-product-manager head-of-product --data {UK}")

    assert out.count("the text sets out no fixed path. [article") == 1
    assert "fixed path" not in uk


def test_a_caveat_stands_beside_what_is_carried(capsys: pytest.CaptureFixture[str]) -> None:
    """What speaks against carrying a list up is said where something is carried."""
    ends = "senior-product-manager director-of-product"
    for arguments in (f"path {ends}", f"compare {ends}", "show director-of-product"):
        _, out, _ = _run(capsys, arguments)
        assert "It does not say what a director keeps doing" in out


def test_an_overlap_is_shown_once(capsys: pytest.CaptureFixture[str]) -> None:
    """An overlap that a source states is not derived once more from the same requirements."""
    _, path, _ = _run(capsys, "path VP CPO --lateral")
    _, shown, _ = _run(capsys, "show vp-of-product")

    assert "also overlaps with" not in path
    assert shown.count("↔ Chief product officer") == 1


def test_a_level_that_falls_again_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A level that rises on the way and falls again is why the steps take more than the ends."""
    ends = "path senior-business-analyst head-of-business-analysis"
    _, out, _ = _run(capsys, f"{ends} --data {UK}")

    assert "Raised on the way, then lowered: Systems analysis." in out
