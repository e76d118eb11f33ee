"""Directories become a data set: of YAML files, of tables, or of several joined."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.command.main import main
from graph.model.data_paths import SHELF, data_directories, shipped
from graph.model.errors import MAX_PROBLEMS, AmbiguousName, DataError, UnknownNode
from graph.model.records import LeadsToEdge, Locator
from graph.opening.index import open_index
from graph.opening.load import check, load
from graph.opening.recipes import recognise, shipped_recipes
from graph.parts.alignments import aligned_text, alignments
from graph.parts.requirements import requirements
from graph.parts.special_cases import special_cases
from graph.sources.tables.ids import id_of
from graph.store.networkx_graph import build_graph

NODES = """\
id,title,kind,aliases,summary,group,track,stage
analyst,Data analyst,role,BI analyst; reporting analyst,Looks at data,Data,Analysis,Junior
lead,Lead analyst,role,,,Data,Analysis,Senior
sql,SQL,skill,,,,,
,Report to the board,responsibility,,,,,
"""
EDGES = """\
source,relation,target,necessity,level,years_min,years_max
analyst,requires,sql,essential,2,,
lead,requires,SQL,essential,3,,
lead,requires,Report to the board,helpful,,,
analyst,leads to,lead,,,2,4
"""


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    (tmp_path / "nodes.csv").write_text(NODES)
    (tmp_path / "edges.csv").write_text(EDGES)
    return tmp_path


def messages(directory: Path) -> list[str]:
    return [problem.message for problem in check([directory]).problems]


def test_csv_pair_is_a_data_set(pair: Path) -> None:
    """A pair of CSV files is a data set."""
    dataset, problems = load([pair])

    analyst, lead = dataset.roles
    assert problems == []
    assert (analyst.id, analyst.title, analyst.summary) == (
        "analyst",
        "Data analyst",
        "Looks at data",
    )
    assert analyst.aliases == ("BI analyst", "reporting analyst")
    assert analyst.groups == ("data",)
    assert (analyst.track, analyst.stage, lead.stage) == ("analysis", "junior", "senior")
    assert [stage.title for stage in dataset.about.stages] == ["Junior", "Senior"]
    assert [(edge.target, edge.necessity, edge.level) for edge in lead.requires] == [
        ("sql", "essential", 3.0),
        ("report-to-the-board", "helpful", None),
    ]
    (step,) = analyst.leads_to
    assert step.years is not None
    assert (step.target, step.years.min, step.years.max) == ("lead", 2.0, 4.0)
    assert [skill.id for skill in dataset.skills] == ["sql"]
    assert [each.id for each in dataset.responsibilities] == ["report-to-the-board"]


def test_optional_columns_may_be_absent(tmp_path: Path) -> None:
    """Optional columns may be absent."""
    (tmp_path / "nodes.csv").write_text("title;kind\nCook;role\nChef;role\nTaste;skill\n")
    edges = "source;relation;target\nCook;leads to;Chef\nCook;requires;Taste\nChef;requires;Taste\n"
    (tmp_path / "edges.csv").write_text(edges)

    dataset, problems = load([tmp_path])

    assert problems == []
    assert [(role.id, len(role.leads_to)) for role in dataset.roles] == [("cook", 1), ("chef", 0)]


@pytest.mark.parametrize(
    ("file", "line", "expected"),
    [
        (
            "nodes",
            "x,X,person",
            "1 row has an unknown kind ('person'); write role, skill or responsibility; left out",
        ),
        ("nodes", ",,role", "1 row has a role without id or title; left out"),
        ("nodes", "y,,skill", "1 row has a skill without id or title; left out"),
        (
            "edges",
            "boss,leads to,lead",
            "1 row names a role that nodes.csv does not have ('boss'); left out",
        ),
        (
            "edges",
            "lead,requires,sqll,essential",
            (
                "1 row names a skill or responsibility that nodes.csv does not have ('sqll'); "
                "did you mean 'SQL'?; left out"
            ),
        ),
        (
            "edges",
            "lead,requires,sql,vital",
            (
                "1 row has a necessity that the recipe does not know ('vital'); "
                "write listed, essential, helpful or depends; left out"
            ),
        ),
        ("edges", "lead,leads to,lead", "1 row joins a role with itself ('lead'); left out"),
        (
            "edges",
            "lead,likes,sql",
            (
                "1 row has an unknown relation ('likes'); "
                "write requires, leads to or overlaps with; left out"
            ),
        ),
        (
            "edges",
            "lead,requires,sql,,,,,,more",
            "1 row has more cells than the table has columns; left out",
        ),
    ],
)
def test_row_fault_is_a_warning(pair: Path, file: str, line: str, expected: str) -> None:
    """A fault in a row is a warning with its line."""
    path = pair / f"{file}.csv"
    text = path.read_text() + line + "\n"
    path.write_text(text)
    width = text.splitlines()[0].count(",")
    if line.count(",") < width:
        path.write_text(text.replace(line, line + "," * (width - line.count(","))))

    dataset, problems, row_counts = check([pair])

    assert dataset is not None
    assert [(p.line, p.message, p.warning) for p in problems if p.path == str(path)] == [
        (len(text.splitlines()), expected, True)
    ]
    assert [count.left_out for count in row_counts if count.path == str(path)] == [1]


def test_equal_rows_count_once(pair: Path) -> None:
    """A row that says the same again is named, and nothing is left out."""
    (pair / "nodes.csv").write_text(NODES + "sql,SQL,skill,,,,,\n")
    (pair / "edges.csv").write_text(EDGES + "lead,requires,sql,essential,3,,\n")

    dataset, problems, row_counts = check([pair])

    assert dataset is not None
    assert len(dataset.roles[1].requires) == 2
    assert [problem.message for problem in problems] == [
        "1 row repeats a skill of an earlier row ('SQL'); it counts once",
        "1 row repeats an earlier row ('Lead analyst → SQL'); it counts once",
    ]
    assert [count.left_out for count in row_counts] == [0, 0]


def test_contradicting_rows_are_kept(pair: Path) -> None:
    """Rows that say different things of an edge are kept side by side, and named."""
    rows = "lead,requires,sql,helpful,2,,\nanalyst,leads to,lead,,,5,\n"
    (pair / "edges.csv").write_text(EDGES + rows)

    dataset, problems = load([pair])

    place = pair / "edges.csv"
    assert [str(problem) for problem in problems] == [
        (
            f"{place}:6: warning: 'Lead analyst → SQL': necessity helpful, but essential at "
            f"{place}:3; both are kept"
        ),
        f"{place}:6: warning: 'Lead analyst → SQL': level 2, but 3 at {place}:3; both are kept",
        (
            f"{place}:7: warning: 'Data analyst → Lead analyst': years 5+, but 2–4 at "
            f"{place}:5; both are kept"
        ),
    ]
    assert [edge.years and edge.years.min for edge in dataset.roles[0].leads_to] == [2, 5]
    edges = build_graph(dataset).get_edge_data("analyst", "lead")
    assert set(edges) == {"leads_to:stated:tables", "leads_to:stated:tables:2"}


def test_joined_row_keeps_its_place(pair: Path) -> None:
    """A row that several sources support is named where it was first written."""
    head, rest = EDGES.split("\n", 1)
    rows = "".join(f"{row},,\n" for row in rest.splitlines())
    more = "lead,requires,sql,{},3,,,{},{}\n"
    said = [("essential", "Book", 1), ("essential", "Book", 2), ("helpful", "Book", 3)]
    text = f"{head},evidence,lines\n{rows}" + "".join(more.format(*each) for each in said)
    (pair / "edges.csv").write_text(text)

    assert messages(pair)[-1].endswith(f"but essential at {pair}/edges.csv:6; both are kept")


def test_many_contradictions_are_counted(pair: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The first thousand contradictions are named; the others are counted."""
    roles = "".join(f"r{n},R{n},role,,,,,\n" for n in range(MAX_PROBLEMS + 1))
    rows = [f"r{n},requires,sql,{{}},,,\n" for n in range(MAX_PROBLEMS + 1)]
    edges = "".join(row.format(word) for row in rows for word in ("essential", "helpful"))
    (pair / "nodes.csv").write_text(NODES + roles)
    (pair / "edges.csv").write_text(EDGES + edges)

    assert main(["check", str(pair)]) == 0
    *named, counted, _ = capsys.readouterr().out.splitlines()
    assert len(named) == MAX_PROBLEMS
    place = pair / "edges.csv"
    assert named[-1] == (
        f"{place}:2005: warning: 'R999 → SQL': necessity helpful, but essential at "
        f"{place}:2004; both are kept"
    )
    assert counted == f"{place}: warning: 1 more contradiction of this kind"


def test_two_titles_of_one_id(pair: Path) -> None:
    """Two nodes of one id are an error that names both titles and places."""
    (pair / "nodes.csv").write_text(NODES + "analyst,Track layer,role,,,,,\n")

    with pytest.raises(DataError) as raised:
        load([pair])

    place = pair / "nodes.csv"
    assert str(raised.value) == (
        f"{place}:6: the role 'Track layer' has the id of 'Data analyst' at {place}:2; "
        "give each an id of its own"
    )


def test_rows_have_their_evidence(tmp_path: Path) -> None:
    """A row says its basis, its source and who is cited; without any, it is its own place."""
    (tmp_path / "nodes.csv").write_text(
        "Title,KIND,Basis,Source,lines,Note\nCook,Role,implied,Handbook,3,A hedge\n"
        "Chef,ROLE,,,,\nTaste,skill,,,,\n"
    )
    (tmp_path / "edges.csv").write_text(
        "SOURCE,Relation,target,basis,Evidence,Section,Lines,According To\n"
        'Cook,Leads To,Chef,Implied,handbook,Careers,"7-8, 12",A chef\n'
        "Chef,REQUIRES,Taste,,,,,\nCook,requires,taste,derived,,,p. 3,\n"
    )

    dataset, problems = load([tmp_path])

    cook, chef = dataset.roles
    assert (cook.basis, [note.text for note in cook.notes]) == ("implied", ["A hedge"])
    assert cook.locators == (Locator(id="handbook", lines=3),)
    assert chef.locators == (Locator(id="tables", section="nodes.csv", lines=3),)
    assert [(edge.basis, edge.locators) for edge in (*cook.leads_to, *chef.requires)] == [
        (
            "implied",
            (Locator(id="handbook", section="Careers", lines="7-8, 12", according_to="A chef"),),
        ),
        ("stated", (Locator(id="tables", section="edges.csv", lines=3),)),
    ]
    assert [source.title for source in dataset.about.sources][1:] == ["Handbook"]
    assert [problem.message for problem in problems] == [
        "1 row has lines that are no numbers ('p. 3'); write them as 41 or 23-27; ignored"
    ]


def test_plain_row_is_listed(pair: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A row without evidence is listed in its table: no sentence says so."""
    assert main(["path", "--no-cache", "--data", str(pair), "analyst", "lead"]) == 0

    shown = " ".join(capsys.readouterr().out.split())
    assert "Weakest basis: stated (listed in the table)." in shown
    assert 'stated: tables, "edges.csv", line 5' in shown
    assert "sentence" not in shown


def test_unknown_columns_are_named(pair: Path) -> None:
    """A column that nothing reads is named, with the one that may be meant."""
    (pair / "edges.csv").write_text(EDGES.replace("necessity", "Necesity"))

    assert "the column 'Necesity' is not read; did you mean 'necessity'?" in messages(pair)


def test_unknown_basis_leaves_row_out(pair: Path) -> None:
    """A row whose basis is none is left out, with the word that would be right."""
    text = EDGES.replace("years_max\n", "years_max,basis\n").replace("2,4\n", "2,4,implyed\n")
    (pair / "edges.csv").write_text(text)

    words = "1 row has an unknown basis ('implyed'); did you mean 'implied'?; left out"
    assert words in messages(pair)


def test_text_for_number_is_not_stated(pair: Path) -> None:
    """Text in place of a number is read as not stated."""
    (pair / "edges.csv").write_text(EDGES.replace("sql,essential,2", "sql,essential,high"))

    words = "1 row has text where a number is expected ('high'); read as not stated"
    assert words in messages(pair)


def test_no_recipe_lists_lacking_files(tmp_path: Path) -> None:
    """If no recipe fits, the message names the files that are lacking."""
    (tmp_path / "nodes.csv").write_text(NODES)

    with pytest.raises(DataError) as raised:
        load([tmp_path])

    first, *others = [problem.message for problem in raised.value.problems]
    assert first == (
        "no recipe fits its tables; put a recipe.yaml beside them or name one with --recipe"
    )
    assert others == ["not nodes-and-edges: lacks edges.csv"]


def test_own_recipe_comes_first(pair: Path) -> None:
    """A recipe beside the tables beats a shipped one."""
    own = (shipped("recipes") / "nodes-and-edges.yaml").read_text("utf-8")
    (pair / "recipe.yaml").write_text(own.replace("title: Nodes and edges", "title: Our ladder"))

    assert load([pair])[0].about.info.title == "Our ladder"


def test_recipe_can_be_named(pair: Path, tmp_path: Path) -> None:
    """A recipe can be named."""
    (pair / "nodes.csv").rename(pair / "people.csv")
    own = (shipped("recipes") / "nodes-and-edges.yaml").read_text("utf-8")
    recipe = tmp_path / "other.txt"
    recipe.write_text(own.replace("file: nodes.csv", "file: people.csv"))

    assert len(load([pair], recipe=recipe)[0].roles) == 2


def test_recipe_faults_have_lines(pair: Path) -> None:
    """All problems of a recipe are reported, with their lines."""
    (pair / "recipe.yaml").write_text(
        "dataset: {title: X}\n"
        "source: {id: x, title: X}\n"
        "tables:\n"
        "  - file: nodes.csv\n"
        "    roles:\n"
        "      - {id: id, titel: title}\n"
        "      - {id: {colum: id}, title: title}\n"
        "  - file: edges.csv\n"
        "    requires: [{role: source, necessity: vital}]\n"
    )

    with pytest.raises(DataError) as raised:
        load([pair])

    path = pair / "recipe.yaml"
    assert str(raised.value).splitlines() == [
        f"{path}:6: missing key 'title'; add it, as text or a mapping",
        f"{path}:6: unknown key 'titel'; did you mean 'title'?",
        f"{path}:7: unknown key 'colum'; did you mean 'column' or 'columns'?",
        f"{path}:9: 'necessity' cannot be 'vital'; write depends, essential, helpful or listed",
    ]


def test_recipe_gaps_are_reported(pair: Path) -> None:
    """Problems that the types of a recipe do not show are reported."""
    (pair / "recipe.yaml").write_text(
        "dataset: {title: X}\n"
        "source: {id: x, title: X}\n"
        "tables:\n"
        "  - file: nodes.csv\n"
        "    roles:\n"
        "      - id: {after: /}\n"
        "        title: title\n"
        "  - file: edges.csv\n"
        "    requires:\n"
        "      - {role: source}\n"
        "derived_steps:\n"
        "  - {rule: R, fact: zone, least_rise: 1, most_rise: 2}\n"
    )

    with pytest.raises(DataError) as raised:
        load([pair])

    path = pair / "recipe.yaml"
    assert str(raised.value).splitlines() == [
        f"{path}:6: a cell is one of `column`, `columns` or `text`; write one",
        f"{path}:10: a rule of `requires` names one of `skill`, `responsibility` or `target`",
        f"{path}:12: no rule of `facts` has the title 'zone'",
    ]


def test_absent_column_is_an_error(pair: Path) -> None:
    """A table without a column of its recipe is an error."""
    (pair / "edges.csv").write_text("source,relation,to\n")

    dataset, problems, _ = check([pair])

    assert dataset is None
    assert [problem.line for problem in problems] == [1]
    assert "no column 'target', which " in problems[0].message


def test_two_recipes_need_a_choice(pair: Path) -> None:
    """If two recipes fit, one must be named."""
    recipes = [file for file in shipped_recipes() if file.name == "nodes-and-edges"]

    with pytest.raises(DataError, match="several recipes fit its tables; name one with --recipe"):
        recognise(pair, recipes * 2)


def written(place: Path, text: str) -> Path:
    """Write a data file into a new directory."""
    place.mkdir()
    (place / "all.yaml").write_text(text)
    return place


BAKERS = """\
roles:
- {id: baker, title: Baker, basis: derived, leads_to:
   [{target: chef, basis: derived, years: {min: YEARS}}],
   requires: [{target: dough, basis: derived}]}
- {id: chef, title: Chef, basis: derived, requires: [{target: dough, basis: derived}]}
skills: [{id: dough, title: Dough, basis: derived}]
"""


def test_yaml_annotates_tables(pair: Path, tmp_path: Path) -> None:
    """YAML that extends tables adds signs, years and roles, without copying titles."""
    more = written(
        tmp_path / "more",
        f"dataset: {{title: Notes, extends: {id_of(pair.name)}}}\n"
        "sources: [{id: handbook, title: Handbook}]\n"
        "roles:\n"
        "- {id: analyst, leads_to: [{target: lead, basis: stated,\n"
        "   source: {id: handbook, lines: 7}, years: {min: 5},\n"
        "   signs: [{id: leads, title: Leads, basis: stated,\n"
        "   source: {id: handbook, lines: 8}}]}]}\n"
        "- {id: lead, aliases: [Analyst lead], leads_to: [{target: cdo, basis: derived}]}\n"
        "- {id: cdo, title: Chief data officer, basis: derived,\n"
        "   requires: [{target: sql, basis: derived}]}\n",
    )

    dataset, problems = load([more, pair])

    roles = {role.id: role for role in dataset.roles}
    assert list(roles) == ["analyst", "lead", "cdo"]
    assert (roles["lead"].title, roles["lead"].aliases) == ("Lead analyst", ("Analyst lead",))
    assert [edge.target for edge in roles["lead"].leads_to] == ["cdo"]
    assert [edge.locators[0].id for edge in roles["analyst"].leads_to] == ["tables", "handbook"]
    assert [sign.id for sign in roles["analyst"].leads_to[1].signs] == ["leads"]
    assert [str(problem) for problem in problems] == [
        (
            f"{more}/all.yaml:4: warning: 'leads_to' to 'lead': years 5+, but 2–4 at "
            f"{pair}/edges.csv:5; both are kept"
        )
    ]


def test_two_titles_across_sets(pair: Path, tmp_path: Path) -> None:
    """A role that an extension gives another title is an error, with both titles and places."""
    more = written(
        tmp_path / "more",
        f"dataset: {{title: Notes, extends: {id_of(pair.name)}}}\n"
        "roles: [{id: lead, title: Track layer, basis: derived}]\n",
    )

    with pytest.raises(DataError) as raised:
        load([pair, more])

    assert str(raised.value) == (
        f"{more}/all.yaml:2: the role 'Track layer' has the id of 'Lead analyst' at "
        f"{pair}/nodes.csv:3; give it an id of its own, or leave out its title"
    )


def test_equal_ids_stay_apart(tmp_path: Path) -> None:
    """Equal ids of two data sets are two nodes, each with its own years and skills."""
    one, two = (
        written(tmp_path / name, BAKERS.replace("YEARS", years))
        for name, years in (("one", "2"), ("two", "5"))
    )

    index = open_index([one, two], cache=False)

    assert index.roles == ["one:baker", "one:chef", "two:baker", "two:chef"]
    for set_, years in (("one", 2), ("two", 5)):
        (step,) = index.outgoing(f"{set_}:baker", "leads_to")
        assert isinstance(step.record, LeadsToEdge)
        assert step.record.years is not None
        assert (step.target, step.record.years.min) == (f"{set_}:chef", years)
        assert index.resolve(f"{set_}:baker") == f"{set_}:baker"
        assert index.title(f"{set_}:baker") == f"Baker ({set_})"
    assert not index.outgoing("one:baker", "overlaps_with")[1:]
    for name in ("baker", "Baker"):
        with pytest.raises(AmbiguousName) as raised:
            index.resolve(name)
        assert [each.id for each in raised.value.candidates] == ["one:baker", "two:baker"]


def test_special_cases_stay_in_their_set(tmp_path: Path) -> None:
    """Where equal ids of two data sets are renamed, a special case is still one of its own set."""
    roles = BAKERS.replace("YEARS", "2").replace("id: chef,", "id: chef, broader: baker,")
    places = [written(tmp_path / name, roles) for name in ("one", "two")]

    index = open_index(places, cache=False)

    assert special_cases(index) == {"one:baker": ("one:chef",), "two:baker": ("two:chef",)}


def test_extension_says_what_is_broader(pair: Path, tmp_path: Path) -> None:
    """A data set that extends another one makes a role of it a special case, without a circle."""
    extends = f"dataset: {{title: Notes, extends: {id_of(pair.name)}}}\nroles:\n"
    one = written(tmp_path / "one", f"{extends}- {{id: analyst, broader: lead}}\n")
    two = written(tmp_path / "two", f"{extends}- {{id: analyst, broader: analyst}}\n")

    assert special_cases(open_index([pair, one], cache=False)) == {"lead": ("analyst",)}
    with pytest.raises(DataError, match="'analyst' is a special case of itself"):
        open_index([pair, two], cache=False)


MEMBERS = """\
dataset: {id: roles, title: Roles}
source: {id: roles, title: Roles}
tables:
  - file: roles.csv
    groups: [{id: group, title: group, repeated: true}]
    roles: [{id: title, title: title, groups: [group]}]
  - file: broader.csv
    members: [{kind: role, member: role, group: broader}]
"""


def test_role_in_a_role_is_a_special_case(tmp_path: Path) -> None:
    """The first broader role counts; a second one, a circle and an unknown one are reported."""
    (tmp_path / "recipe.yaml").write_text(MEMBERS)
    (tmp_path / "roles.csv").write_text("title,group\nTeacher,A\nArtist,B\nArt teacher,A\n")
    rows = ["Art teacher,Teacher", "Art teacher,Teacher", "Art teacher,Artist",
            "Teacher,Art teacher", "Artist,Artist", "Artist,Painter"]  # fmt: skip
    (tmp_path / "broader.csv").write_text("\n".join(["role,broader", *rows, ""]))

    loaded = check([tmp_path])

    assert loaded.dataset is not None
    assert {each.id: (each.broader, each.groups) for each in loaded.dataset.roles} == {
        "teacher": (None, ("a",)),
        "artist": (None, ("b",)),
        "art-teacher": ("teacher", ("a",)),
    }
    places = {Path(each.path).name: each for each in loaded.row_counts}
    assert (places["broader.csv"].rows, places["broader.csv"].left_out) == (6, 4)
    assert [each.message for each in loaded.problems if "broader.csv" in each.path] == [
        "1 row makes a role a special case of a second one ('Art teacher'); left out",
        "2 rows make a role a special case of itself (the first 'Teacher'); left out",
        "1 row names a group that roles.csv does not have ('Painter'); left out",
    ]


def test_unique_ids_stay_bare(pair: Path, tmp_path: Path) -> None:
    """An id that one data set has stays as it is; with its set before it, it resolves, too."""
    other = written(tmp_path / "other", BAKERS.replace("YEARS", "2"))

    index = open_index([pair, other], cache=False)

    assert index.roles == ["analyst", "lead", "baker", "chef"]
    assert index.resolve("other:baker") == "baker"
    with pytest.raises(UnknownNode):
        index.resolve("other:analyst")
    alone = open_index([other], cache=False)
    assert alone.resolve("other:baker") == "baker"


def test_levels_of_sets_stay_apart(pair: Path, tmp_path: Path) -> None:
    """A level without a scale is never read on the scale of another data set."""
    other = written(
        tmp_path / "other",
        "scales: [{id: steps, title: Steps, basis: derived, levels: [{level: 3, id: good, "
        "title: Good}]}]\n"
        "roles: [{id: cook, title: Cook, basis: derived, requires: [{target: salt, "
        "basis: derived, level: 3}]}]\n"
        "skills: [{id: salt, title: Salt, basis: derived}]\n",
    )

    index = open_index([pair, other], cache=False)

    names = [requirements(index, role, "skill")[0].level_name for role in ("lead", "cook")]
    assert names == [None, "Good"]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (
            "dataset: {title: Two, extends: ones}",
            "it extends 'ones', which is not given; did you mean 'one'?",
        ),
        (
            "dataset: {title: Two, id: one}",
            (
                "the data set has the id of {one}: 'one'; give it another `id` under `dataset`, "
                "or write `extends: one`"
            ),
        ),
    ],
)
def test_unfit_sets_are_refused(tmp_path: Path, second: str, expected: str) -> None:
    """A data set that extends an absent one, or has the id of another, is an error."""
    one = written(tmp_path / "one", BAKERS.replace("YEARS", "2"))
    two = written(tmp_path / "two", f"{second}\n{BAKERS.replace('YEARS', '2')}")

    with pytest.raises(DataError) as raised:
        load([one, two])

    assert str(raised.value) == f"{two}: {expected.format(one=one)}"


def test_alignments_need_both_sets(tmp_path: Path) -> None:
    """An alignment is listed on both nodes if both data sets are open, else on none."""
    one = written(tmp_path / "one", BAKERS.replace("YEARS", "2"))
    two = written(
        tmp_path / "two",
        BAKERS.replace("YEARS", "5")
        + "alignments: [{here: baker, there: 'one:chef', kind: broader, basis: derived,\n"
        "  according_to: A reviewer, note: Runs a bakery}]\n",
    )

    both = open_index([one, two], cache=False)

    (there,) = alignments(both, "two:baker")
    (here,) = alignments(both, "one:chef")
    assert (there.other.id, there.kind, here.other.id, here.kind) == (
        "one:chef",
        "broader",
        "two:baker",
        "narrower",
    )
    assert aligned_text(there) == ", broader, derived, by A reviewer"
    assert not alignments(open_index([two], cache=False), "baker")


def test_paths_cross_aligned_roles(capsys: pytest.CaptureFixture[str]) -> None:
    """A path between roles of two data sets starts from the aligned role, and says so."""
    data = [word for name in SHELF for word in ("--data", str(shipped(name)))]

    assert main(["path", "--no-cache", *data, "uk-digital-data:product-manager", "CPO"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert (
        "No path joins Product manager (uk-digital-data) and Chief product officer; this one "
        "starts from the aligned Product manager (product-management), close, derived, by "
        "careergraph."
    ) in shown


def test_paths_end_at_aligned_roles(capsys: pytest.CaptureFixture[str]) -> None:
    """Where only the target is aligned, the path leads to the aligned role, and says so."""
    data = [word for name in SHELF for word in ("--data", str(shipped(name)))]

    assert main(["path", "--no-cache", *data, "fresh graduate", "head of product"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert shown.startswith("Fresh graduate → Head of product No path joins Fresh graduate and ")
    assert "this one leads to the aligned Director of product (product-management), close" in shown


def test_steps_show_what_the_aligned_set_says(capsys: pytest.CaptureFixture[str]) -> None:
    """The article's years and signs stand beside the framework's levels, under its own source."""
    data = [word for name in SHELF for word in ("--data", str(shipped(name)))]
    ends = "uk-digital-data:product-manager", "head of product"

    assert main(["path", "--no-cache", *data, *ends]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "3 steps; no source states the years." in shown
    assert (
        "In product-management, for this step Product manager → Senior product manager: around "
        "3–5 years (time in the role or total experience: not stated which) stated: article, line "
        "111 Signs of readiness • Leads and mentors: "
    ) in shown
    assert (
        "In product-management, for steps 2 and 3 Senior product manager → Director of product: at "
        "least 5 years"
    ) in shown
    assert (
        "To gain there: 5 skills Aligned: Senior product manager (close, derived, by careergraph); "
        "Director of product (close, derived, by careergraph)."
    ) in shown


def test_several_aligned_moves_stand_beside_one_step(capsys: pytest.CaptureFixture[str]) -> None:
    """A step beside which the other data set has two moves shows both."""
    data = [word for name in SHELF for word in ("--data", str(shipped(name)))]

    asked = ["product-management:senior-product-manager", "director of product", "--json"]
    assert main(["path", "--no-cache", *data, *asked, "--expand", "aligned"]) == 0
    (way,) = json.loads(capsys.readouterr().out)["paths"][0]["steps"][0]["aligned"]
    assert (way["set"], way["steps"]) == ("uk-digital-data", [1])
    assert [move["target"]["title"] for move in way["moves"]] == [
        "Lead product manager",
        "Head of product",
    ]


@pytest.mark.parametrize(
    ("ends", "expected"),
    [
        ("here: bakr, there: 'one:chef'", "unknown role, skill or responsibility 'bakr'"),
        ("here: baker, there: chef", "'chef' is of no data set; write the id of its set"),
    ],
)
def test_alignment_faults_are_errors(tmp_path: Path, ends: str, expected: str) -> None:
    """An alignment names a node here, and one of another data set there."""
    text = BAKERS.replace("YEARS", "5")
    place = written(
        tmp_path / "two", f"{text}alignments: [{{{ends}, kind: close, basis: derived}}]\n"
    )

    (problem,) = check([place]).problems
    assert expected in problem.message


def test_ids_have_no_colon(tmp_path: Path) -> None:
    """An own id names no data set."""
    place = written(tmp_path / "one", "tracks: [{id: 'a:b', title: B}]\n")

    (problem,) = check([place]).problems
    assert problem.message == "the id 'a:b' has a colon; write 'b', the data set is known"


@pytest.mark.parametrize(
    ("low", "high", "warning"),
    [
        ("5", "2", "1 row has a minimum of years above the maximum ('5 to 2'); read as not stated"),
        ("some", "", "1 row has text where years are expected ('some'); read as not stated"),
    ],
)
def test_odd_years_are_not_stated(pair: Path, low: str, high: str, warning: str) -> None:
    """Years that make no sense are not stated, and reported."""
    (pair / "edges.csv").write_text(EDGES.replace(",2,4\n", f",{low},{high}\n"))

    dataset, problems = load([pair])

    assert dataset.roles[0].leads_to[0].years is None
    assert [problem.message for problem in problems] == [warning]


def test_no_tables_means_yaml(tmp_path: Path) -> None:
    """A directory without tables is read as YAML."""
    (problem,) = check([tmp_path]).problems
    assert "no .yaml file in it" in str(problem)


def test_environment_names_directories(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Several directories come from arguments or from the environment."""
    monkeypatch.setenv("CAREERGRAPH_DATA", "")
    assert data_directories() == [shipped("product-management")]
    monkeypatch.setenv("CAREERGRAPH_DATA", "a:b")
    monkeypatch.setattr("os.pathsep", ":")
    assert data_directories() == [Path("a"), Path("b")]
    assert data_directories(["c"]) == [Path("c")]


def test_check_shows_table_warnings(pair: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command `check` shows the rows of tables that are left out, and fails."""
    (pair / "edges.csv").write_text(EDGES + "boss,leads to,lead,,,,\n")

    assert main(["check", str(pair)]) == 1
    shown = capsys.readouterr().out
    assert f"{pair}/edges.csv:6: warning: 1 row names a role that nodes.csv does not" in shown
    assert "0 errors, 1 warning, 1 row left out" in shown


def test_data_option_repeats(
    pair: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The option --data may be repeated, and a recipe named."""
    recipe = tmp_path / "mine.txt"
    own = (shipped("recipes") / "nodes-and-edges.yaml").read_text("utf-8")
    recipe.write_text(own.replace("title: Nodes and edges", "title: Our ladder"))
    given = ["--data", str(pair), "--data", str(shipped("starter")), "--recipe", str(recipe)]

    assert main(["stats", *given]) == 0
    assert "Our ladder + " in capsys.readouterr().out
