"""Near skills: those that the data names, and those derived from groups and names."""

from __future__ import annotations

import json
import re
import textwrap
from pathlib import Path
from typing import Any

import pytest
from commands import data_set
from flask.testing import FlaskClient

from graph.command.main import main
from graph.model.errors import AmbiguousName, BadParameter, UnknownNode, WrongKind
from graph.opening.index import open_index
from graph.opening.load import check
from graph.parts.fit import fit_index
from graph.questions.near import view
from graph.questions.near.answer import NearSkills
from graph.questions.near.query import NearQuery
from graph.questions.near.search import LEAST
from graph.questions.near.search import answer as find_near
from graph.store.index import Index
from web.app import create_app

SHOP = """\
dataset: {title: Shop}
sources: [{id: book, title: The shop book}]
groups:
- {id: skills, title: Skills}
- {id: office, title: Office work, parent: skills}
- {id: money, title: Handling money, parent: office}
- {id: goods, title: Goods, parent: skills}
roles:
- {id: clerk, title: Clerk, basis: derived, requires: [
    {target: take, basis: derived}, {target: check, basis: derived},
    {target: letters, basis: derived}, {target: make, basis: derived},
    {target: cars, basis: derived}, {target: plan, basis: derived},
    {target: handle, basis: derived}, {target: stop, basis: derived}]}
- {id: cashier, title: Cashier, basis: derived, requires: [{target: check, basis: derived}],
   leads_to: [{target: writer, basis: derived}]}
- {id: writer, title: Writer, basis: derived, requires: [{target: letters, basis: derived}]}
skills:
- {id: take, title: Take cash payments, basis: derived, groups: [money]}
- {id: check, title: Check cash payments, aliases: [Audit cash payments], basis: derived,
   groups: [money], near: [{target: letters, grade: 0.2, basis: stated,
     source: {id: book, lines: 7}, note: Both need a calm hand.}]}
- {id: handle, title: Keep cash payments, basis: derived, groups: [office, money]}
- {id: letters, title: Write letters, basis: derived, groups: [office]}
- {id: make, title: Make cash payments, basis: derived, groups: [goods]}
- {id: cars, title: Drive cars, basis: derived, groups: [money]}
- {id: plan, title: Plan cash payments, basis: derived, groups: [skills]}
- {id: stop, title: Stop cash payments, basis: derived}
"""
FILLERS = [f"item-{n}" for n in range(22)]
SHOP += "".join(f"- {{id: {word}, title: {word}, basis: derived}}\n" for word in FILLERS)
"""Names alike in one group, in two, at the top level and in none; and others, as words are rare
only among many."""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> str:
    return data_set(tmp_path_factory.mktemp("near") / "shop", SHOP)


@pytest.fixture(scope="module")
def index(shop: str) -> Index:
    return open_index([shop], cache=False)


def near(index: Index, skill: str, **parameters: Any) -> NearSkills:
    return find_near(index, NearQuery(skill=skill, **parameters))


def ids(answer: NearSkills) -> list[str]:
    return [each.id for each in answer.near]


# --- Derived -------------------------------------------------------------------------------------


def test_needs_group_and_name(index: Index) -> None:
    """Names alike need a common group below the plan level, and a common group names alike."""
    assert set(ids(near(index, "take"))) == {"check", "handle"}


def test_reason_has_deepest_group(index: Index) -> None:
    """The reason names the deepest common group; the grade is the likeness of the names."""
    (handle,) = (each for each in near(index, "take").near if each.id == "handle")

    assert handle.reason == "both under Handling money"
    assert LEAST <= handle.grade < 1
    assert (handle.basis, handle.sources) == ("derived", ())


def test_grades_hold_both_ways(index: Index) -> None:
    """Two skills are as near one another as the other way round."""
    there = {each.id: each.grade for each in near(index, "take").near}
    back = {each.id: each.grade for each in near(index, "handle").near}

    assert there["handle"] == pytest.approx(back["take"])


def test_grade_equals_the_fit(tmp_path: Path) -> None:
    """Skills are as near as the names of roles with the same titles are alike in the fit."""
    titles = ("Cash check clerk", "Cash take clerk", "Driver", "Baker", "Cook of soups")
    skills = "groups: [{id: g, title: Group}]\nskills:\n"
    roles = "roles:\n"
    for n, title in enumerate(titles):
        skills += f"- {{id: n{n}, title: {title}, basis: derived, groups: [g]}}\n"
        roles += f"- {{id: n{n}, title: {title}, basis: derived}}\n"
    as_skills, as_roles = (
        open_index([data_set(tmp_path / name, text)], cache=False)
        for name, text in (("skills", skills), ("roles", roles))
    )
    fit = fit_index(as_roles).fits({}, (0,)).fit(1)
    assert fit is not None

    (other,) = near(as_skills, "n0").near

    values = {part.part: part.value for part in fit.parts}
    assert (other.id, other.grade) == ("n1", pytest.approx(values["names"]))


def test_undivided_groups_count(tmp_path: Path) -> None:
    """Groups of a table have no groups above or below them, and count."""
    nodes = "id,title,kind,group\nlead,Lead,role,\n"
    nodes += "a,Write long letters,skill,Office\nb,Write short letters,skill,Office\n"
    nodes += "c,Write letters,skill,Garden\n"
    nodes += "".join(f"{word},{word},skill,Garden\n" for word in FILLERS)
    (tmp_path / "nodes.csv").write_text(nodes, encoding="utf-8")
    edges = "source,relation,target\nlead,requires,a\nlead,requires,b\nlead,requires,c\n"
    (tmp_path / "edges.csv").write_text(edges, encoding="utf-8")

    found = near(open_index([tmp_path], cache=False), "a")

    assert ids(found) == ["b"]
    assert found.near[0].reason == "both under Office"


# --- Named by the data ---------------------------------------------------------------------------


@pytest.mark.parametrize(("skill", "other"), [("check", "letters"), ("letters", "check")])
def test_named_holds_both_ways(skill: str, other: str, index: Index) -> None:
    """What YAML says of two skills is the first answer for both, below the threshold too."""
    first = near(index, skill).near[0]

    assert (first.id, first.grade, first.basis) == (other, 0.2, "stated")
    assert first.reason == "Both need a calm hand."
    assert [(place.id, place.lines) for place in first.sources] == [("book", 7)]


def test_named_pair_is_not_derived(tmp_path: Path) -> None:
    """A pair that the data names is not derived as well; two claims stand side by side."""
    told = "near: [{target: take, grade: 0.1, basis: derived}, "
    told += "{target: take, grade: 0.9, basis: stated, source: {id: book}}, "
    index = open_index([data_set(tmp_path / "shop", SHOP.replace("near: [", told))], cache=False)

    of_register = [each for each in near(index, "check").near if each.id == "take"]

    assert [(each.grade, each.basis) for each in of_register] == [(0.9, "stated"), (0.1, "derived")]
    assert of_register[0].reason == "the data names them as near"


def test_an_addition_may_name(shop: str, tmp_path: Path) -> None:
    """YAML that extends a data set adds near skills, and ids of two sets stay apart."""
    more = "dataset: {title: More, extends: shop}\n"
    more += "skills: [{id: cars, near: [{target: make, grade: 1, basis: derived}]}]\n"
    other = SHOP.replace("Shop", "Store")
    added, store = data_set(tmp_path / "more", more), data_set(tmp_path / "store", other)

    index = open_index([shop, added, store], cache=False)

    assert ids(near(index, "shop:cars")) == ["shop:make"]
    assert ids(near(index, "store:check"))[0] == "store:letters"


def test_unknown_target_has_suggestions(tmp_path: Path) -> None:
    """A near skill that does not exist is an error with its line and a suggestion."""
    wrong = data_set(
        tmp_path / "shop", SHOP.replace("target: letters, grade", "target: leters, grade")
    )

    dataset, problems, _ = check([wrong])

    assert dataset is None
    assert [(problem.line, problem.message) for problem in problems if not problem.warning] == [
        (20, "unknown skill 'leters'; did you mean 'letters'?")
    ]


def test_coverage_stays_as_it_is(run: Any, shop: str, tmp_path: Path) -> None:
    """A near skill that the data names changes no gap and no coverage."""
    without = SHOP.replace("near: [{target: letters, grade: 0.2", "notes: [{kind: context")
    without = without.replace("basis: stated,\n     source: {id: book, lines: 7}, note:", "text:")
    plain = data_set(tmp_path / "plain", without)

    told, untold = (run("path", "Cashier", "Writer", "--data", each) for each in (shop, plain))

    assert "near" not in without
    assert told.stdout == untold.stdout
    assert "Write letters" in told.stdout


# --- What cannot be asked, and nothing found -----------------------------------------------------


def test_bad_names_are_refused(index: Index) -> None:
    """The name is that of one skill, and the limit is 1 to 100."""
    with pytest.raises(UnknownNode, match="did you mean 'Write letters'"):
        near(index, "write leters")
    with pytest.raises(WrongKind):
        near(index, "clerk")
    for limit in (0, 101):
        with pytest.raises(BadParameter):
            near(index, "check", limit=limit)


def test_ambiguous_name_is_refused(shop: str, tmp_path: Path) -> None:
    """A name of two skills is refused with both."""
    store = data_set(tmp_path / "store", SHOP)
    with pytest.raises(AmbiguousName):
        near(open_index([shop, store], cache=False), "check")


@pytest.mark.parametrize("skill", ["cars", "plan", "stop", "make"])
def test_none_near_has_sentence(skill: str, index: Index) -> None:
    """Without near skills there is a sentence that says what was looked for."""
    found = near(index, skill)

    assert (found.found, found.number, found.near) == (False, 0, ())
    assert view.nothing(found).startswith(f"The data names no skill near {found.skill.title}")


def test_limit_keeps_the_number(index: Index) -> None:
    """The limit cuts the list, and the answer still says how many there are."""
    found = near(index, "check", limit=1)

    assert (ids(found), found.number) == (["letters"], 3)
    assert view.heading(found) == "1 of 3 skills near Check cash payments"


# --- The command, the API and the pages ----------------------------------------------------------


def test_command_lists_near_skills(run: Any, shop: str) -> None:
    """The command prints grade, reason and evidence, and exits with 1 if there is none."""
    shown = run("near", "letters", "--data", shop)

    assert shown.returncode == 0
    assert shown.stdout.splitlines() == [
        "1 skill near Write letters",
        "• Check cash payments – 0.20 alike: Both need a calm hand. [stated: book, line",
        "  7]",
        *textwrap.wrap(f"{view.HOW_ALIKE} {view.NOT_THE_SAME}", 80),
        "",
        "Sources",
        "• book: The shop book",
    ]
    nothing = run("near", "cars", "--data", shop)
    assert nothing.returncode == 1
    assert "The data names no skill near Drive cars" in nothing.stdout


def test_command_prints_json(run: Any, shop: str) -> None:
    """The JSON has the sources if they are expanded."""
    lean, full = (
        json.loads(run("near", "letters", "--data", shop, "--json", *more).stdout)
        for more in ((), ("--expand", "sources"))
    )

    assert lean["near"] == [
        {
            "id": "check",
            "title": "Check cash payments",
            "kind": "skill",
            "grade": 0.2,
            "reason": "Both need a calm hand.",
            "basis": "stated",
        }
    ]
    assert full["near"][0]["sources"][0]["id"] == "book"


@pytest.fixture(scope="module")
def shop_client(shop: str) -> FlaskClient:
    return create_app(shop).test_client()


def test_api_answers_the_same(shop_client: FlaskClient) -> None:
    """The API has the answer, and refuses an unknown skill."""
    answer = shop_client.get("/api/v1/near?skill=take&limit=1").get_json()

    assert (answer["number"], len(answer["near"])) == (2, 1)
    assert shop_client.get("/api/v1/near?skill=nothing").status_code == 404


def test_page_shows_near_skills(shop_client: FlaskClient) -> None:
    """The page has the reasons and a link to each; the page of a skill links to it."""
    page = shop_client.get("/near?skill=check").get_data(as_text=True)

    assert "Both need a calm hand." in page
    assert re.search(r"0\.\d\d alike: both under Handling money", page)
    assert 'data-node="letters"' in page
    assert 'href="/near?skill=check"' in shop_client.get("/skills/check").get_data(as_text=True)
    assert "The data names no skill near" in shop_client.get("/near?skill=cars").get_data(
        as_text=True
    )


def test_an_alias_alone_makes_nothing_near(capsys: pytest.CaptureFixture[str]) -> None:
    """Programming and UX share only "an understanding of" in their aliases: they are not near."""
    assert main(["near", "programming"]) == 1
    assert "Understanding of UX" not in capsys.readouterr().out
