"""Roles and the skills they require as one table: order, cells, limits, and its formats."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from commands import data_set, error_line
from flask.testing import FlaskClient
from worlds import role, to, world

from graph.formats.matrix_csv import matrix_csv
from graph.formats.matrix_svg import matrix_svg
from graph.model.errors import BadParameter, UnknownNode
from graph.model.records import NotStated, Requires
from graph.opening.index import open_index
from graph.questions.matrix import view
from graph.questions.matrix.answer import Matrix
from graph.questions.matrix.query import MatrixQuery
from graph.questions.matrix.search import answer
from graph.store.index import Index
from web.app import create_app

SHOP = """\
dataset: {title: Shop}
groups: [{id: front, title: Front}, {id: back, title: Back}, {id: money, title: Money}]
scales:
- {id: depth, title: Depth, basis: stated, levels: [
    {level: 1, id: low, title: Low}, {level: 2, id: high, title: High}]}
roles:
- {id: head, title: Head, basis: stated, groups: [front], requires: [
    {target: plan, basis: stated}, {target: sell, basis: stated, level: 2},
    {target: count, basis: stated, level: 2, necessity: helpful}]}
- {id: clerk, title: Clerk, basis: stated, groups: [front], requires: [
    {target: sell, basis: stated, level: 1}], leads_to: [{target: senior, basis: stated}]}
- {id: senior, title: Senior, basis: stated, groups: [front], leads_to: [
    {target: head, basis: stated}], requires: [
    {target: sell, basis: implied, level: 2}, {target: count, basis: stated, level: 1}]}
- {id: baker, title: =Baker, basis: stated, groups: [back]}
skills:
- {id: plan, title: Plan <all>, basis: stated}
- {id: count, title: Count, basis: stated, groups: [money]}
- {id: sell, title: "+Sell", basis: stated, levels: [{level: 2, text: Sells & smiles.}]}
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> str:
    return data_set(tmp_path_factory.mktemp("matrix") / "shop", SHOP)


@pytest.fixture(scope="module")
def index(shop: str) -> Index:
    return open_index([shop])


@pytest.fixture(scope="module")
def client(shop: str) -> FlaskClient:
    return create_app(shop).test_client()


def _rows(found: Matrix) -> list[tuple[str | None, list[str]]]:
    return [(each.title, [row.role.id for row in each.roles]) for each in found.ladders]


def _columns(found: Matrix) -> list[tuple[str | None, list[str]]]:
    return [(each.title, [skill.id for skill in each.skills]) for each in found.groups]


def _marks(found: Matrix) -> dict[str, dict[str, str]]:
    rows = [row for ladder in found.ladders for row in ladder.roles]
    return {
        row.role.id: {cell.skill: view.cell_text(found, cell) for cell in row.cells} for row in rows
    }


def test_ladder_is_a_staircase(index: Index) -> None:
    """Rungs go up, and in each group the skills of the lowest rung come first."""
    found = answer(index, MatrixQuery())

    assert found.sort == "ladder"
    assert _rows(found) == [("Front", ["clerk", "senior", "head"]), ("Back", ["baker"])]
    assert _columns(found) == [("Money", ["count"]), (None, ["sell", "plan"])]


def test_steps_follow_first_row() -> None:
    """A skill stands before those that only higher rungs require, then the more frequent one."""
    index = world(
        role("c", requires=["z", "y", "x", "w"], track="t"),
        role("b", to("c"), requires=["y", "x", "z"], track="t"),
        role("a", to("b"), requires=["z"], track="t"),
    )

    found = answer(index, MatrixQuery())

    assert _rows(found) == [(None, ["a", "b", "c"])]
    assert _columns(found) == [(None, ["z", "x", "y", "w"])]


def test_cells_have_terms_and_shares(index: Index) -> None:
    """A cell has the level with its name and share, the necessity, the basis and the text."""
    found = answer(index, MatrixQuery())
    head = found.ladders[0].roles[2]

    assert [(c.skill, c.level_name, c.share, c.necessity) for c in head.cells] == [
        ("count", "High", 1.0, "helpful"),
        ("sell", "High", 1.0, "listed"),
        ("plan", None, None, "listed"),
    ]
    assert head.cells[1].level_text == "Sells & smiles."
    assert _marks(found) == {
        "clerk": {"sell": "1"},
        "senior": {"count": "1", "sell": "2"},
        "head": {"count": "2H", "sell": "2", "plan": "L"},
        "baker": {},
    }


def test_not_stated_is_not_empty(index: Index) -> None:
    """A role without skills keeps its row and says so, unless empty ones are hidden."""
    shown, hidden = (answer(index, MatrixQuery(hide_empty=hide)) for hide in (False, True))

    assert not shown.ladders[1].roles[0].stated
    assert _rows(hidden) == [("Front", ["clerk", "senior", "head"])]
    assert [each.id for each in hidden.hidden] == ["baker"]
    assert "Hidden: 1 role whose skills are not stated." in view.summary(hidden)


def test_left_out_lists_are_told_apart() -> None:
    """A list that only this data leaves out is not called not stated."""
    index = world(role("a", not_stated=(NotStated(what="skills", left_out=True),)))
    (ladder,) = answer(index, MatrixQuery()).ladders

    assert view.not_stated(ladder.roles[0]).startswith("not recorded")


def test_family_is_smallest_group(index: Index) -> None:
    """A role brings the others of its group; a group may be named by its title."""
    by_role = answer(index, MatrixQuery(role="senior"))
    by_title = answer(index, MatrixQuery(group="FRONT"))

    assert by_role.group is not None
    assert by_role.group.id == "front"
    assert by_role.ladders == by_title.ladders


def test_family_without_groups_is_track(shipped_index: Index) -> None:
    """Where roles have no groups, the family is the track."""
    found = answer(shipped_index, MatrixQuery(role="CPO"))

    assert found.group is not None
    assert (found.group.id, found.group.roles) == ("product", 7)


def test_limits_keep_the_strongest() -> None:
    """Without ladders the strongest come first, and the answer counts what it leaves out."""
    index = world(
        role("one", requires=["rare", "common"]),
        role(
            "two", requires=["common", Requires(target="nice", basis="stated", necessity="helpful")]
        ),
        role("three", requires=["common"]),
    )

    found = answer(index, MatrixQuery(role="three", roles=2, skills=2))

    assert found.sort == "strength"
    assert _columns(found) == [(None, ["common", "rare"])]
    assert _rows(found) == [(None, ["three", "one"])]  # the role in the query comes first
    assert (found.more_roles, found.more_skills) == (1, 1)
    assert "Not shown: 1 more role and 1 more skill." in view.summary(found)


def test_roles_left_out_have_no_columns() -> None:
    """What only roles beyond the limit require has no column, and counts as not shown."""
    index = world(
        role("a", to("b"), requires=["x"], track="t"),
        role("b", to("c"), requires=["x", "y"], track="t"),
        role("c", requires=["x", "y", "z"], track="t"),
    )

    found = answer(index, MatrixQuery(roles=2))

    assert _columns(found) == [(None, ["x", "y"])]
    assert (found.more_roles, found.more_skills) == (1, 1)


def test_usual_limits_are_30_by_40() -> None:
    """By strength there are at most 30 roles and 40 skills."""
    index = world(*(role(f"r{n}", requires=[f"s{n}", f"t{n}"]) for n in range(50)))

    found = answer(index, MatrixQuery())

    assert [len(its) for _, its in _rows(found) + _columns(found)] == [30, 40]
    assert (found.more_roles, found.more_skills) == (20, 60)


def test_text_filters_roles_and_skills(index: Index) -> None:
    """A text narrows the skills, the roles or both; what nothing has leaves nothing."""
    of_skill = answer(index, MatrixQuery(text="COUNT", hide_empty=True))
    of_role = answer(index, MatrixQuery(text="clerk"))
    nothing = answer(index, MatrixQuery(text="astronaut"))

    assert _rows(of_skill) == [("Front", ["senior", "head"])]
    assert _columns(of_skill) == [("Money", ["count"])]
    assert _rows(of_role) == [("Front", ["clerk"])]
    assert (nothing.found, nothing.ladders, nothing.groups) == (False, (), ())


def test_names_sort_both_ways(index: Index) -> None:
    """By name, roles and skills stand in alphabetical order under their headings."""
    found = answer(index, MatrixQuery(sort="name"))

    assert _rows(found)[0] == ("Front", ["clerk", "head", "senior"])


@pytest.mark.parametrize("query", [{"role": "nobody"}, {"group": "frontt"}, {"group": "money"}])
def test_unknown_names_are_refused(index: Index, query: dict[str, str]) -> None:
    """An unknown role or group is an error, and so is a group of skills."""
    with pytest.raises(UnknownNode):
        answer(index, MatrixQuery(**query))


@pytest.mark.parametrize("query", [{"roles": 301}, {"role": "clerk", "group": "front"}])
def test_impossible_queries_are_refused(query: dict[str, Any]) -> None:
    """At most 300 roles; a role or a group, not both."""
    with pytest.raises(BadParameter):
        MatrixQuery(**query)


def test_legend_has_only_what_is_shown(index: Index) -> None:
    """The legend explains the levels, letters and styles of the table, and no others."""
    all_, clerk = (
        [(each.mark, each.words) for each in view.legend(answer(index, MatrixQuery(text=text)))]
        for text in (None, "clerk")
    )

    assert all_[:4] == [
        ("1", "Low"),
        ("2", "High"),
        ("L", "listed, level not stated"),
        ("H", "helpful"),
    ]
    assert clerk == [("1", "Low"), ("", "blank: the role's list does not name the skill")]


def _table(text: str) -> Sequence[Sequence[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_csv_reads_back(index: Index) -> None:
    """The CSV has a row a role and a column a skill; nothing in it is a formula."""
    rows = _table(matrix_csv(answer(index, MatrixQuery())))

    assert rows == [
        ["Ladder", "Role", "Id", "Skills", "Count", "'+Sell", "Plan <all>"],
        ["Front", "Clerk", "clerk", "stated", "", "1", ""],
        ["Front", "Senior", "senior", "stated", "1", "2", ""],
        ["Front", "Head", "head", "stated", "2H", "2", "L"],
        ["Back", "'=Baker", "baker", "not stated", "", "", ""],
    ]


def test_svg_is_well_formed(index: Index) -> None:
    """The SVG has a title, a description, and every text as text."""
    svg = ElementTree.fromstring(matrix_svg(answer(index, MatrixQuery())))  # noqa: S314  # our own
    texts = ["".join(each.itertext()) for each in svg.iter() if each.tag.endswith("text")]

    assert [each.tag.rpartition("}")[2] for each in svg][:2] == ["title", "desc"]
    assert {"Plan <all>", "+Sell", "=Baker", "not stated", "2H"} <= set(texts)


def test_command_prints_the_table(run: Any, shop: str) -> None:
    """The command prints blocks of numbered skills, and exits with 1 if nothing is left."""
    shown = run("matrix", "clerk", "--data", shop)

    assert shown.returncode == 0
    assert "3 roles and 3 skills, by ladder." in shown.stdout
    assert "  Head      2   L" in shown.stdout
    assert run("matrix", "--text", "astronaut", "--data", shop).returncode == 1
    assert "--roles and --skills show more" in run("matrix", "--roles", "1", "--data", shop).stdout


def test_command_writes_other_formats(run: Any, shop: str) -> None:
    """JSON, CSV and SVG go to standard output; two at once are refused."""
    as_json = run("matrix", "--data", shop, "--json")
    as_csv = run("matrix", "--data", shop, "--format", "csv")
    as_svg = run("matrix", "--data", shop, "--format", "svg")

    assert json.loads(as_json.stdout)["ladders"][0]["roles"][0]["cells"][0]["level"] == 1
    assert _table(as_csv.stdout)[1][:2] == ["Front", "Clerk"]
    assert as_svg.stdout.startswith("<svg ")
    assert "exclude each other" in error_line(
        run("matrix", "--data", shop, "--json", "--format", "csv")
    )


def test_command_helps_with_groups(run: Any, shop: str) -> None:
    """An unknown group suggests the one meant, and never the list of nodes."""
    assert error_line(run("matrix", "--data", shop, "--group", "fron")) == (
        "unknown group 'fron'; did you mean 'Front'?"
    )
    assert error_line(run("matrix", "--data", shop, "--group", "xyz")) == "unknown group 'xyz'"


def test_page_is_a_table(client: FlaskClient) -> None:
    """The page is a table with a caption and scopes; roles can be ticked and compared."""
    page = client.get("/matrix?group=front").text

    assert page.count("<table") == page.count("<caption") == 1
    assert "<th>" not in page
    assert page.count('scope="row"') == 3
    assert '<input type="checkbox" name="role" value="senior"' in page
    assert 'action="/compare"' in page
    assert "Sells &amp; smiles." in page
    assert '<option value="front" selected>' in page


def test_page_says_not_stated(client: FlaskClient) -> None:
    """A role without skills says so in its row."""
    assert '<span class="not-stated">not stated</span></td></tr>' in client.get("/matrix").text


def test_page_keeps_what_was_typed(client: FlaskClient) -> None:
    """An unknown group is a 404 with the group that may be meant; nothing left is no error."""
    wrong = client.get("/matrix?group=fron")
    nothing = client.get("/matrix?text=astronaut")

    assert wrong.status_code == 404
    assert 'href="/matrix?group=front"' in wrong.text
    assert nothing.status_code == 200
    assert "No role is left." in nothing.text


def test_page_links_to_what_is_left_out(client: FlaskClient) -> None:
    """Where the limits leave something out, a link shows it."""
    cut, whole = (client.get(f"/matrix?skills={most}").text for most in (1, 3))

    assert 'href="/matrix?roles=300&amp;skills=300">Show up to 300 of each' in cut
    assert "Show up to" not in whole


def test_downloads_follow_the_filter(client: FlaskClient) -> None:
    """CSV, SVG and JSON have the rows of the page that links to them."""
    page = client.get("/matrix?group=back&sort=name").text
    table = client.get("/matrix.csv?group=back&sort=name")
    picture = client.get("/matrix.svg?group=back&sort=name")

    assert 'href="/matrix.csv?group=back&amp;sort=name"' in page
    assert [row[2] for row in _table(table.text.removeprefix("\ufeff"))] == ["Id", "baker"]
    assert table.headers["Content-Disposition"] == 'attachment; filename="matrix.csv"'
    assert picture.mimetype == "image/svg+xml"
    assert client.get("/api/v1/matrix?group=back").get_json()["group"]["id"] == "back"
    assert client.get("/matrix.csv?nonsense=1").status_code == 400


def test_other_pages_link_to_it(client: FlaskClient) -> None:
    """The map, each group and each role link to their matrix."""
    assert 'href="/matrix"' in client.get("/").text
    assert 'href="/matrix?group=front"' in client.get("/?group=front").text
    assert 'href="/matrix?role=clerk"' in client.get("/roles/clerk").text


def test_shipped_ladder_is_a_staircase() -> None:
    """In the shipped framework each rung of the business analysts starts no skill to the left."""
    found = answer(
        open_index([Path("data/uk-digital-data")]), MatrixQuery(group="business-analyst")
    )
    skills = [skill.id for group in found.groups for skill in group.skills]
    starts = [
        min(
            number
            for number, row in enumerate(found.ladders[0].roles)
            if skill in {cell.skill for cell in row.cells}
        )
        for skill in skills
    ]

    assert starts == sorted(starts)
