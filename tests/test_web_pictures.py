"""The pictures beside answers: compared roles, unlocked roles, profiles."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from graph.model.records import About, Dataset, Info, LeadsTo, Requires, Role, Skill
from graph.questions.unlock.query import UnlockQuery
from graph.questions.unlock.search import answer as unlock
from graph.store.index import Index
from graph.store.networkx_graph import build_graph
from web.app import create_app
from web.pictures.compare import MAX_ALONE, MAX_SHARED, compare_picture
from web.pictures.layout import BOXES, Orientation, box_height
from web.pictures.unlock import MAX_NEW_ROLES, MAX_SKILLS, unlock_picture
from web.pictures.vis import Picture

HOSTILE = Path(__file__).parent / "data" / "hostile"
BOTH = ("landscape", "portrait")
LADDER = ["product-manager", "senior-product-manager", "director-of-product", "product-owner"]


def _index(roles: Iterable[Role]) -> Index:
    """Return the index of roles and of all the skills they require."""
    roles = tuple(roles)
    required = dict.fromkeys(edge.target for role in roles for edge in role.requires)
    skills = tuple(Skill(id=id_, title=f"Skill {id_}", basis="derived") for id_ in required)
    about = About(info=Info(title="pictures"))
    dataset = Dataset(about=about, roles=roles, skills=skills, responsibilities=())
    return Index(build_graph(dataset))


def _crowd(roles: int, shared: int = 50, alone: int = 40) -> Index:
    """Return roles that each require ``shared`` skills of all and ``alone`` of their own."""
    return _index(
        Role(
            id=f"r{n}",
            title=f"A role with quite a long title, number {n}",
            basis="derived",
            requires=tuple(
                Requires(target=skill, basis="derived")
                for skill in (
                    *(f"all-of-them-require-{i}" for i in range(shared)),
                    *(f"only-{n}-requires-{i}" for i in range(alone)),
                )
            ),
            leads_to=tuple(LeadsTo(target=f"r{m}", basis="derived") for m in range(n + 1, roles)),
        )
        for n in range(roles)
    )


def _one_short(skills: int = 12, roles: int = 20) -> Index:
    """Return a role and others that each require three of a few skills."""
    required = {"start": ["base"]} | {
        f"r{n}": [f"new{(n + i) % skills}" for i in range(3)] for n in range(roles)
    }
    return _index(
        Role(
            id=role,
            title=f"Role {role}",
            basis="derived",
            requires=tuple(Requires(target=skill, basis="derived") for skill in its),
            leads_to=(LeadsTo(target="r0", basis="derived"),) if role == "start" else (),
        )
        for role, its in (required | _fillers()).items()
    )


def _fillers() -> dict[str, list[str]]:
    """Return roles that share no skill: with them, enough roles state skills for tiers."""
    return {f"filler{n}": [f"filler{n}-{i}" for i in range(7)] for n in range(10)}


def _picture(client: FlaskClient, query: str, status: int = 200) -> Any:
    answer = client.get(f"/api/v1/picture?{query}")
    assert answer.status_code == status, answer.text
    return json.loads(answer.text)


def _ids(drawn: Picture, kind: str) -> list[str]:
    return [node["id"] for node in drawn["nodes"] if node["kind"] == kind]


def _edges(drawn: Picture, *relations: str) -> set[tuple[str, str]]:
    return {(e["from"], e["to"]) for e in drawn["edges"] if e["relation"] in relations}


def _notes(drawn: Picture) -> list[str]:
    return [f"{heading['text']}: {heading['note']}" for heading in drawn["headings"]]


def _overlapping(index: Index, drawn: Picture) -> list[tuple[str, str]]:
    """Return the boxes that lie on another, and the headings that lie on a box."""
    places = [
        (node["id"], node["x"], node["y"], BOXES[kind].width, box_height(index, node["id"]))
        for node in drawn["nodes"]
        for kind in [index.kinds[node["id"]]]
    ]
    for heading in drawn["headings"]:
        x = heading["x"] + (60 if heading["align"] == "left" else 0)
        places.append((heading["text"], x, heading["y"], 120, 14))
    return [
        (a, b)
        for (a, ax, ay, aw, ah), (b, bx, by, bw, bh) in combinations(places, 2)
        if abs(ax - bx) < (aw + bw) / 2 and abs(ay - by) < (ah + bh) / 2
    ]


@pytest.mark.parametrize("orientation", BOTH)
@pytest.mark.parametrize("number", [2, 3, 4])
def test_compared_boxes_do_not_overlap(
    shipped_index: Index, orientation: Orientation, number: int
) -> None:
    """No boxes or headings overlap in a picture of two to four roles."""
    for roles in combinations(LADDER, number):
        drawn = compare_picture(shipped_index, roles, orientation)
        assert _overlapping(shipped_index, drawn) == [], roles


def test_narrow_headings_are_short() -> None:
    """Headings of a narrow picture fit one line, however long the titles."""
    index = _crowd(roles=4)
    drawn = compare_picture(index, list(index.roles), "portrait")

    assert max(map(len, _notes(drawn))) <= 50


@pytest.mark.parametrize("orientation", BOTH)
@pytest.mark.parametrize("number", [2, 3, 4])
def test_compared_skills_are_limited(orientation: Orientation, number: int) -> None:
    """Only the first skills are drawn; a note counts the others."""
    index = _crowd(roles=number)
    drawn = compare_picture(index, list(index.roles), orientation)

    assert len(_ids(drawn, "skill")) == MAX_SHARED + number * MAX_ALONE
    assert _overlapping(index, drawn) == []
    notes = _notes(drawn)
    assert sum(note.endswith(f"{MAX_SHARED} of 50 shown") for note in notes) == 1
    assert sum(note.endswith(f"{MAX_ALONE} of 40 shown") for note in notes) == number


def test_compared_roles_have_edges(
    shipped_index: Index,
) -> None:
    """Compared roles are joined to their requirements and to one another."""
    pair = ["product-manager", "senior-product-manager"]
    drawn = compare_picture(shipped_index, pair, "landscape")

    required = _edges(drawn, "requires")
    of_both = [skill for skill in _ids(drawn, "skill") if {(r, skill) for r in pair} <= required]
    assert len(of_both) == 10
    assert len(required) == 2 * 10 + 6
    assert ("product-manager", "senior-product-manager") in _edges(drawn, "leads_to")


def test_shared_skills_are_between(
    shipped_index: Index,
) -> None:
    """Shared skills are between the roles, other skills outside."""
    pair = ["product-manager", "senior-product-manager"]
    drawn = compare_picture(shipped_index, pair, "landscape")
    at = {node["id"]: node["x"] for node in drawn["nodes"]}

    required = _edges(drawn, "requires")
    for skill in _ids(drawn, "skill"):
        holders = [role for role in pair if (role, skill) in required]
        if len(holders) == 2:
            assert at[pair[0]] < at[skill] < at[pair[1]]
        else:
            assert abs(at[skill]) > abs(at[holders[0]])


def test_step_across_has_passage(shipped_index: Index) -> None:
    """A step from one compared role to the other passes no shared box."""
    drawn = compare_picture(shipped_index, LADDER[:2], "landscape")
    at = {node["id"]: (node["x"], node["y"]) for node in drawn["nodes"]}

    level = at["product-manager"][1]
    in_the_middle = [id_ for id_, (x, _) in at.items() if x == 0]
    assert in_the_middle
    assert at["senior-product-manager"][1] == level
    assert all(abs(at[id_][1] - level) > box_height(shipped_index, id_) / 2 + 7
               for id_ in in_the_middle)  # fmt: skip


def test_responsibilities_replace_unstated_skills(
    client: FlaskClient,
) -> None:
    """Responsibilities are drawn if more of the roles state them than skills."""
    drawn = _picture(client, "compare=PM&compare=product+owner")

    assert _ids(drawn, "skill") == []
    assert _ids(drawn, "responsibility")
    assert any(note.startswith("Shared responsibilities") for note in _notes(drawn))


def test_unstated_skills_are_not_compared(client: FlaskClient) -> None:
    """A role without stated skills shares nothing known, and is not said to have none."""
    query = "compare=PM&compare=fresh+graduate"
    wide, narrow = (_picture(client, f"{query}&orientation={way}") for way in BOTH)

    assert _notes(wide) == [
        "Skills: 6 of 27 shown",
        "Skills: not stated",
        "Shared skills: not known",
    ]
    assert _notes(narrow) == [
        "Skills of Product manager: 6 of 27 shown",
        "Skills of Fresh graduate: not stated",
    ]


def test_disjoint_roles_share_none() -> None:
    """Roles whose stated skills differ share ``none``."""
    apart = _crowd(roles=2, shared=0)

    assert "Shared skills: none" in _notes(compare_picture(apart, apart.roles, "landscape"))


@pytest.mark.parametrize("orientation", BOTH)
def test_unlock_picture_is_limited(
    orientation: Orientation,
) -> None:
    """Only the best skills and their first new roles are drawn, without overlap."""
    index = _one_short()
    answer = unlock(index, UnlockQuery(role="start"))
    drawn = unlock_picture(index, answer, orientation)

    assert len(answer.skills) > MAX_SKILLS
    assert len(_ids(drawn, "skill")) == MAX_SKILLS
    assert len(_ids(drawn, "role")) == 1 + MAX_NEW_ROLES
    assert _overlapping(index, drawn) == []


def test_unlock_edges_run_right() -> None:
    """Edges run from the role to new roles and on to the skills they require."""
    index = _one_short()
    answer = unlock(index, UnlockQuery(role="start"))
    drawn = unlock_picture(index, answer, "landscape")
    at = {node["id"]: node["x"] for node in drawn["nodes"]}

    assert drawn["focus"] == "start"
    assert _edges(drawn, "leads_to") == {("start", "r0")}
    assert {target for _, target in _edges(drawn, "requires")} == set(_ids(drawn, "skill"))
    shown = _edges(drawn, "leads_to", "requires")
    assert all(at[source] < at[target] for source, target in shown)


def test_helpful_skills_unlock_nothing() -> None:
    """No edge joins a new role to a skill that is only helpful for it."""
    required = {
        "start": ["base"],
        "first": ["a", "b", "c"],
        "second": ["b", "c", "d"],
    }
    index = _index(
        Role(
            id=role,
            title=role,
            basis="derived",
            requires=(
                *(Requires(target=skill, basis="derived") for skill in skills),
                *[Requires(target="d", basis="derived", necessity="helpful")][: role == "first"],
            ),
        )
        for role, skills in (required | _fillers()).items()
    )
    answer = unlock(index, UnlockQuery(role="start"))
    drawn = unlock_picture(index, answer, "landscape")

    assert {skill.id for skill in answer.skills} == {"a", "b", "c", "d"}
    assert _edges(drawn, "requires") == {
        (role, skill) for role in ("first", "second") for skill in required[role]
    }


def test_narrow_unlock_counts_roles() -> None:
    """On a narrow screen the notes of a skill add up to its new roles."""
    index = _one_short(skills=4, roles=4)
    answer = unlock(index, UnlockQuery(role="start"))
    drawn = unlock_picture(index, answer, "portrait")

    assert _notes(drawn) == [
        "From: ",
        "Skill 1: 3 new roles",
        "Skill 2: 3 new roles, 1 here, 2 above",
        "Skill 3: 3 new roles, 3 above",
        "Skill 4: 3 new roles, 3 above",
    ]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("compare=PM", "only one role is named"),
        ("compare=PM&compare=PM", "the same role"),
        ("compare=PM&compare=CPO&unlock=PM", "compare and unlock exclude each other"),
        ("unlock=PM&source=PM&target=CPO", "unlock and source exclude each other"),
        ("focus=PM&unlock=PM", "focus and unlock exclude each other"),
    ],
)
def test_contradictory_picture_is_refused(client: FlaskClient, query: str, words: str) -> None:
    """Too few roles, or two questions at once, give status 400."""
    assert words in _picture(client, query, 400)["error"]


def test_unknown_role_gives_404(client: FlaskClient) -> None:
    """An unknown role gives status 404 with its name."""
    assert "nobody" in _picture(client, "unlock=nobody", 404)["error"]


def test_profile_page_carries_picture(client: FlaskClient) -> None:
    """The answer to a profile carries its picture: no address holds the profile."""
    profile = json.dumps({"roles": ["junior product manager"]})
    unlocks = client.post("/unlock", data={"profile": profile}).text
    path = client.post("/match", data={"profile": profile, "to": "CPO"}).text

    assert 'class="graph-view"' in path
    for page in (unlocks, path):
        assert 'data-picture="/' not in page
        assert "/api/v1/picture" not in page


def test_no_target_no_picture(client: FlaskClient) -> None:
    """A profile without a target role has no path to draw."""
    page = client.post("/match", data={"profile": '{"roles": ["PM"]}'}).text

    assert 'class="graph-view"' not in page


def test_hostile_text_stays_text() -> None:
    """Markup in titles stays text, in pictures and in the pages around them."""
    client = create_app(HOSTILE).test_client()
    drawn = _picture(client, "compare=evil&compare=other")
    pages = [
        client.get("/compare?role=evil&role=other").text,
        client.post("/match", data={"profile": '{"roles": ["evil"]}', "to": "other"}).text,
    ]

    assert "</script><img src=x onerror=alert(1)>" in {
        node["label"].replace("\n", " ").replace("a lert", "alert") for node in drawn["nodes"]
    }
    assert 'data-picture="/' in pages[0]
    assert 'class="graph-view"' in pages[1]
    for page in pages:
        assert "<img src=x" not in page
        assert "</script><script>" not in page
