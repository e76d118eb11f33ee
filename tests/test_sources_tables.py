"""The shipped recipes read the published tables whole: each row is used or reported."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from published import PUBLISHED, SETS, dataset, published, role, warnings

from graph.model.records import Id, Requires, Role
from graph.opening.recipes import shipped_recipes
from graph.parts.gaps import gap
from graph.parts.path_search import shortest_path
from graph.parts.path_text import path_lines
from graph.sources.tables.ids import MAX_ID, Ids, id_of
from graph.sources.tables.recipe import recipe_schema
from graph.store.index import Index
from graph.store.networkx_graph import build_graph
from graph.store.overlap import jaccard_coefficient

ROOT = Path(__file__).parents[1]
RECIPES = sorted((ROOT / "data" / "recipes").glob("*.yaml"))
A_ROW = re.compile(r"^([\d,]+) rows? ")


# --- The recipes as files ------------------------------------------------------------------------


def test_published_schema_is_current() -> None:
    """If not, renew it: careergraph schema recipe > data/schema-recipe.json."""
    text = (ROOT / "data" / "schema-recipe.json").read_text("utf-8")
    assert text == json.dumps(recipe_schema(), indent=2) + "\n"


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_recipes_fit_schema(path: Path) -> None:
    """Each shipped recipe is valid against the published schema."""
    text = path.read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema-recipe.json\n")
    validator = jsonschema.Draft202012Validator(recipe_schema())
    assert [error.message for error in validator.iter_errors(yaml.safe_load(text))] == []


def test_recipes_state_their_licence() -> None:
    """Each recipe states licence and attribution."""
    for file in shipped_recipes():
        if file.name != "nodes-and-edges":
            source = file.recipe.source
            assert source.licence, file.name
            assert source.attribution, file.name


# --- Counts in, counts out -----------------------------------------------------------------------


@pytest.mark.parametrize("name", SETS)
def test_published_tables_have_no_errors(name: str) -> None:
    """The published tables give warnings with lines, and no error."""
    loaded = published(name)

    assert loaded.dataset is not None
    assert all(problem.warning and problem.line for problem in loaded.problems)


@pytest.mark.parametrize("name", SETS)
def test_every_row_is_read(name: str) -> None:
    """The README of each folder says how many rows a file has, counted by another program."""
    rows = {}
    for directory in SETS[name]:
        readme = (PUBLISHED / directory / "README.md") if published(name) else Path()
        for file, number in re.findall(r"^\| (.+?) \| ([\d,]+) \|", readme.read_text(), re.M):
            rows[file] = int(number.replace(",", ""))

    for tally in published(name).row_counts:
        assert tally.rows == rows[Path(tally.path).name], tally.path


@pytest.mark.parametrize("name", SETS)
def test_rows_are_used_or_reported(name: str) -> None:
    """Each row is used, passed over by the recipe, or reported."""
    loaded = published(name)
    reported: dict[str, int] = {}
    for problem in loaded.problems:
        if problem.message.endswith("; left out"):
            number = A_ROW.match(problem.message)
            assert number, problem.message
            count = int(number[1].replace(",", ""))
            reported[problem.path] = reported.get(problem.path, 0) + count

    for tally in loaded.row_counts:
        assert tally.left_out == reported.get(tally.path, 0), tally.path
        assert tally.used + tally.passed_over + tally.left_out == tally.rows


@pytest.mark.parametrize("name", SETS)
def test_every_reference_resolves(name: str) -> None:
    """Each reference resolves, and each id is unique."""
    data = dataset(name)
    nodes = [*data.roles, *data.skills, *data.responsibilities]
    ids = {node.id for node in nodes}
    required = {node.id for node in (*data.skills, *data.responsibilities)}
    roles = {each.id for each in data.roles}
    groups = {group.id for group in data.about.groups}

    assert len(ids) == len(nodes)
    assert all(re.fullmatch(Id.__metadata__[0].pattern, id_) for id_ in ids | groups)  # type: ignore[attr-defined]
    for each in data.roles:
        assert {edge.target for edge in each.requires} <= required
        assert {edge.target for edge in (*each.leads_to, *each.overlaps_with)} <= roles - {each.id}
        assert each.track in {None, *(track.id for track in data.about.tracks)}
        assert each.broader in {None, *roles} - {each.id}
    assert {group for node in nodes for group in node.groups} <= groups
    assert {group.parent for group in data.about.groups} <= {None, *groups}


# --- ESCO ----------------------------------------------------------------------------------------


def essential(each: Role) -> set[str]:
    return {edge.target for edge in each.requires if edge.necessity == "essential"}


def test_esco_has_known_numbers() -> None:
    """ESCO has its published numbers of roles, skills and edges."""
    data = dataset("esco")
    edges = [edge for each in data.roles for edge in each.requires]

    assert (len(data.roles), len(data.skills)) == (3007, 13896)
    assert len(edges) == 123855 - 67
    assert sum(edge.necessity == "essential" for edge in edges) == 64946 - 55
    assert sum(edge.necessity == "helpful" for edge in edges) == 58909 - 12
    assert not any(each.leads_to for each in data.roles)  # ESCO says nothing of it


def test_esco_reports_known_faults() -> None:
    """The known faults of ESCO are reported."""
    expected = """\
broaderRelationsOccPillar.csv.gz:3205: 1 row names a role that occupations_en.csv.gz does not \
have ('a9e54177-a185-404d-b6e6-15663d31137e'); left out
occupationSkillRelations.csv.gz:84425: 67 rows name a role that occupations_en.csv.gz does not \
have (the first 'a9e54177-a185-404d-b6e6-15663d31137e'); left out
occupations_en.csv.gz:3423: removed spaces around the title in 7 rows (the first 'smart home \
installer')
skills_en.csv.gz:804: removed spaces around the title in 78 rows (the first 'manage \
documentation of prior learning assessments')"""
    assert set(expected.splitlines()) <= warnings("esco")


@pytest.mark.parametrize(
    ("source", "target", "counts", "shared", "jaccard"),
    [
        ("hotel concierge", "hotel porter", ((8, 12), (6, 12)), 4, 4 / 10),
        ("product manager", "ICT product manager", (None, (22, 26)), 4, 2 / 44),
    ],
)
def test_esco_matches_other_figures(
    source: str,
    target: str,
    counts: tuple[tuple[int, int] | None, tuple[int, int]],
    shared: int,
    jaccard: float,
) -> None:
    """Coverage: what the source role requires at all, of what the target's needs."""
    a, b = role("esco", source), role("esco", target)

    for each, numbers in zip((a, b), counts, strict=True):
        helpful = len(each.requires) - len(essential(each))
        assert numbers in (None, (len(essential(each)), helpful))
    assert len({edge.target for edge in a.requires} & essential(b)) == shared
    assert jaccard_coefficient(essential(a), essential(b)) == jaccard


def test_esco_groups_reach_the_top() -> None:
    """ESCO's roles and skills are in groups, up to the top."""
    data = dataset("esco")
    parents = {group.id: group.parent for group in data.about.groups}
    director = role("esco", "technical director")

    assert all(node.groups for node in (*data.roles, *data.skills))
    path = [director.groups[0]]
    while above := parents[path[-1]]:
        path.append(above)
    assert path == ["c2654", "c265", "c26", "c2"]


def test_esco_special_cases_keep_their_groups() -> None:
    """An occupation that is a special case is in its own unit group, and in no other."""
    data = dataset("esco")
    groups = {each.id: each.groups for each in data.roles}
    special = [each for each in data.roles if each.broader is not None]

    assert len(special) == 1247
    assert {len(each.groups) for each in data.roles} == {1}
    assert all(groups[each.broader or ""] == each.groups for each in special)


def test_rebuilt_esco_contradicts_itself() -> None:
    """The rebuilt ESCO has two necessities for 17 edges: both are kept, and each is named."""
    data = dataset("esco-1.2.0")

    assert (len(data.roles), len(data.skills)) == (3039, 13939)
    assert sum(len(each.requires) for each in data.roles) == 129004
    named = [message for message in warnings("esco-1.2.0") if "both are kept" in message]
    assert len(named) == 17
    table = r"(.*/)?occupationSkillRelations_rebuilt\.csv\.gz:\d+"
    words = "'.+ → .+': necessity (essential|helpful), but (essential|helpful)"
    assert all(re.fullmatch(f"{table}: {words} at {table}; both are kept", each) for each in named)
    assert "adapted version" in (data.about.sources[0].attribution or "")


# --- O*NET ---------------------------------------------------------------------------------------


def test_onet_rates_skills() -> None:
    """O*NET rates skills by importance and level."""
    chief = role("onet", "Chief Executives")
    reading = next(edge for edge in chief.requires if edge.target == "2.a.1.a")

    assert (reading.necessity, reading.importance, reading.level) == ("essential", 4.12, 4.62)
    rated = [edge for each in dataset("onet").roles for edge in each.requires if edge.importance]
    assert all(
        (edge.importance or 0) >= (3 if edge.necessity == "essential" else 2.5) for edge in rated
    )


def test_onet_steps_state_basis() -> None:
    """O*NET states steps with little further preparation; others are derived when it opens."""
    data = dataset("onet")
    edges = [edge for each in data.roles for edge in each.leads_to]
    zones = {fact.role: fact.value for fact in data.about.facts}

    assert sum(edge.basis == "stated" for edge in edges) == 7221
    assert len(zones) == 923
    for each in data.roles:
        for edge in each.leads_to:
            assert edge.basis == "stated"
            assert "little further preparation" in edge.notes[0].text
    pairs = {
        frozenset((each.id, edge.target)) for each in data.roles for edge in each.overlaps_with
    }
    assert len(pairs) == sum(len(each.overlaps_with) for each in data.roles) == 13290


def test_onet_names_stay_apart() -> None:
    """O*NET names become aliases, and stay apart."""
    data = dataset("onet")
    skills = {skill.title: skill.id for skill in data.skills}

    assert sum(len(each.aliases) for each in data.roles) > 56_000
    assert "CEO (Chief Executive Officer)" in role("onet", "Chief Executives").aliases
    assert (skills["C"], skills["C++"], skills["C#"]) == ("c", "c-plus-plus", "c-sharp")
    assert len(data.responsibilities) == 2082


# --- ROME ----------------------------------------------------------------------------------------


def test_rome_is_french() -> None:
    """ROME is in French, and states who moves where."""
    data = dataset("rome")

    assert data.about.info.language == "fr"
    assert (len(data.roles), len(data.skills)) == (531, 4947)
    assert sum(len(each.requires) for each in data.roles) == 12109 - 54
    assert sum(len(each.leads_to) for each in data.roles) == 2224 - 3
    assert not any("''" in each.title for each in (*data.roles, *data.skills))
    assert any(skill.title == "Utilisation d'engins forestiers" for skill in data.skills)
    assert any(
        message.endswith("does not have (the first 'L1510'); left out")
        for message in warnings("rome")
    )


# --- The UK framework ----------------------------------------------------------------------------

LADDER = (
    "Associate product manager",
    "Product manager",
    "Senior product manager",
    "Lead product manager",
    "Head of product",
)


def levels(each: Role) -> list[float]:
    return [edge.level for edge in each.requires if edge.level is not None]


def test_uk_ladder_rises() -> None:
    """The UK ladder rises with the mean skill level."""
    ladder = [role("uk", title) for title in LADDER]
    means = [sum(levels(each)) / len(levels(each)) for each in ladder]

    assert [round(mean, 2) for mean in means] == [1.44, 2.44, 3.11, 3.67, 4.00]
    for lower, higher in pairwise(ladder):
        (step,) = lower.leads_to
        assert (step.target, step.basis) == (higher.id, "derived")


def test_uk_step_gaps_add_up() -> None:
    """On the UK ladder, the gaps of the steps add up to the whole gap."""
    index = Index(build_graph(dataset("uk"), overlap_threshold=2))
    ids = [role("uk", title).id for title in LADDER]

    def to_gain(source: str, target: str) -> float:
        levels = gap(index, source=source, target=target, kind="skill").levels_to_gain
        assert levels is not None
        return levels

    steps = [to_gain(*pair) for pair in pairwise(ids)]
    whole = gap(index, source=ids[0], target=ids[-1], kind="skill")
    path = shortest_path(index, source=ids[0], target=ids[-1])
    assert sum(steps) == to_gain(ids[0], ids[-1]) == 23
    assert "no further skills listed, 23 levels in all;" in " ".join(path_lines(path))
    assert [change.to - change.from_ > 0 for change in whole.raised] == [True] * len(whole.raised)
    assert to_gain(ids[-1], ids[0]) == 0


def test_uk_framework_is_whole() -> None:
    """The UK framework has all its roles, skills and groups."""
    data = dataset("uk")

    assert len(data.roles) == 205
    assert len(data.skills) == 188
    assert len(data.about.tracks) == 8
    assert len(data.about.groups) == 8 + 52
    assert "roles.csv.gz:5063: 16 rows repeat an earlier row" in " ".join(warnings("uk"))
    assert "28 rows give no level; it is not stated" in " ".join(warnings("uk"))
    chief = role("uk", "Chief data officer")
    assert levels(chief) == []
    assert not chief.leads_to


# --- Ids -----------------------------------------------------------------------------------------


@given(text=st.text(min_size=1))
def test_any_text_becomes_an_id(text: str) -> None:
    """Any text gives a valid id."""
    id_ = id_of(text)
    assert re.fullmatch(r"[a-z0-9][a-z0-9._-]*", id_)
    assert len(id_) <= MAX_ID
    assert id_of(text) == id_


@given(texts=st.lists(st.text(min_size=1), max_size=20))
def test_ids_are_distinct(texts: list[str]) -> None:
    """No two things get the same id."""
    ids = Ids()
    made = [ids.new(text) for text in texts]
    assert len(set(made)) == len(made)


def test_requirements_hold_ratings() -> None:
    """A requirement has importance and level."""
    edge = Requires(target="sql", basis="stated", importance=4.5, level=3)
    assert (edge.importance, edge.level) == (4.5, 3)
