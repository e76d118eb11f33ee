"""The details of a node have all that the data says about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import LAST, ROOT, data_set, keys

from graph.command.main import main


def test_role_page_has_sections(run: Any) -> None:
    """The page of a role leads from its stage over its skills to its sources."""
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


LEFT_OUT = """\
roles:
- id: cook
  title: Cook
  basis: stated
  leads_to: [{target: chef, basis: stated}]
  not_stated: [{what: responsibilities, left_out: true}, {what: skills}]
- id: chef
  title: Chef
  basis: stated
  not_stated: [{what: responsibilities, left_out: true}]
"""


def test_left_out_is_not_unstated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What only the data leaves out is not recorded, on the page, a path and in a comparison."""
    careers = data_set(tmp_path / "careers", LEFT_OUT)
    answers = []
    for question in (["show", "cook"], ["path", "cook", "chef"], ["compare", "cook", "chef"]):
        assert main([*question, "--data", careers, "--no-cache"]) == 0
        answers.append(" ".join(capsys.readouterr().out.split()))
    shown, path, compared = answers

    not_recorded = "not recorded in this data, but the source states them"
    assert f"Responsibilities required {not_recorded.capitalize()}." in shown
    assert f"Not stated • Skills Not recorded • Responsibilities: {not_recorded}" in shown
    assert f"responsibilities of Chef: {not_recorded}" in path
    assert f"Responsibilities of Cook and Chef: {not_recorded}." in compared


TEACHERS = """\
roles:
- {id: teacher, title: Teacher, basis: derived}
- {id: art-teacher, title: Art teacher, basis: derived, broader: teacher}
- {id: chemistry-teacher, title: Chemistry teacher, basis: derived, broader: teacher}
"""


def test_special_cases_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A role names the one that it is a special case of, and that one all its special cases."""
    data = data_set(tmp_path / "teachers", TEACHERS)

    def shown(*words: str) -> str:
        assert main(["show", *words, "--data", data, "--no-cache"]) == 0
        return capsys.readouterr().out

    assert "role\nA special case of: Teacher\n" in shown("art teacher")
    assert "\nSpecial cases: 2 roles: Art teacher, Chemistry teacher\n" in shown("teacher")
    broad, narrow = (json.loads(shown(id_, "--json")) for id_ in ("teacher", "art-teacher"))
    assert (broad["broader"], narrow["special_cases"]) == (None, [])
    assert narrow["broader"] == {"id": "teacher", "title": "Teacher", "kind": "role"}
    assert [each["id"] for each in broad["special_cases"]] == ["art-teacher", "chemistry-teacher"]


def test_skill_page_names_roles(run: Any) -> None:
    """The page of a skill names the roles and signs that demand it."""
    result = run("show", "coaching")

    assert result.returncode == 0
    assert result.stdout.startswith(
        "Coaching\nskill · soft skill (our judgement)\nstated: handbook, line 13\n"
    )
    assert "  • Support lead [implied: handbook, line 13]" in result.stdout
    assert "Signs of readiness that demand it\n• Support agent → Support lead\n" in result.stdout


def test_responsibility_has_a_page(run: Any) -> None:
    """A responsibility has a page with its evidence."""
    result = run("show", "plan-shifts")

    assert result.returncode == 0
    assert result.stdout.startswith("Plan shifts\nresponsibility\nstated: handbook, line 17\n")


def test_overlap_shows_both_sides(run: Any) -> None:
    """An overlap shows both sides of the source's comparison."""
    result = run("show", "product owner", "--data", str(ROOT / "data" / "product-management"))

    assert "↔ Product manager [stated: article" in result.stdout
    assert "  Product vision\n    Product owner: " in result.stdout


@pytest.mark.parametrize("role", ["Product manager", "VP of product", "Fresh graduate"])
def test_shipped_roles_have_pages(run: Any, role: str) -> None:
    """Roles of the shipped data have a page."""
    result = run("show", role, CAREERGRAPH_DATA="")

    assert result.returncode == 0
    assert result.stdout.startswith(f"{role}\nrole")


def test_node_json_expands(run: Any) -> None:
    """A lean answer has ids, titles, basis and years; --expand all adds the rest."""
    lean, role, skill = (
        json.loads(run("show", *words, "--json").stdout)
        for words in ((LAST,), (LAST, "--expand", "all"), ("coaching", "--expand", "all"))
    )

    assert keys(lean) == (
        "basis not_stated node aliases conditional_aliases summary stage track "
        "broader special_cases type type_basis skills responsibilities leads_to comes_from "
        "overlaps_with required_by facts aligned"
    )
    assert keys(lean["comes_from"][0]) == (
        "basis not_stated key years observed signs_stated preparations_stated other"
    )
    assert keys(lean["skills"][0]) == (
        "necessity basis when importance level level_name scale carried_from id title kind "
        "claims type"
    )
    assert keys(role) == (
        "basis sources notes not_stated node aliases conditional_aliases summary stage "
        "track broader special_cases type type_basis skills responsibilities preparations "
        "leads_to comes_from overlaps_with required_by demanded_by facts aligned"
    )
    assert role["node"] == {"id": "senior-engineer", "title": LAST, "kind": "role"}
    assert (role["stage"], role["track"]) == ("Senior", "Engineering")
    assert keys(role["comes_from"][0]) == (
        "basis sources notes not_stated key years observed signs preparations signs_stated "
        "preparations_stated other changes"
    )
    assert keys(role["overlaps_with"][0]) == (
        "basis sources notes not_stated key other summary comparison shared overlap_coefficient "
        "jaccard_coefficient overlap_by_level jaccard_by_level"
    )
    assert keys(skill) == keys(role)
    assert keys(skill["required_by"][0]) == (
        "necessity basis when importance level level_name level_text scale carried_from signs "
        "sources notes role claims"
    )
    assert keys(skill["demanded_by"][0]) == "sign source target"


def test_names_stand_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A stage with the title of the track stands once; what is not stated, too."""
    assert main(["show", "arts"]) == 0
    out = capsys.readouterr().out

    assert "role · Starting points\n" in out
    assert "\nNot stated\n• Skills: " in out


def test_contradictions_stand_side_by_side(
    contradicting: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """What claims say differently stands on its own lines, each with its evidence."""
    given = [f"--data={place}" for place in contradicting]
    shown = {}
    for node in ("lead", "sql"):
        assert main(["show", node, "--no-cache", *given]) == 0
        shown[node] = " ".join(capsys.readouterr().out.split())

    for title, text in (("SQL", shown["lead"]), ("Lead", shown["sql"])):
        assert f"essential • {title}, claims differ (the strongest counts)" in text
        assert " • essential, level 3 [stated: " in text
        assert " • helpful, level 2 [stated: " in text
    assert shown["lead"].count("← Cook – at least ") == 2


def test_contradictions_count_once(
    contradicting: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """A skill with contradicting claims is one skill to gain; the JSON has each claim."""
    given = ["--no-cache", "--json", *(f"--data={place}" for place in contradicting)]
    assert main(["show", "lead", *given]) == 0
    (sql,) = json.loads(capsys.readouterr().out)["skills"]
    assert main(["path", "cook", "lead", *given, "--expand", "all"]) == 0
    (step,) = json.loads(capsys.readouterr().out)["paths"][0]["steps"]

    claims = [(each["necessity"], each["level"], each["basis"]) for each in sql["claims"]]
    assert claims == [("essential", 3, "stated"), ("helpful", 2, "stated")]
    assert (sql["necessity"], sql["level"]) == ("essential", 3)
    assert step["skills_gained"] == 1
    assert [step["years"]["min"], *(other["years"]["min"] for other in step["also"])] == [2, 5]


def test_agreeing_claims_are_one(run: Any) -> None:
    """Parallel edges that do not contradict one another are one line."""
    answer = json.loads(run("show", LAST, "--json").stdout)

    assert [each["claims"] for each in answer["skills"]] == [[]] * len(answer["skills"])
