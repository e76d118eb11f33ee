"""The shipped data set says what its article says, and where."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from graph.model.records import (
    DataFile,
    Fact,
    LeadsTo,
    Located,
    Locator,
    Node,
    Record,
    Responsibility,
    Role,
    Sign,
    Skill,
    Sourced,
)

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "data" / "product-management").glob("*.yaml"))
ARTICLE = ROOT.parent / "shared" / "seed" / "product-manager-career-path.txt"

HEADINGS: tuple[int, ...] = (11, 31, 41, 49, 53, 70, 86, 97, 101, 109, 123, 127)
HEADINGS += (135, 147, 155, 159, 168, 176, 191, 204, 208, 234)
"""The lines of the article that are headings."""
NUMBER_WORDS = {"five": 5}
RUN = 7
"""So many words of the article in a row would be a quotation."""

VALUES: dict[str, Any] = {path.name: yaml.safe_load(path.read_text("utf-8")) for path in FILES}
DATA: dict[str, DataFile] = {
    name: msgspec.convert(value, DataFile) for name, value in VALUES.items()
}


@pytest.fixture(scope="session")
def article() -> list[str]:
    """The article's lines; the first is at index 0."""
    if ARTICLE.is_file():
        return ARTICLE.read_text("utf-8").splitlines()
    reason = f"the article is not at {ARTICLE}"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


# --- The files ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_name_their_schema(path: Path) -> None:
    """Each file names its schema on the first line."""
    assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=../schema.json\n")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_are_plain_yaml(path: Path) -> None:
    """No anchors, aliases or tags, no null, no key twice, no line of 110 columns or more."""
    text = path.read_text("utf-8")
    assert max(map(len, text.splitlines())) < 110
    for event in yaml.parse(text):
        assert getattr(event, "anchor", None) is None, event.start_mark
        assert getattr(event, "tag", None) is None, event.start_mark
    root = yaml.compose(text)
    assert root is not None
    for node in _yaml_nodes(root):
        assert node.tag not in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:merge"), (
            node.start_mark
        )
        if isinstance(node, yaml.MappingNode):
            assert not _repeated(key.value for key, _ in node.value), node.start_mark


def test_keys_are_in_one_file() -> None:
    """Each key is in at most one file."""
    assert not _repeated(chain.from_iterable(VALUES.values()))


# --- Names and references ----------------------------------------------------------------------


def test_ids_are_unique() -> None:
    """Ids are unique across kinds."""
    assert not _repeated([part.id for part in _every(Node | Sign | Fact)])


def test_names_are_unique() -> None:
    """Titles and aliases name one node each."""
    names = [name.casefold() for node in _every(Node) for name in (node.title, *node.other_names)]
    assert not _repeated(names)


def test_every_reference_resolves() -> None:
    """Each reference resolves."""
    roles, skills = _ids(_roles()), _ids(_every(Skill))
    required = skills | _ids(_every(Responsibility))
    stages = _ids(stage for file in DATA.values() for stage in file.stages)
    tracks = _ids(track for file in DATA.values() for track in file.tracks)
    sources = _ids(source for file in DATA.values() for source in file.sources)

    for role in _roles():
        assert role.stage in stages | {None}
        assert role.track in tracks
        assert {edge.target for edge in (*role.leads_to, *role.overlaps_with)} <= roles
        assert {edge.target for edge in role.requires} <= required
    assert {skill for sign in _every(Sign) for skill in sign.skill_ids} <= skills
    assert {fact.role for fact in _every(Fact)} <= roles | {None}
    assert {locator.id for locator in _every(Locator)} <= sources


def test_nodes_have_edges() -> None:
    """Each node is part of an edge."""
    touched = {skill for sign in _every(Sign) for skill in sign.skill_ids}
    for role in _roles():
        for edge in (*role.leads_to, *role.requires, *role.overlaps_with):
            touched |= {role.id, edge.target}
    assert _ids(_every(Node)) <= touched


def test_aliases_are_article_terms(article: list[str]) -> None:
    """Each alias is a term of the article."""
    text = " ".join(" ".join(article).casefold().split())
    aliases = {alias for node in _every(Node) for alias in node.other_names}
    assert {alias for alias in aliases if alias.casefold() not in text} == set()


# --- Places ------------------------------------------------------------------------------------


def test_claims_have_basis_and_source() -> None:
    """Each claim has a basis and a source."""
    for claim in _every(Sourced):
        assert claim.basis in ("stated", "implied"), claim
        assert claim.locators, claim


def test_locators_point_at_text(article: list[str]) -> None:
    """Each locator has lines with text."""
    for locator in _every(Locator):
        numbers = _line_numbers(locator)
        assert numbers == sorted(set(numbers)), locator
        assert article[numbers[0] - 1].strip(), locator
        assert article[numbers[-1] - 1].strip(), locator


def test_locators_name_their_heading(article: list[str]) -> None:
    """Each locator names the heading it is under."""
    for locator in _every(Locator):
        for number in _line_numbers(locator):
            above = [heading for heading in HEADINGS if heading <= number]
            expected = article[above[-1] - 1].strip() if above else None
            assert locator.section == expected, locator


def test_article_is_cited_whole(article: list[str]) -> None:
    """Each bullet and table row of the article is cited."""
    bullets = {
        number
        for number, line in enumerate(article, start=1)
        if re.match(r"\s+(•|\d\.)", line) and number not in (67, 68)  # a newsletter's small print
    }
    cited = {number for claim in _every(Sourced) for number in _cited(claim)}
    rows = {number for role in _roles() for edge in role.overlaps_with for number in _rows(edge)}
    assert len(bullets) == 50
    assert bullets <= cited
    assert set(range(185, 190)) <= rows


@pytest.mark.parametrize(
    ("lines", "whom"), [({19}, "Atlassian"), ({33}, "Glassdoor"), ({197, 198}, "Aha!")]
)
def test_second_hand_claims_are_attributed(lines: set[int], whom: str) -> None:
    """Second-hand claims say whom the article cites."""
    for locator in _every(Locator):
        cites = lines & set(_line_numbers(locator))
        assert locator.according_to == whom if cites else locator.according_to != whom, locator


def test_no_value_copies_the_article(article: list[str]) -> None:
    """No value repeats seven words of the article."""
    runs = set(_runs(" ".join(article)))
    quoted = {
        value: " ".join(run) for value in _strings(VALUES) for run in _runs(value) if run in runs
    }
    assert quoted == {}


# --- Content -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target", "lines"),
    [
        ("associate-product-manager", "product-manager", range(90, 96)),
        ("product-manager", "senior-product-manager", range(115, 122)),
        ("senior-product-manager", "director-of-product", range(141, 146)),
    ],
)
def test_steps_have_their_signs(source: str, target: str, lines: range) -> None:
    """A step has one sign for each bullet."""
    assert [_cited(sign) for sign in _step(source, target).signs] == [[line] for line in lines]


def test_first_position_has_five_steps() -> None:
    """A first position has five steps of preparation."""
    entries = {
        role.id: [_cited(sign) for sign in role.preparations]
        for role in _roles()
        if role.preparations
    }
    assert entries == {"associate-product-manager": [[line] for line in range(57, 62)]}


def test_other_steps_have_no_signs() -> None:
    """Six, seven and five signs of readiness, and the five first steps."""
    assert len(_every(Sign)) == 6 + 7 + 5 + 5


def test_years_match_article(article: list[str]) -> None:
    """The years are those of the article."""
    years = {
        (role.id, edge.target): (edge.years.min, edge.years.max, edge.years.approximate)
        for role in _roles()
        for edge in role.leads_to
        if edge.years
    }
    assert years == {
        ("associate-product-manager", "product-manager"): (1, 3, False),
        ("product-manager", "senior-product-manager"): (3, 5, True),
        ("senior-product-manager", "director-of-product"): (5, None, False),
    }
    for (source, target), (low, high, _) in years.items():
        assert {low, high} - {None} <= _numbers(article, _cited(_step(source, target)))


def test_missing_years_are_listed() -> None:
    """Steps without years list them as not stated."""
    for role in _roles():
        for edge in role.leads_to:
            open_ = {entry.what for entry in edge.not_stated}
            assert ("years" in open_) == (edge.years is None), (role.id, edge.target)


def test_years_claim_no_measure() -> None:
    """No years claim what they measure."""
    years = [edge.years for role in _roles() for edge in role.leads_to if edge.years]
    assert {step.measures for step in years} == {"not_stated"}


def test_figures_match_article(article: list[str]) -> None:
    """The figures are those of the article."""
    figures = {fact.value: fact for fact in _every(Fact)}
    assert list(figures) == [111868, 51480, 10, 32]
    for value, fact in figures.items():
        assert value in _numbers(article, _cited(fact)), fact.id


def test_figures_concern_product_managers() -> None:
    """The figures belong to product managers alone."""
    roles = {fact.id: fact.role for fact in _every(Fact)}
    assert roles.pop("average-american-income") is None
    assert set(roles.values()) == {"product-manager"}


def test_unstated_levels_have_no_stage() -> None:
    """Roles without a stated level have no stage."""
    without = {role.id for role in _roles() if role.stage is None}
    assert without == {
        "product-owner",
        "technical-product-manager",
        "platform-product-manager",
        "project-manager",
        "business-analyst",
    }
    assert without == {role.id for role in _roles() if "stage" in _open(role)}


def test_vp_and_cpo_are_unordered() -> None:
    """VP and CPO are two roles, in no order."""
    for role in _roles():
        if role.id in ("vp-of-product", "chief-product-officer"):
            assert role.leads_to == ()
            assert {"order", "skills"} <= _open(role)


def test_missing_list_stays_missing() -> None:
    """The list that the article lacks for directors is not filled in."""
    (director,) = (role for role in _roles() if role.id == "director-of-product")
    assert "responsibilities" in _open(director)
    assert {edge.target for edge in director.requires} <= _ids(_every(Skill))


# --- Helpers -----------------------------------------------------------------------------------


def _every(type_: Any) -> list[Any]:
    """Return all records of a type, however deep they are nested."""
    return [part for file in DATA.values() for part in _parts(file) if isinstance(part, type_)]


def _parts(record: Record) -> Iterator[Record]:
    yield record
    for name in record.__struct_fields__:
        value = getattr(record, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Record):
                yield from _parts(part)


def _roles() -> list[Role]:
    return [role for file in DATA.values() for role in file.roles]


def _step(source: str, target: str) -> LeadsTo:
    (step,) = (
        edge
        for role in _roles()
        for edge in role.leads_to
        if (role.id, edge.target) == (source, target)
    )
    return step


def _ids(records: Iterable[Any]) -> set[str]:
    return {record.id for record in records}


def _open(role: Role) -> set[str]:
    """Return what the article leaves open about the role."""
    return {entry.what for entry in role.not_stated}


def _rows(edge: Any) -> list[int]:
    return [number for row in edge.comparison for number in _cited(row)]


def _cited(record: Located) -> list[int]:
    return [number for locator in record.locators for number in _line_numbers(locator)]


def _line_numbers(locator: Locator) -> list[int]:
    """Return the numbers that lines such as 41 or '23-27, 105' name, in the order written."""
    ranges = [part.split("-") for part in str(locator.lines).split(",")]
    return [n for ends in ranges for n in range(int(ends[0]), int(ends[-1]) + 1)]


def _numbers(article: list[str], lines: Iterable[int]) -> set[float]:
    text = " ".join(article[line - 1] for line in lines).replace(",", "")
    words = re.findall(r"[a-z]+", text.casefold())
    return {float(digits) for digits in re.findall(r"\d+(?:\.\d+)?", text)} | {
        float(NUMBER_WORDS[word]) for word in words if word in NUMBER_WORDS
    }


def _strings(value: Any) -> Iterator[str]:
    """Yield every text of a YAML value but the headings in locators."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from chain.from_iterable(map(_strings, value))
    elif isinstance(value, dict):
        yield from chain.from_iterable(_strings(v) for k, v in value.items() if k != "section")


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield every run of words; organise and organize count as one word."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", text.casefold()).replace("z", "s"))
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def _repeated(values: Iterable[Any]) -> list[Any]:
    return [value for value, count in Counter(values).items() if count > 1]


def _yaml_nodes(node: yaml.Node) -> Iterator[yaml.Node]:
    yield node
    if isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from chain.from_iterable(map(_yaml_nodes, pair))
    elif isinstance(node, yaml.SequenceNode):
        yield from chain.from_iterable(map(_yaml_nodes, node.value))
