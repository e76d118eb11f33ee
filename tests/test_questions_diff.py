"""What differs between two versions, against counting by hand and another library's paths."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from published import PUBLISHED, dataset
from worlds import beside, role, said_in, to, world
from worlds import dataset as dataset_of

from graph.model.errors import BadParameter, NoOlderVersion
from graph.model.records import BASES, Fact, Locator, Note, NotStated, Requires, Sign, Years
from graph.model.relations import RELATIONS
from graph.opening.load import load
from graph.questions.diff import paths as diff_paths
from graph.questions.diff import view as diff_view
from graph.questions.diff.answer import PATH_WHATS, Change, Diff, FieldChange
from graph.questions.diff.field_text import field_text
from graph.questions.diff.pairing import pair_nodes
from graph.questions.diff.query import MAX_LISTED, WHATS, DiffQuery
from graph.questions.diff.search import answer as answer_of
from graph.questions.diff.search import diff, listed
from graph.questions.diff.view import headline, path_lines
from graph.store.index import Index
from graph.store.networkx_graph import build_graph

VERSIONS = Path(__file__).parent / "data" / "versions"


@pytest.fixture(scope="module")
def newsroom() -> Diff:
    old, new = (Index(build_graph(load([VERSIONS / name])[0])) for name in ("old", "new"))
    return diff(old, new)


def part_of(answer: Diff, **given: Any) -> Diff:
    """Return the part of an answer that a query lists."""
    return listed(answer, DiffQuery(**{"limit": MAX_LISTED} | given))


def texts(answer: Diff, kind: str) -> list[str]:
    """Return the changes of a kind in words."""
    return [
        " ".join(
            [
                change.what,
                (change.new or change.old or change).title,
                *(field_text(field, change.what) for field in change.fields),
            ]
        )  # type: ignore[union-attr]
        for change in part_of(answer, kind=kind).changes
    ]


def only(answer: Diff) -> Change:
    (change,) = answer.changes
    return change


# --- The little newsroom -------------------------------------------------------------------------


def test_alias_reveals_a_rename(newsroom: Diff) -> None:
    """A role whose old title is now an alias is renamed."""
    (change,) = part_of(newsroom, kind="role", what="renamed").changes

    assert change.old is not None
    assert change.new is not None
    assert (change.old.id, change.new.id) == ("journalist", "reporter")
    assert change.matched_by == ("the old title is an alias",)


def test_edges_follow_renamed_roles(newsroom: Diff) -> None:
    """Edges of a renamed role are compared with its old edges."""
    years = "years: 2–4 years (time in the role before) → 3–5 years (time in the role before)"
    assert texts(newsroom, "leads_to") == [
        "removed Journalist leads to Editor",
        "removed Subeditor leads to Editor",
        "added Reporter leads to Data journalist",
        "changed Trainee leads to Reporter basis: stated → implied (weaker)",
        f"changed Reporter leads to Senior reporter {years}",
    ]


def test_changed_terms_change_the_edge(newsroom: Diff) -> None:
    """A requirement on different terms is a changed edge."""
    assert texts(newsroom, "requires")[2] == (
        "changed Reporter requires Interviewing necessity: listed → helpful"
    )


def test_facts_differ_field_by_field(newsroom: Diff) -> None:
    """A fact is compared field by field."""
    assert texts(newsroom, "fact") == [
        "changed Median pay of trainees (Trainee) value: 24,000 → 25,500 date: 2023 → 2024"
    ]


def test_moved_records_are_listed_apart(newsroom: Diff) -> None:
    """A record at another line of its source has moved, not changed."""
    assert [(place.kind, place.examples) for place in newsroom.places] == [
        ("role", ("Senior reporter",)),
        ("role", ("Editor",)),
        ("leads_to", ("Senior reporter leads to Editor",)),
    ]
    assert newsroom.counts["role"].moved == 2
    assert newsroom.counts["role"].changed == 0


def test_effects_on_paths_are_listed(newsroom: Diff) -> None:
    """Paths that vanish, get longer or lose evidence are counted and listed."""
    paths = newsroom.paths

    (line,) = path_lines(paths)
    assert line == (
        "Shortest paths between the 5 roles of both versions: 1 path vanishes, 2 paths get "
        "longer, 2 paths lose evidence."
    )
    assert [(path.what, path.source.id, path.target.id) for path in paths.changes] == [
        ("vanishes", "subeditor", "editor"),
        ("longer", "trainee", "editor"),
        ("longer", "reporter", "editor"),
        ("weaker", "trainee", "reporter"),
        ("weaker", "trainee", "senior-reporter"),
    ]
    longer = paths.changes[1]
    assert longer.old is not None
    assert longer.new is not None
    assert [role.title for role in longer.old.roles] == ["Trainee", "Journalist", "Editor"]
    assert (longer.old.length, longer.new.length) == (2, 3)


def test_limits_keep_counts_complete(newsroom: Diff) -> None:
    """Start and limit shorten the lists of the JSON; its counts stay complete."""
    whole = msgspec.json.decode(msgspec.json.encode(newsroom))
    assert whole["counts"]["leads_to"]["removed"] == 2
    assert len(whole["changes"]) == whole["listed"]["changes"] == 15

    first, second = (part_of(newsroom, kind="leads_to", start=n, limit=1) for n in (0, 1))
    assert [change.what for change in first.changes] == ["removed", "added", "changed"]
    assert [change.what for change in second.changes] == ["removed", "changed"]
    assert first.listed.changes == 5
    assert first.counts == newsroom.counts


@pytest.mark.parametrize("wrong", [{"kind": "job"}, {"what": "moved"}])
def test_unknown_kinds_are_refused(newsroom: Diff, wrong: dict[str, str]) -> None:
    """An unknown kind or outcome is refused with the known ones."""
    with pytest.raises(BadParameter, match="it takes"):
        part_of(newsroom, **wrong)  # type: ignore[arg-type]


def test_query_takes_the_older_version() -> None:
    """The answer compares an index with its older version; without one it is refused."""
    old, new = world(role("a")), world(role("a"), role("b"))
    with pytest.raises(NoOlderVersion):
        answer_of(new, DiffQuery())
    new.older = old

    assert [change.what for change in answer_of(new, DiffQuery()).changes] == ["added"]
    assert answer_of(new, DiffQuery(what="removed")).changes == ()


# --- One thing at a time -------------------------------------------------------------------------


def test_equal_versions_do_not_differ(shipped_index: Index) -> None:
    """The shipped data set does not differ from itself."""
    answer = diff(shipped_index, shipped_index)

    assert answer.same
    assert (answer.changes, answer.places, answer.paths.changes) == ((), (), ())
    assert headline(answer)[0].startswith("Nothing differs")


@pytest.mark.parametrize(
    ("old", "new", "matched_by"),
    [
        (("Coder", ()), ("coder", ()), "same title"),
        (("Coder", ()), ("Developer", ("CODER",)), "the old title is an alias"),
        (("Coder", ("Developer",)), ("Developer", ()), "the new title was an alias"),
        (("Coder", ()), ("Developer", ("one",)), "the old id is a title or alias"),
        (("Coder", ("two",)), ("Developer", ()), "the new id was a title or alias"),
    ],
)
def test_names_reveal_renamed_nodes(
    old: tuple[str, tuple[str, ...]], new: tuple[str, tuple[str, ...]], matched_by: str
) -> None:
    """A node with another id is matched_by by its title, aliases or id."""
    (title, aliases), (title_now, aliases_now) = old, new
    answer = diff(
        world(titled("one", title, aliases=aliases)),
        world(titled("two", title_now, aliases=aliases_now)),
    )

    assert only(answer).what == "renamed"
    assert only(answer).matched_by == (matched_by,)


def titled(id_: str, title: str, **fields: Any) -> Any:
    return msgspec.structs.replace(role(id_, **fields), title=title)


def test_ambiguous_names_rename_nothing() -> None:
    """A name that fits two nodes makes no rename."""
    old = world(titled("one", "Coder"))
    new = world(titled("two", "Coder"), titled("three", "Coder"))

    assert [change.what for change in diff(old, new).changes] == ["removed", "added", "added"]


def test_another_kind_is_another_node() -> None:
    """A node of another kind is another node."""
    old = world(role("a", requires=["x"]))
    new = world(role("a", requires=["x"]), responsibilities=["x"])
    answer = diff(old, new)

    assert [(change.kind, change.what) for change in answer.changes] == [
        ("skill", "removed"),
        ("responsibility", "added"),
        ("requires", "removed"),
        ("requires", "added"),
    ]


def test_parallel_edges_match_by_source() -> None:
    """Parallel edges are compared with the edge from the same source."""
    old = world(
        role("a", to("b", 1, source=said_in("x")), to("b", 5, source=said_in("y"))), role("b")
    )
    new = world(
        role(
            "a", to("b", 6, source=said_in("y"), basis="implied"), to("b", 1, source=said_in("x"))
        ),
        role("b"),
    )

    (change,) = part_of(diff(old, new), kind="leads_to").changes
    assert [field.field for field in change.fields] == ["basis", "years"]


def test_another_source_is_a_change() -> None:
    """An edge that loses a source has changed, not moved."""
    old = world(role("a", to("b", source=(said_in("x"), said_in("y")))), role("b"))
    new = world(role("a", to("b", source=said_in("x"))), role("b"))
    answer = diff(old, new)

    assert list(map(field_text, only(answer).fields)) == ["source: no longer y"]
    assert answer.counts["leads_to"].moved == 0


def test_overlaps_have_no_direction() -> None:
    """An overlap is one edge, whichever role it is written under."""
    rows = {"summary": "near"}
    old = world(role("a", beside("b", **rows)), role("b"))
    new = world(role("b"), role("a", beside("b", **rows)))

    assert diff(old, new).same
    assert diff(old, new).counts["overlaps_with"].old == 1


def test_derived_overlaps_are_left_out() -> None:
    """Overlaps that careergraph derives are not compared."""
    old = world(role("a", requires=["x", "y"]), role("b", requires=["x", "y"]))
    new = world(role("a", requires=["x", "y"]), role("b", requires=["x"]))

    assert [(c.kind, c.what) for c in diff(old, new).changes] == [("requires", "removed")]


def test_added_records_show_their_fields() -> None:
    """An added or removed record is shown with all its fields."""
    old = world(role("a", to("b", Years(min=2, measures="time_in_role"))), role("b"), role("c"))
    new = world(role("a"), role("b", to("c", Years(min=3, measures="time_in_role"))), role("c"))

    assert texts(diff(old, new), "leads_to") == [
        "removed A leads to B years: at least 2 years (time in the role before)",
        "added B leads to C years: at least 3 years (time in the role before)",
    ]


def test_signs_differ_part_by_part() -> None:
    """A sign of readiness is compared part by part."""

    def sign(**fields: Any) -> Sign:
        return Sign(**{"id": "s", "title": "S", "basis": "stated"} | fields)

    old = world(role("a", to("b", signs=(sign(skills=("x", "y")),))), role("b"))
    new = world(role("a", to("b", signs=(sign(skills=("x", "z"), basis="implied"),))), role("b"))
    (change,) = part_of(diff(old, new), kind="leads_to").changes

    assert list(map(field_text, change.fields)) == [
        "signs ‘s’: basis: stated → implied (weaker)",
        "signs ‘s’: skills: no longer Y; now Z",
    ]


def test_renamed_skills_keep_signs_equal() -> None:
    """A sign that demands a renamed skill is the same."""

    def demanding(skill: str) -> Index:
        sign = Sign(id="s", title="S", basis="stated", skills=(skill,))
        data = dataset_of(role("a", to("b", signs=(sign,))), role("b"))
        skills = tuple(msgspec.structs.replace(each, title="SQL") for each in data.skills)
        return Index(build_graph(msgspec.structs.replace(data, skills=skills)))

    answer = diff(demanding("sql"), demanding("sql-language"))

    assert [(c.kind, c.what) for c in answer.changes] == [("skill", "renamed")]


def test_moved_notes_are_equal() -> None:
    """A note at another line is the same note."""

    def noted(line: int) -> Index:
        place = Locator(id="x", lines=line)
        return world(role("a", notes=(Note(kind="hedge", text="maybe", source=place),)))

    answer = diff(noted(1), noted(2))
    assert answer.changes == ()
    assert answer.counts["role"].moved == 1


def test_order_of_aliases_is_ignored() -> None:
    """Aliases in another order are the same."""
    old, new = (world(role("a", aliases=aliases)) for aliases in (("x", "y"), ("y", "x")))

    assert diff(old, new).same


def test_order_of_preparations_is_a_change() -> None:
    """Preparations in another order are given whole."""
    x, y = (Sign(id=id_, title=id_.upper(), basis="stated") for id_ in "xy")
    old, new = (world(role("a", preparations=entry)) for entry in ((x, y), (y, x)))

    assert field_text(only(diff(old, new)).fields[0]) == "preparations: X, Y → Y, X"


def test_changed_spaces_are_remarked() -> None:
    """A long text in which only spaces differ has a remark."""
    start = "word " * 60
    old, new = (world(role("a", summary=f"{start}{end}")) for end in ("a b", "a  b"))

    assert field_text(only(diff(old, new)).fields[0]).endswith("(only spaces differ)")


def test_long_texts_are_shortened() -> None:
    """A long text is shown around its first difference."""
    start = "word " * 60
    old, new = (world(role("a", summary=f"{start}{end} " + "tail " * 60)) for end in ("one", "two"))
    text = field_text(only(diff(old, new)).fields[0])

    assert "word one tail" in text
    assert "word two tail" in text
    assert len(text) < 450


def test_versions_without_steps_have_no_paths() -> None:
    """Two versions without steps have no paths to compare."""
    answer = diff(world(role("a")), world(role("b")))

    assert path_lines(answer.paths) == ["Neither version has a path: no role leads to another."]


def test_too_many_paths_are_admitted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """If not all paths are compared, the answer says how many roles were."""
    monkeypatch.setattr(diff_paths, "MAX_WORK", 2)
    old = world(role("a", to("b")), role("b", to("c")), role("c"))
    new = world(role("a", to("b")), role("b"), role("c"))
    paths = diff(old, new).paths

    assert (paths.compared, paths.starts) == (1, 2)
    assert path_lines(paths)[1] == (
        "Only the paths from 1 of 2 roles were compared; the others would take too long."
    )


def test_unlisted_paths_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Paths beyond the limit are counted, and the answer says so."""
    monkeypatch.setattr(diff_paths, "MAX_CHANGES", 1)
    monkeypatch.setattr(diff_view, "MAX_CHANGES", 1)
    old = world(role("a", to("b")), role("b", to("c")), role("c"))
    new = world(role("a"), role("b"), role("c"))
    paths = diff(old, new).paths

    assert (paths.counts["vanishes"], len(paths.changes)) == (3, 1)
    assert path_lines(paths)[-1] == "Only the first 1 of these paths can be listed."


# --- Any two versions ----------------------------------------------------------------------------

NAMES = tuple("abcdef")


@st.composite
def versions(draw: st.DrawFn) -> Index:
    """A graph of some of six roles, which may go by each other's names, and their edges."""
    ids = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    bases = st.sampled_from(BASES)
    some = st.lists(st.tuples(st.sampled_from(ids), bases), max_size=4)
    wanted = st.lists(st.tuples(st.sampled_from(("x", "y", "z")), bases), max_size=3)
    sources = st.sampled_from(("s", "t"))
    roles = []
    for id_ in ids:
        steps = [
            to(
                target,
                draw(st.none() | st.integers(0, 2)),
                basis=basis,
                source=said_in(draw(sources)),
            )
            for target, basis in draw(some)
            if target != id_
        ]
        overlaps = [beside(target, basis=basis) for target, basis in draw(some) if target != id_]
        requires = [Requires(target=skill, basis=basis) for skill, basis in draw(wanted)]
        title = draw(st.sampled_from([id_.title(), *(name * 2 for name in NAMES)]))
        aliases = tuple(draw(st.lists(st.sampled_from(["aa", "bb", "C"]), unique=True, max_size=2)))
        made = role(id_, *steps, *overlaps, requires=requires, aliases=aliases)
        roles.append(msgspec.structs.replace(made, title=title))
    return world(*roles)


@given(versions())
def test_any_version_equals_itself(index: Index) -> None:
    """No version differs from itself."""
    assert diff(index, index).same


@given(versions(), versions())
def test_reversed_versions_reverse_changes(old: Index, new: Index) -> None:
    """The other way round, added and removed change places."""
    there, back = diff(old, new), diff(new, old)

    swapped = {"added": "removed", "removed": "added"}
    assert sorted(map(facts_of, back.changes)) == sorted(
        facts_of(msgspec.structs.replace(c, what=swapped.get(c.what, c.what), old=c.new, new=c.old))
        for c in there.changes
    )
    assert there.paths.counts == {
        what: back.paths.counts[OPPOSITE.get(what, what)]  # type: ignore[call-overload]
        for what in PATH_WHATS
    }


OPPOSITE = {
    "vanishes": "appears",
    "appears": "vanishes",
    "longer": "shorter",
    "shorter": "longer",
    "weaker": "stronger",
    "stronger": "weaker",
}


def facts_of(change: Change) -> tuple[str, ...]:
    """Return what a change says that does not depend on which version is the older."""
    sides = (
        "" if side is None else f"{side.id} {sorted(node.id for node in side.nodes)} {side.basis}"
        for side in (change.old, change.new)
    )
    return (change.kind, change.what, *sides, str(sorted(field.field for field in change.fields)))


@given(versions(), versions())
def test_counts_add_up(old: Index, new: Index) -> None:
    """Old records less removed plus added are the new records."""
    answer = diff(old, new)

    for kind, count in answer.counts.items():
        assert count.old - count.removed + count.added == count.new
        listed = [change.what for change in part_of(answer, kind=kind).changes]
        assert {what: listed.count(what) for what in WHATS} == {
            what: getattr(count, what) for what in WHATS
        }
    assert answer.counts["role"].new == len(new.roles)
    assert answer.counts["requires"].old == sum(link.relation == "requires" for link in old.edges())


@given(versions(), versions())
def test_paths_agree_with_networkx(old: Index, new: Index) -> None:
    """Paths differ exactly where the shortest paths of networkx do."""
    answer = diff(old, new)
    same = {pair.old: pair.new for pair in pair_nodes(old, new) if pair.new in new.position}

    found = {(p.source.id, p.target.id): p.what for p in answer.paths.changes}
    expected = {}
    for (source, now), (target, then) in product(same.items(), repeat=2):
        before, after = best_path(old, source, target), best_path(new, now, then)
        if before != after:
            expected[now, then] = became(before, after)
    assert found == expected


def best_path(index: Index, source: str, target: str) -> tuple[int, int] | None:
    """Return length and weakest basis of the best of all shortest paths, one by one."""
    G: nx.DiGraph[str] = nx.DiGraph()
    G.add_nodes_from(index.roles)
    for link in index.edges():
        if link.relation == "leads_to":
            rank = BASES.index(link.record.basis)
            known = G.get_edge_data(link.source, link.target, {"rank": rank})["rank"]
            G.add_edge(link.source, link.target, rank=min(rank, known))
    if not nx.has_path(G, source, target):
        return None
    paths = list(nx.all_shortest_paths(G, source, target))
    ranks = [
        max((G.edges[edge]["rank"] for edge in nx.utils.pairwise(path)), default=0)
        for path in paths
    ]
    return len(paths[0]) - 1, min(ranks)


def became(before: tuple[int, int] | None, after: tuple[int, int] | None) -> str:
    if before is None or after is None:
        return "appears" if before is None else "vanishes"
    if before[0] != after[0]:
        return "longer" if after[0] > before[0] else "shorter"
    return "weaker" if after[1] > before[1] else "stronger"


# --- ESCO, as its own tables have it -------------------------------------------------------------


def rows(version: str, name: str) -> Iterator[dict[str, str]]:
    with gzip.open(PUBLISHED / version / name, "rt", encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def last(uri: str) -> str:
    return uri.rsplit("/", 1)[-1]


@pytest.fixture(scope="module")
def esco() -> Diff:
    old, new = (Index(build_graph(dataset(name))) for name in ("esco", "esco-1.2.0"))
    return diff(old, new)


def test_esco_roles_agree_with_tables(esco: Diff) -> None:
    """The counts of roles are those of the published ESCO tables."""
    old, new = (
        {
            last(row["conceptUri"]): row["preferredLabel"]
            for row in rows(version, "occupations_en.csv.gz")
        }
        for version in ("esco", "esco-1.2.0")
    )
    count = esco.counts["role"]

    gone, come = old.keys() - new.keys(), new.keys() - old.keys()
    retitled = {id_ for id_ in old.keys() & new.keys() if old[id_].strip() != new[id_].strip()}
    again = {id_ for id_ in gone if old[id_] in {new[other] for other in come}}
    assert (count.old, count.new) == (len(old), len(new))
    assert (count.removed, count.added) == (len(gone - again), len(come) - len(again))
    assert count.renamed == len(retitled) + len(again)


def requirements(version: str, relations: str) -> set[tuple[str, str, str]]:
    """Return which occupation requires which skill, and how; a few rows name unknown occupations.

    The rows of 17 pairs of version 1.2.0 say both essential and optional.
    """
    known = {row["conceptUri"] for row in rows(version, "occupations_en.csv.gz")}
    return {
        (last(row["occupationUri"]), last(row["skillUri"]), row["relationType"])
        for row in rows(version, relations)
        if row["occupationUri"] in known
    }


def test_esco_requirements_agree_with_tables(esco: Diff) -> None:
    """The counts of requirements are those of the published ESCO tables."""
    old = requirements("esco", "occupationSkillRelations.csv.gz")
    new = requirements("esco-1.2.0", "occupationSkillRelations_rebuilt.csv.gz")
    renamed = {c.old.id: c.new.id for c in esco.changes if c.what == "renamed" and c.old and c.new}
    kept = {(renamed.get(role, role), renamed.get(skill, skill)) for role, skill, _ in old}
    now = {(role, skill) for role, skill, _ in new}
    count = esco.counts["requires"]

    assert (count.old, count.new) == (len(old), len(new))
    assert (count.removed, count.added) == (len(kept - now), len(now - kept) + len(new) - len(now))


def test_esco_has_no_paths(esco: Diff) -> None:
    """ESCO has no step in either version."""
    assert path_lines(esco.paths) == ["Neither version has a path: no role leads to another."]


def test_esco_groups_have_titles(esco: Diff) -> None:
    """Changed groups are named by their titles."""
    groups = [
        field
        for change in esco.changes
        for field in change.fields
        if field.field == "groups" and field.new
    ]
    assert groups
    assert all(set(field.old) | set(field.new) == field.titles.keys() for field in groups)
    assert field_text(groups[0]).endswith(groups[0].titles[groups[0].new[-1]])


def test_esco_renamed_tables_once(esco: Diff) -> None:
    """All requirements moved alike, from one table to another."""
    moved = {place.kind: place for place in esco.places}

    assert moved["requires"].count == esco.counts["requires"].moved > 100_000
    assert moved["requires"].old[0].section == "occupationSkillRelations.csv"
    assert moved["requires"].new[0].section == "occupationSkillRelations_rebuilt.csv"


def test_facts_follow_renamed_roles() -> None:
    """A fact about a renamed role has not changed."""

    def paid(id_: str) -> Index:
        G = world(titled(id_, "Coder")).G
        fact = Fact(id="pay", title="Pay", basis="stated", value=1, unit="EUR", role=id_)
        G.graph["about"] = msgspec.structs.replace(G.graph["about"], facts=(fact,))
        return Index(G)

    assert only(diff(paid("one"), paid("two"))).what == "renamed"


def test_broader_roles_may_be_renamed() -> None:
    """A special case of a renamed role has not changed; one of another role has."""

    def taught(id_: str, **fields: str) -> Index:
        return world(titled(id_, "Teacher"), role("coach"), role("art-teacher", **fields))

    old = taught("one", broader="one")

    assert only(diff(old, taught("two", broader="two"))).what == "renamed"
    (field,) = only(diff(old, taught("one", broader="coach"))).fields
    assert field_text(field) == "broader: Teacher → Coach"


def test_dropped_years_are_not_stated() -> None:
    """Years that a source no longer states read "not stated"."""
    old = world(role("a", to("b", Years(min=1))), role("b"))
    new = world(role("a", to("b")), role("b"))

    assert field_text(only(diff(old, new)).fields[0]).endswith("→ not stated")
    assert set(RELATIONS) < set(diff(old, new).counts)


def test_not_stated_entries_are_listed() -> None:
    """Entries of not_stated that were removed read as a list."""
    entries = (
        NotStated(what="skills", note="What leads bring along, is not said."),
        NotStated(what="years"),
    )
    gone = FieldChange(field="not_stated", old=entries, new=())
    assert field_text(gone) == (
        "not stated: no longer skills: What leads bring along, is not said.; years"
    )


def test_longer_years_change_no_path() -> None:
    """Longer years change neither the steps nor the evidence of a path."""
    old, new = (world(role("a", to("b", years)), role("b")) for years in (1, 2))
    assert path_lines(diff(old, new).paths)[0].endswith("no difference in steps or evidence.")
