"""Questions that a reader of the article would ask, and the answers the article gives.

The answers are written from the text, not from the data; the line is behind each.
"""

from __future__ import annotations

import pytest

from graph.model.data_paths import shipped
from graph.model.errors import UnknownNode
from graph.model.records import Years
from graph.parts.facts import FactDetails
from graph.parts.path_search import shortest_path
from graph.parts.paths import NoPath, Path
from graph.parts.years import YearRange
from graph.questions.neighbourhood.query import NeighbourhoodQuery
from graph.questions.neighbourhood.search import answer as neighbourhood
from graph.questions.node.answer import NodeDetails, NodeOverlap
from graph.questions.node.search import node_details
from graph.sources.dataset import load_dataset
from graph.store.index import Index
from graph.store.networkx_graph import build_graph


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(build_graph(load_dataset(shipped("product-management"))))


def _path(index: Index, source: str, target: str, by: str = "steps") -> Path:
    path = shortest_path(index, source=source, target=target, by=by)
    assert isinstance(path, Path)
    return path


def _no_path(index: Index, source: str, target: str) -> NoPath:
    no_path = shortest_path(index, source=source, target=target)
    assert isinstance(no_path, NoPath)
    return no_path


def _years(index: Index, source: str, target: str) -> Years | None:
    return _path(index, source, target).steps[0].years


def _skills(index: Index, role: str) -> set[str]:
    return {skill.id for skill in node_details(index, role).skills}


def _duties(index: Index, role: str) -> set[str]:
    return {duty.title for duty in node_details(index, role).responsibilities}


def _overlap(index: Index, role: str, other: str) -> NodeOverlap:
    overlaps = node_details(index, role).overlaps_with
    return next(o for o in overlaps if o.other.title == other and o.basis != "derived")


def _fact(details: NodeDetails, unit: str) -> FactDetails:
    return next(fact for fact in details.facts if unit in fact.unit)


def test_what_is_the_entry_level_position_called(index: Index) -> None:
    """Line 51."""
    assert index.resolve("junior product manager") == "associate-product-manager"
    assert node_details(index, "Associate product manager").stage == "Entry level"


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("PM", "product-manager"),
        ("Product leader", "director-of-product"),
        ("Director of Product", "director-of-product"),
        ("head of product", "director-of-product"),
        ("VP of Product", "vp-of-product"),
        ("CPO", "chief-product-officer"),
        ("CPOs", "chief-product-officer"),
        ("VPs of Product", "vp-of-product"),
        ("product VPs", "vp-of-product"),
        ("Directors of product", "director-of-product"),
        ("product leaders", "director-of-product"),
        ("senior product managers", "senior-product-manager"),
        ("Associate/junior product managers", "associate-product-manager"),
    ],
)
def test_which_role_does_a_title_of_the_text_mean(index: Index, title: str, role: str) -> None:
    """Lines 123, 137, 149, 151 and 161."""
    assert index.resolve(title, "role") == role


def test_a_heading_of_two_roles_offers_both(index: Index) -> None:
    """Line 159."""
    with pytest.raises(UnknownNode) as unknown:
        index.resolve("Chief Product Officer/VP Of Product", "role")
    offered = {candidate.id for candidate in unknown.value.candidates}
    assert offered == {"chief-product-officer", "vp-of-product"}


def test_who_is_the_head_of_product_is_left_open(index: Index) -> None:
    """Line 149."""
    notes = node_details(index, "head of product").notes
    assert "Head of product is no fixed role" in next(
        n.text for n in notes if n.kind == "ambiguity"
    )


def test_what_makes_a_candidate_for_director_stand_out(index: Index) -> None:
    """Lines 142 and 144: demanded by the sign, but not needed."""
    (step,) = _path(index, "senior product manager", "director of product").steps
    helpful = {
        (sign.id, skill.id)
        for sign in step.signs
        for skill in sign.skills
        if skill.necessity == "helpful"
    }
    assert helpful == {
        ("senior-thinks-strategically", "alignment-with-company-goals"),
        ("senior-knows-business", "revenue-forecasting"),
        ("senior-knows-business", "data-analysis"),
    }
    skills = {skill.id: skill for skill in node_details(index, "director of product").skills}
    carried = {"data-analysis": "listed"}  # line 121, for the senior role
    for _, skill in helpful:
        expected = carried.get(skill, "helpful")
        assert (skills[skill].necessity, skills[skill].basis) == (expected, "implied")


def test_who_writes_user_stories(index: Index) -> None:
    """Lines 81, 197 and 229."""
    roles = {
        use.role.id: use.when
        for use in node_details(index, "user stories").required_by
        if use.carried_from is None
    }
    assert roles == {
        "associate-product-manager": "as experience grows",
        "product-manager": None,
        "technical-product-manager": None,
    }


def test_where_does_an_associate_learn_the_market(index: Index) -> None:
    """Lines 57 and 59: industries of interest, and industry trends."""
    skills = {skill.id: skill for skill in node_details(index, "junior product manager").skills}
    assert [place.lines for place in skills["market-knowledge"].sources] == [57, 59]


def test_what_is_the_way_from_junior_product_manager_to_the_top(index: Index) -> None:
    """The headings of lines 49, 97, 123, 147 and 159."""
    assert [step.target.id for step in _path(index, "junior product manager", "CPO").steps] == [
        "product-manager",
        "senior-product-manager",
        "director-of-product",
        "chief-product-officer",
    ]


def test_how_long_until_product_manager(index: Index) -> None:
    """Line 88: one to three years, and not what they count."""
    years = _years(index, "associate-product-manager", "product-manager")
    assert years == Years(min=1, max=3, measures="not_stated")


def test_how_long_until_senior_product_manager(index: Index) -> None:
    """Line 111: around three to five years."""
    years = _years(index, "product-manager", "senior-product-manager")
    assert years == Years(min=3, max=5, approximate=True, measures="not_stated")


def test_how_long_until_director(index: Index) -> None:
    """Line 137: five years or more, open-ended."""
    years = _years(index, "senior-product-manager", "director-of-product")
    assert years == Years(min=5, max=None, measures="not_stated")


def test_how_long_from_associate_to_director_in_both_readings(index: Index) -> None:
    """Lines 88, 111 and 137."""
    total = _path(index, "associate-product-manager", "director-of-product").years
    assert total is not None
    assert total.added == YearRange(min=1 + 3 + 5, max=None)
    assert total.total == YearRange(min=5, max=None)
    assert total.unknown_steps == ()


def test_how_long_from_director_to_chief_product_officer_is_not_stated(index: Index) -> None:
    """Lines 149 to 164 give no figure."""
    path = _path(index, "junior product manager", "CPO")
    assert path.years is not None
    assert path.years.unknown_steps == (4,)
    assert path.years.added == YearRange(min=9, max=None)


def test_the_last_step_to_the_top_is_nobodys_sentence(index: Index) -> None:
    """Lines 151 and 161 say where the roles stand, not that one leads to the other."""
    path = _path(index, "junior product manager", "CPO")
    assert [step.basis for step in path.steps] == ["stated", "stated", "stated", "implied"]
    assert path.weakest_basis == "implied"


@pytest.mark.parametrize(
    ("source", "target", "count"),
    [
        ("associate-product-manager", "product-manager", 6),
        ("product-manager", "senior-product-manager", 7),
        ("senior-product-manager", "director-of-product", 5),
        ("director-of-product", "chief-product-officer", 0),
        ("director-of-product", "vp-of-product", 0),
    ],
)
def test_how_many_signs_of_readiness_a_step_has(
    index: Index, source: str, target: str, count: int
) -> None:
    """Lines 90 to 95, 115 to 121 and 141 to 145."""
    assert len(_path(index, source, target).steps[0].signs) == count


def test_what_leads_above_director_is_vp_or_cpo_without_an_order(index: Index) -> None:
    """Line 161."""
    nexts = {step.other.id for step in node_details(index, "director-of-product").leads_to}
    assert nexts == {"vp-of-product", "chief-product-officer"}
    assert _no_path(index, "VP of product", "CPO").reachable == 0
    assert _no_path(index, "CPO", "VP of product").reachable == 0


def test_where_do_associate_product_managers_come_from(index: Index) -> None:
    """Line 51: graduates, and the disciplines of line 47."""
    origins = {step.other.id for step in node_details(index, "junior product manager").comes_from}
    assert origins == {
        "fresh-graduate",
        "software-development-background",
        "business-background",
        "arts-background",
    }


def test_backgrounds_are_starting_points_and_no_rungs(index: Index) -> None:
    """Line 47."""
    assert {index.role(role).stage for role in index.starting_points} == {"background"}
    assert not any(index.incoming(role, "leads_to") for role in index.starting_points)


def test_where_does_a_technical_product_manager_rather_come_from(index: Index) -> None:
    """Line 200: engineering or software development."""
    stated = {
        step.other.id
        for step in node_details(index, "technical product manager").comes_from
        if step.basis == "stated"
    }
    assert stated == {"engineering-background", "software-development-background"}


def test_what_should_one_do_to_get_a_first_position(index: Index) -> None:
    """Lines 57 to 61: five things, on every way in."""
    path = _path(index, "fresh graduate", "associate product manager")
    assert len(path.steps[0].preparations) == 5
    assert "networking" in {
        skill.id for step in path.steps[0].preparations for skill in step.skills
    }


def test_which_entry_level_position_is_there_besides_associate(index: Index) -> None:
    """Line 61."""
    assert node_details(index, "product coordinator").stage == "Entry level"


def test_what_does_a_junior_do_at_first_and_what_with_experience(index: Index) -> None:
    """Lines 74 to 76 and 80 to 82."""
    duties = node_details(index, "junior product manager").responsibilities
    assert sum(duty.when is None for duty in duties) == 3
    assert sum(duty.when is not None for duty in duties) == 3


def test_what_does_a_product_manager_answer_for(index: Index) -> None:
    """Lines 23 to 27 and, once more, 105 to 107."""
    duties = _duties(index, "product manager")
    assert {"Determine customer needs", "Develop and refine the product roadmap"} <= duties
    twice = [d for d in node_details(index, "PM").responsibilities if "needs" in d.title]
    assert len(twice) == 1


def test_what_comes_on_top_at_senior_level(index: Index) -> None:
    """Lines 131 to 133: three new ones, on top of a product manager's."""
    (step,) = _path(index, "product manager", "senior product manager").steps
    assert len(step.responsibilities.gained) == 3
    assert len(step.responsibilities.kept) > 0
    assert step.responsibilities.not_named == ()


def test_what_does_a_director_answer_for_is_not_stated(index: Index) -> None:
    """Line 157 announces a list, and none follows."""
    director = node_details(index, "director of product")
    assert all(duty.carried_from for duty in director.responsibilities)
    assert "responsibilities" in {entry.what for entry in director.not_stated}
    (step,) = _path(index, "senior product manager", "director of product").steps
    assert [role.id for role in step.responsibilities.not_stated] == ["director-of-product"]
    assert step.responsibilities.not_named == ()


def test_what_do_the_top_roles_answer_for(index: Index) -> None:
    """Lines 163 and 164: the same two for both."""
    assert _duties(index, "VP of product") == _duties(index, "CPO")
    assert len(_duties(index, "CPO")) == 2


def test_which_skills_the_top_roles_need_is_not_stated(index: Index) -> None:
    """Lines 159 to 164."""
    assert _skills(index, "CPO") == set()
    unknown = {
        (item.what, item.step) for item in _path(index, "junior product manager", "CPO").not_stated
    }
    assert {("skills", 4), ("years", 4), ("signs", 4)} <= unknown


def test_what_is_the_most_important_skill(index: Index) -> None:
    """Lines 212 to 218: empathy, in the author's opinion."""
    assert "empathy" in _skills(index, "product manager")
    assert node_details(index, "empathy").type == "soft"


@pytest.mark.parametrize(
    ("skill", "type_"),
    [
        ("empathy", "soft"),
        ("critical thinking", "soft"),
        ("flexibility in approach", "soft"),
        ("communication skills", "soft"),
        ("programming", "hard"),
        ("writing user stories", "hard"),
        ("UX", "hard"),
    ],
)
def test_is_it_a_soft_or_a_hard_skill(index: Index, skill: str, type_: str) -> None:
    """Lines 212 to 230: the seven that the text labels."""
    details = node_details(index, skill, "skill")
    assert (details.type, details.type_basis) == (type_, "stated")


def test_no_other_skill_is_called_soft_or_hard_by_the_text(index: Index) -> None:
    roles = [node_details(index, id_) for id_ in index.of_kind("skill")]
    assert sum(details.type_basis == "stated" for details in roles) == 7


def test_must_a_product_manager_know_programming(index: Index) -> None:
    """Line 228: it helps, and it depends on the organisation."""
    skills = {skill.id: skill for skill in node_details(index, "product manager").skills}
    assert skills["programming"].necessity != "essential"


def test_communication_is_one_skill_however_often_it_comes_up(index: Index) -> None:
    """Lines 119, 145 and 224."""
    roles = {use.role.id for use in node_details(index, "communication").required_by}
    assert {"product-manager", "senior-product-manager", "director-of-product"} <= roles


def test_which_skill_first_comes_with_the_director_role(index: Index) -> None:
    """Line 144: business acumen."""
    (step,) = _path(index, "senior product manager", "director of product").steps
    assert "business-acumen" in {skill.id for skill in step.skills.gained}


def test_what_is_the_difference_between_product_manager_and_product_owner(index: Index) -> None:
    """The table of lines 184 to 189, its cells apart again."""
    rows = _overlap(index, "product manager", "Product owner").comparison
    of_the_table = [row for row in rows if row.locators[0].lines in range(185, 190)]
    assert len(of_the_table) == 5
    assert all(row.here and row.there for row in of_the_table)
    turned = _overlap(index, "product owner", "Product manager").comparison
    assert [(row.here, row.there) for row in turned] == [(row.there, row.here) for row in rows]


@pytest.mark.parametrize(
    "other",
    ["Product owner", "Technical product manager", "Project manager", "Business analyst"],
)
def test_what_is_a_product_manager_confused_with(index: Index, other: str) -> None:
    """Lines 15, 170, 172 and 202."""
    assert _overlap(index, "product manager", other).basis == "stated"


def test_what_does_a_product_manager_earn(index: Index) -> None:
    """Line 37: the average in the USA, without a date."""
    salary = _fact(node_details(index, "product manager"), "USD")
    assert (salary.value, salary.place, salary.date) == (111_868, "USA", None)


def test_what_does_a_senior_product_manager_earn_is_not_said(index: Index) -> None:
    for role in index.of_kind("role"):
        assert (role == "product-manager") == bool(node_details(index, role).facts)


def test_how_much_has_demand_grown(index: Index) -> None:
    """Line 35: 32 % from August 2017 to June 2019."""
    growth = _fact(node_details(index, "product manager"), "percent")
    assert growth.value == 32
    assert growth.date is not None
    assert "2017" in growth.date
    assert "2019" in growth.date


def test_says_who_that_it_is_a_good_job(index: Index) -> None:
    """Line 33: rank 10 of 50 in 2022, says Glassdoor."""
    rank = _fact(node_details(index, "product manager"), "rank")
    assert (rank.value, rank.date) == (10, "2022")
    assert [place.according_to for place in rank.sources] == ["Glassdoor"]


def test_how_do_project_managers_become_product_managers_is_not_said(index: Index) -> None:
    """Line 15 says that they overlap, no line that one leads to the other."""
    assert _no_path(index, "project manager", "product manager").lateral_helps


def test_names_that_only_look_like_roles_are_none(index: Index) -> None:
    """Great PM (55), leader (115), strategist (121), candidates (139), stakeholders (143)."""
    titles = {index.records[id_].title.casefold() for id_ in index.of_kind("role")}
    aliases = {
        a.casefold() for id_ in index.of_kind("role") for a in index.records[id_].other_names
    }
    assert not (titles | aliases) & {"great pm", "leader", "strategist", "stakeholder", "executive"}


def test_everything_around_the_product_owner_is_one_step_away(index: Index) -> None:
    near = neighbourhood(
        index, NeighbourhoodQuery(node="product owner", relations=("overlaps_with",))
    )
    assert [n.node.id for n in near.nodes] == ["product-owner", "product-manager"]
