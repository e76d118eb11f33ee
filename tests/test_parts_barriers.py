"""Barriers beside the fit, and whether people go where a role fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.command.main import main
from graph.opening.index import open_index
from graph.parts.barriers import Barrier, barrier_text, barriers
from graph.parts.flow import flow
from web.app import create_app

SKILLS = " ".join(f"s{number}" for number in range(3))
FIGURES = {
    "Nurse": "3,40000,", "Surgeon": "5,90000,1", "Carer": "2,20000,", "Matron": "4,45000,",
}  # fmt: skip
RECIPE = """\
dataset: {id: tables, title: Tables}
source: {id: tables, title: Tables}
tables:
  - file: roles.csv
    roles: [{id: title, title: title}]
    facts:
      - {role: title, name: zone, title: Job zone, unit: of 5, value: zone}
      - {role: title, name: pay, title: Annual earnings, unit: GBP a year, value: pay}
      - {role: title, name: licence, title: Regulated profession, unit: in some, value: licence,
         where: [{column: licence, differs_from: ""}]}
  - file: degrees.csv
    facts:
      - {role: role, name: degree, title: Doctorate or professional degree, unit: "% say so",
         value: share, adds: true}
  - file: skills.csv
    skills: [{id: skill, title: skill, repeated: true}]
    requires: [{role: role, skill: skill}]
  - file: moves.csv
    leads_to: [{role: from, target: to, observed: {count: people}}]
"""
SPECIAL_CASES = """\
roles:
- {id: porter, title: Porter, basis: derived}
- {id: surgeon, title: Surgeon, basis: derived}
- {id: eye-surgeon, title: Eye surgeon, basis: derived, broader: surgeon}
- {id: retina-surgeon, title: Retina surgeon, basis: derived, broader: eye-surgeon}
- {id: barber-surgeon, title: Barber surgeon, basis: derived, broader: surgeon}
facts:
- {id: a, title: Job zone, value: 1, unit: of 5, role: porter, basis: derived}
- {id: b, title: Job zone, value: 5, unit: of 5, role: surgeon, basis: derived}
- {id: c, title: Job zone, value: 2, unit: of 5, role: barber-surgeon, basis: derived}
- {id: d, title: Annual earnings, value: 20000, unit: GBP a year, role: porter, basis: derived}
- {id: e, title: Annual earnings, value: 90000, unit: GBP a year, role: surgeon, basis: derived}
- {id: f, title: Regulated profession, value: 1, unit: in some, role: surgeon, basis: derived}
"""


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """Return tables of four roles and eight others, with figures and counted moves."""
    others = {f"Other {number}": "3,40000," for number in range(8)}
    roles = [f"{title},{figures}" for title, figures in (FIGURES | others).items()]
    needs = [f"{title},{skill}" for title in FIGURES | others for skill in SKILLS.split()]
    place = tmp_path / "clinic"
    place.mkdir()
    (place / "roles.csv").write_text("\n".join(["title,zone,pay,licence", *roles, ""]))
    (place / "skills.csv").write_text("\n".join(["role,skill", *needs, ""]))
    (place / "moves.csv").write_text(
        "from,to,people\nNurse,Matron,90\nNurse,Carer,10\nCarer,Nurse,50\nSurgeon,Carer,50\n"
    )
    (place / "degrees.csv").write_text("role,share\nNurse,0\nSurgeon,30\nSurgeon,40\nMatron,49\n")
    (place / "recipe.yaml").write_text(RECIPE)
    return place


def test_each_barrier_tells_why(clinic: Path) -> None:
    """Zones, degrees, licences and pay are compared with the roles held; rows add up."""
    index = open_index([clinic], cache=False)

    def kinds(role: str) -> list[str]:
        return [barrier.kind for barrier in barriers(index, ["nurse"], role)]

    assert kinds("surgeon") == ["preparation", "degree", "licence"]
    assert kinds("carer") == ["pay"]
    assert kinds("matron") == []
    assert barriers(index, [], "surgeon") == ()
    assert [each.kind for each in barriers(index, ["surgeon"], "nurse")] == ["pay"]


def test_flow_is_beside_fit(clinic: Path) -> None:
    """More than by chance is often; nobody seen to go is rarely; not counted is unknown."""
    index = open_index([clinic], cache=False)

    assert flow(index, ["nurse"], "matron") == "often"
    assert flow(index, ["nurse"], "carer") == "rarely"
    assert flow(index, ["nurse"], "surgeon") == "rarely"
    assert flow(index, ["matron"], "nurse") is None


def test_match_names_barriers(clinic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The reason stands at the role; --no-barriers leaves the role out."""
    asked = ["match", "--no-cache", "--data", str(clinic), "--role", "nurse", "--limit", "20"]

    assert main(asked) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "barrier: job zone 3 → 5 of 5: much more preparation" in shown
    assert "barrier: a doctorate or professional degree: 70 % say so" in shown
    assert "a stretch at best, for the preparation it takes" in shown
    assert shown.index("Stretch: ") < shown.index("Surgeon")  # though all its skills are held
    assert "barrier: a regulated profession: it needs a licence in some countries" in shown
    assert "barrier: pay falls to 50 % (40,000 → 20,000 GBP a year)" in shown
    assert "fits well, rarely done: fewer people go there than by chance" in shown
    assert main([*asked, "--no-barriers"]) == 0
    assert "Surgeon" not in capsys.readouterr().out


def test_the_page_filters_barriers(clinic: Path) -> None:
    """The box on the page leaves out roles behind a barrier."""
    client = create_app([clinic]).test_client()
    page = client.post("/match", data={"profile": "roles: [{role: Nurse}]"}).text
    without = client.post(
        "/match", data={"profile": "roles: [{role: Nurse}]", "no_barriers": "yes"}
    ).text

    assert "Barrier: job zone 3 → 5 of 5" in page
    assert "Leave out roles behind a barrier" in page
    assert 'value="yes" checked' in without
    assert "Barrier: " not in without


def test_special_cases_have_the_broader_figures(tmp_path: Path) -> None:
    """A special case without a zone or pay has those of the nearest broader role; no licence."""
    (tmp_path / "world.yaml").write_text(SPECIAL_CASES)
    index = open_index([tmp_path], cache=False)

    def barred(held: str, role: str) -> list[tuple[str, float | None, float, bool]]:
        found = barriers(index, [held], role)
        return [(each.kind, each.held, each.asked, each.of_broader) for each in found]

    assert barred("porter", "surgeon") == [
        ("preparation", 1.0, 5.0, False),
        ("licence", None, 1.0, False),
    ]
    assert barred("porter", "eye-surgeon") == [("preparation", 1.0, 5.0, True)]
    assert barred("porter", "retina-surgeon") == [("preparation", 1.0, 5.0, True)]
    assert barred("porter", "barber-surgeon") == []
    assert barred("retina-surgeon", "porter") == [("pay", 90_000.0, 20_000.0, True)]
    (pay,) = barriers(index, ["retina-surgeon"], "porter")
    assert barrier_text(pay) == (
        "pay falls to 22 % (90,000 → 20,000 GBP a year, for a broader role)"
    )


def test_no_figures_no_barriers() -> None:
    """A data set without figures has no box and no barrier."""
    assert "behind a barrier" not in create_app([]).test_client().get("/match").text
    text = barrier_text(Barrier(kind="licence", held=None, asked=1.0, unit="in some"))
    assert text == "a regulated profession: it needs a licence in some countries"
