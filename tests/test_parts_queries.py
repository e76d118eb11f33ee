"""One record declares what a question takes: on the command line, in a request, in OpenAPI."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct
from werkzeug.datastructures import MultiDict

from graph.model.errors import (
    BadParameter,
    ExclusiveParameters,
    RepeatedParameter,
    UnknownParameter,
)
from graph.parts.queries.command_line import (
    add_arguments,
    add_expand,
    in_words_of_command,
    read_arguments,
)
from graph.parts.queries.examples import example_request
from graph.parts.queries.lean import groups_of, lean, lean_json, read_expand
from graph.parts.queries.query import Query, description, parameters
from graph.parts.queries.question import Question, exit_code
from graph.parts.queries.request import body_of, read_request, write_request
from graph.parts.queries.schema import answer_schemas, expand_parameter, openapi_parameters
from graph.questions import QUESTIONS
from web.openapi import document
from web.operations import operations_of

Cost = Literal["steps", "years", "effort", "evidence"]
Relation = Literal["leads_to", "requires", "overlaps_with"]


class Walk(Query, frozen=True, kw_only=True):
    """Walk from one role to another.

    Takes the best path.
    """

    examples = (
        "careergraph walk PM CPO --graphml walk.graphml",
        "careergraph walk 'junior PM' CPO --by years --via PO --lateral",
    )

    source: Annotated[
        str,
        Meta(
            description="title of the first role",
            extra={"metavar": "FROM", "takes": "the title of a role"},
        ),
    ]
    target: Annotated[str, Meta(description="title of the last role", extra={"metavar": "TO"})]
    by: Annotated[Cost, Meta(description="what is least")] = "steps"
    lateral: Annotated[bool, Meta(description="also move aside")] = False
    via: Annotated[
        tuple[str, ...], Meta(description="go through it", max_length=3, extra={"items": "roles"})
    ] = ()
    max_years: Annotated[float, Meta(description="at most", ge=0, le=1000)] | None = None
    limit: Annotated[int, Meta(description="how many, 100% sure", ge=1, le=100)] = 10
    relations: Annotated[tuple[Relation, ...], Meta(description="edges to follow")] = ()
    graphml: Annotated[Path | None, Meta(extra={"only": "command"})] = None
    page: Annotated[int, Meta(ge=1, extra={"only": "request"})] = 1
    start: Annotated[str | None, Meta(extra={"option": "--from", "parameter": "begin"})] = None


class Beside(Query, frozen=True, kw_only=True):
    """Compare two to four roles, or paths."""

    exclusive = (("roles", "paths"),)

    roles: Annotated[
        tuple[str, ...],
        Meta(
            description="a role",
            min_length=2,
            max_length=4,
            extra={
                "positional": True,
                "metavar": "ROLE",
                "parameter": "role",
                "items": "roles",
            },
        ),
    ] = ()
    paths: Annotated[
        tuple[tuple[str, ...], ...],
        Meta(description="a path", extra={"option": "--path", "parameter": "path"}),
    ] = ()
    kind: Annotated[
        Literal["role", "skill"] | None,
        Meta(extra={"also": {"role": "roles", "skill": "skills"}}),
    ] = None


class Person(Struct, frozen=True):
    """What a person holds."""

    skills: tuple[str, ...] = ()


class Fit(Query, frozen=True, kw_only=True):
    """Fit a person to roles."""

    person: Annotated[Person, Meta(description="what a person holds")]
    to: str | None = None


class Either(Query, frozen=True, kw_only=True):
    """Fit a role, or a person."""

    exclusive = (("role", "person"),)

    role: Annotated[str | None, Meta(extra={"positional": True, "metavar": "WHO"})] = None
    person: Annotated[Person | None, Meta(extra={"instead_of": "role", "option": "WHO"})] = None


class Source(Struct, frozen=True):
    """Where it is stated."""

    file: str
    lines: tuple[int, int]
    expandable: ClassVar[Mapping[str, str]] = {"lines": "sources"}


class Step(Struct, frozen=True, rename={"from_": "from"}):
    """A step."""

    from_: str
    gap: tuple[str, ...]
    sources: tuple[Source, ...]
    expandable: ClassVar[Mapping[str, str]] = {"gap": "gaps"}


class Walked(Struct, frozen=True):
    """An answer."""

    found: bool
    steps: tuple[Step, ...]
    by_name: dict[str, Step | None]


STEP = Step("a", ("sql",), (Source("roles.yaml", (1, 2)),))
WALKED = Walked(found=True, steps=(STEP,), by_name={"a": STEP, "b": None})


class _Parser(ArgumentParser):
    def error(self, message: str) -> Any:
        raise SystemExit(message)


def typed(query: type[Query], *words: str, **readers: Any) -> Any:
    parser = _Parser()
    add_arguments(parser, query)
    return read_arguments(query, parser.parse_args(words), readers.get("readers"))


def sent(query: type[Query], address: str, **settings: Any) -> Any:
    pairs = [tuple(pair.split("=", 1)) for pair in address.split("&") if pair]
    return read_request(query, MultiDict(pairs), **settings)


# --- The command line ---------------------------------------------------------------------------


def test_every_option_is_read() -> None:
    """A command and a request that say the same make the same query."""
    command = typed(
        Walk,
        *("PM", "CPO", "--by", "effort", "--lateral", "--via", "PO", "--via", "BA"),
        *("--max-years", "7.5", "--limit=3", "--relations", "requires,leads_to", "--from", "x"),
    )
    request = sent(
        Walk,
        "source=PM&target=CPO&by=effort&lateral=1&via=PO&via=BA&max_years=7.5&limit=3"
        "&relations=requires&relations=leads_to&begin=x",
    )

    assert command == request
    assert command.via == ("PO", "BA")
    assert command.relations == ("requires", "leads_to")


def test_defaults_are_the_fields() -> None:
    """What is not typed or sent has the default of its field."""
    assert typed(Walk, "PM", "CPO") == Walk(source="PM", target="CPO")
    assert sent(Walk, "source=PM&target=CPO") == Walk(source="PM", target="CPO")


def test_command_alone_takes_files() -> None:
    """A field of the command line is a parameter of no request, and the other way round."""
    assert typed(Walk, "PM", "CPO", "--graphml", "a.graphml").graphml == Path("a.graphml")
    with pytest.raises(UnknownParameter):
        sent(Walk, "source=PM&target=CPO&graphml=a")
    with pytest.raises(SystemExit, match=r"unrecognized arguments: --page 2"):
        typed(Walk, "PM", "CPO", "--page", "2")


def test_positional_lists_have_limits() -> None:
    """Two to four roles stand side by side; fewer and more get a sentence."""
    assert typed(Beside, "PM", "PO").roles == ("PM", "PO")
    assert typed(Beside).roles == ()
    with pytest.raises(BadParameter, match=r"^ROLE cannot be '1 role'; it takes 2 to 4$"):
        typed(Beside, "PM")
    with pytest.raises(BadParameter, match=r"^role cannot be '5 roles'; it takes 2 to 4$"):
        sent(Beside, "role=a&role=b&role=c&role=d&role=e")


def test_paths_are_lists_of_names() -> None:
    """A path is one option with several names, or names with semicolons in a request."""
    wanted = (("PM", "PO", "CPO"), ("BA", "CPO"))

    assert typed(Beside, "--path", "PM", "PO", "CPO", "--path", "BA", "CPO").paths == wanted
    assert sent(Beside, "path=PM; PO;CPO&path=BA → CPO").paths == wanted


def test_exclusive_fields_are_refused() -> None:
    """Fields that exclude each other are named as they are typed, sent or written."""
    with pytest.raises(
        ExclusiveParameters, match=r"^ROLE and --path exclude each other; give one$"
    ):
        typed(Beside, "PM", "PO", "--path", "PM", "CPO")
    with pytest.raises(ExclusiveParameters, match=r"^role and path exclude"):
        sent(Beside, "role=PM&role=PO&path=PM;CPO")
    with pytest.raises(ExclusiveParameters, match=r"^roles and paths exclude"):
        Beside(roles=("PM", "PO"), paths=(("PM", "CPO"),))


def test_other_spellings_are_read() -> None:
    """A word with another spelling, such as its plural, may have either."""
    assert typed(Beside, "--kind", "roles").kind == sent(Beside, "kind=role").kind == "role"


def test_help_states_the_facts() -> None:
    """The help has limits, choices and defaults without anybody writing them."""
    parser = ArgumentParser()
    add_arguments(parser, Walk)
    text = " ".join(parser.format_help().split())

    assert "usage" in text
    assert "FROM title of the first role" in text
    assert "(steps, years, effort or evidence; default: steps)" in text
    assert "how many, 100% sure (from 1 to 100; default: 10)" in text
    assert "go through it (repeatable, at most 3)" in text
    assert description(Walk) == "Walk from one role to another.\n\nTakes the best path."


def test_records_need_a_reader() -> None:
    """A record is the body of a request; a command reads it from the file that it names."""
    person = Person(skills=("sql",))
    read = typed(Fit, "me.yaml", "--to", "CPO", readers={Person: lambda _: person})

    assert read == sent(Fit, "to=CPO", body=person) == Fit(person=person, to="CPO")
    body = body_of(Fit)
    assert body is not None
    assert (body.name, body.type, body.required) == ("person", Person, True)


def test_missing_file_is_empty_record() -> None:
    """A command may leave out the file of a record that a request must have."""
    assert typed(Fit, "--to", "CPO") == Fit(person=Person(), to="CPO")


@pytest.mark.parametrize("file", ["me.yaml", "me.YML", "me.json"])
def test_suffix_makes_argument_a_file(file: str) -> None:
    """An argument that ends like a file is read as the record that may stand in its place."""
    person = Person(skills=("sql",))
    readers = {Person: lambda _: person}

    assert typed(Either, file, readers=readers) == Either(person=person)
    assert typed(Either, "PM", readers=readers) == Either(role="PM")


# --- The sentences ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameter", "option", "text", "takes"),
    [
        ("by", "--by", "speed", "steps, years, effort or evidence"),
        ("max_years", "--max-years", "-1", "a number from 0 to 1,000"),
        ("max_years", "--max-years", "1e23", "a number from 0 to 1,000"),
        ("max_years", "--max-years", "1e999", "a number from 0 to 1,000"),
        ("max_years", "--max-years", "nan", "a number from 0 to 1,000"),
        ("max_years", "--max-years", "٣", "a number from 0 to 1,000"),
        ("max_years", "--max-years", "1_0", "a number from 0 to 1,000"),
        ("limit", "--limit", "2.5", "a whole number from 1 to 100"),
        ("limit", "--limit", "²", "a whole number from 1 to 100"),
        ("limit", "--limit", "9" * 5000, "a whole number from 1 to 100"),
        ("relations", "--relations", "likes", "leads_to, requires or overlaps_with"),
        ("via", "--via", "x" * 301, "at most 300 characters"),
    ],
)
def test_same_sentence_everywhere(parameter: str, option: str, text: str, takes: str) -> None:
    """A bad value gets one sentence, with the name that the person wrote."""
    shown = text if len(text) <= 80 else f"{text[:79]}…"
    with pytest.raises(BadParameter) as in_request:
        sent(Walk, f"source=a&target=b&{parameter}={text}")
    with pytest.raises(BadParameter) as on_command:
        typed(Walk, "a", "b", f"{option}={text}")

    assert str(in_request.value) == f"{parameter} cannot be '{shown}'; it takes {takes}"
    assert str(on_command.value) == f"{option} cannot be '{shown}'; it takes {takes}"


def test_flags_are_one_or_zero() -> None:
    """In a request a flag is 1, 0, true, false or on, in any case."""
    for text, wanted in {"1": True, "on": True, "TRUE": True, "0": False}.items():
        assert sent(Walk, f"source=a&target=b&lateral={text}").lateral is wanted
    with pytest.raises(BadParameter, match=r"^lateral cannot be 'maybe'; it takes 1 or 0$"):
        sent(Walk, "source=a&target=b&lateral=maybe")


def test_required_parameters_are_named() -> None:
    """A request without a required parameter learns what the parameter takes."""
    with pytest.raises(BadParameter, match=r"^source cannot be ''; it takes the title of a role$"):
        sent(Walk, "source= &target=b")
    with pytest.raises(BadParameter, match=r"it takes title of the last role$"):
        sent(Walk, "source=a")


def test_repeated_parameters_are_refused() -> None:
    """A parameter of one value does not silently take the first of two."""
    with pytest.raises(RepeatedParameter, match=r"^by takes one value; do not repeat it$"):
        sent(Walk, "source=a&target=b&by=steps&by=years")


def test_empty_values_are_refused() -> None:
    """An empty value is an error, unless the request comes from a form."""
    with pytest.raises(BadParameter, match=r"^limit cannot be ''; it takes a whole number from"):
        sent(Walk, "source=a&target=b&limit=")
    assert sent(Walk, "source=a&target=b&limit=&lateral=", strict=False).limit == 10


def test_unknown_parameters_are_refused() -> None:
    """A misspelt parameter is an error with the nearest name, unless others are left alone."""
    with pytest.raises(UnknownParameter, match=r"'sorce'; did you mean 'source'\?$"):
        sent(Walk, "sorce=a&target=b")
    with pytest.raises(UnknownParameter, match=r"'zzz'; write role, path or kind$"):
        sent(Beside, "zzz=1")
    assert sent(Beside, "shown=1", also=("shown",)) == sent(Beside, "x=1", strict=False)


def test_too_many_values_are_counted() -> None:
    """The complaint about a long list says how long it is."""
    with pytest.raises(BadParameter, match=r"^via cannot be '4 roles'; it takes at most 3$"):
        sent(Walk, "source=a&target=b&via=a&via=b&via=c&via=d")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"by": "luck"}, "by cannot be 'luck'; it takes steps, years, effort or evidence"),
        ({"max_years": -1.0}, "max_years cannot be '-1'; it takes a number from 0 to 1,000"),
        ({"max_years": float("nan")}, "max_years cannot be 'nan'; it takes a number from"),
        ({"limit": True}, "limit cannot be 'True'; it takes a whole number from 1 to 100"),
        ({"via": ("a", "b", "c", "d")}, "via cannot be '4 roles'; it takes at most 3"),
    ],
)
def test_queries_exist_only_valid(values: dict[str, Any], sentence: str) -> None:
    """A program that makes a query gets the same sentences."""
    with pytest.raises(BadParameter) as error:
        Walk(source="a", target="b", **values)

    assert str(error.value).startswith(sentence)


def test_late_errors_name_options() -> None:
    """What only a search can refuse is named on the command line as it is typed."""
    error = BadParameter("start", "x", "another role")

    assert in_words_of_command(error, Walk) == "--from cannot be 'x'; it takes another role"
    assert in_words_of_command(ExclusiveParameters("a", "b"), Walk) == str(
        ExclusiveParameters("a", "b")
    )


def test_odd_declarations_are_refused() -> None:
    """A type that no parameter has, or a misspelt extra, is an error of the programmer."""

    class Odd(Query, frozen=True, kw_only=True):
        when: dict[str, int] = {}  # noqa: RUF012  # msgspec copies it

    class Misspelt(Query, frozen=True, kw_only=True):
        a: Annotated[str, Meta(extra={"metvar": "A"})] = ""

    with pytest.raises(TypeError, match=r"'when' is a dict"):
        parameters(Odd)
    with pytest.raises(TypeError, match=r"'a' has an extra 'metvar'"):
        parameters(Misspelt)


# --- Addresses ----------------------------------------------------------------------------------

NAMES = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)


@given(
    st.builds(
        Walk,
        source=NAMES,
        target=NAMES,
        by=st.sampled_from(["steps", "years", "effort", "evidence"]),
        lateral=st.booleans(),
        via=st.lists(NAMES, max_size=3).map(tuple),
        max_years=st.none() | st.integers(0, 1000).map(float) | st.just(0.1),
        limit=st.integers(1, 100),
        relations=st.lists(st.sampled_from(["leads_to", "requires"])).map(tuple),
        page=st.integers(1, 10**9),
        start=st.none() | NAMES,
    )
)
def test_addresses_read_as_written(query: Walk) -> None:
    """A query written to an address is the query that is read from it."""
    assert read_request(Walk, MultiDict(write_request(query))) == query


def test_example_becomes_an_address() -> None:
    """The first example without an option of the command alone has an address."""
    assert example_request(Walk) == [
        ("source", "junior PM"),
        ("target", "CPO"),
        ("by", "years"),
        ("lateral", "1"),
        ("via", "PO"),
    ]
    assert example_request(Fit) is None


# --- OpenAPI ------------------------------------------------------------------------------------


def test_parameters_have_their_schema() -> None:
    """OpenAPI gets type, limits, choices, defaults and the form of lists from the fields."""
    described = {each["name"]: each for each in openapi_parameters(Walk)}

    assert "graphml" not in described
    assert described["source"]["required"]
    assert described["source"]["schema"] == {
        "type": "string",
        "pattern": r"\S",
        "maxLength": 300,
    }
    assert described["by"]["schema"] == {
        "type": "string",
        "enum": ["steps", "years", "effort", "evidence"],
        "default": "steps",
    }
    assert described["max_years"]["schema"] == {"type": "number", "minimum": 0, "maximum": 1000}
    assert described["via"]["schema"]["maxItems"] == 3
    assert described["via"]["explode"]
    assert not described["relations"]["explode"]
    assert described["lateral"]["schema"] == {"type": "boolean", "default": False}


def test_expandable_fields_are_described() -> None:
    """The schema of an answer says which fields come only with their group."""
    (schema,), components = answer_schemas([Walked])
    step = components["Step"]

    assert schema == {"$ref": "#/components/schemas/Walked"}
    assert step["required"] == ["from", "sources"]
    assert step["properties"]["gap"]["description"] == "Only with expand=gaps."
    assert expand_parameter(Walked)[0]["schema"]["items"]["enum"] == ["gaps", "sources", "all"]
    assert expand_parameter(Person) == []


def test_unions_of_answers_are_described() -> None:
    """A question with two shapes of answer has both in its schema."""
    (schema,), components = answer_schemas([Walked | Person])

    assert len(schema["anyOf"]) == 2
    assert {"Walked", "Person"} <= components.keys()


# --- Lean answers -------------------------------------------------------------------------------


def test_answers_are_lean_by_default() -> None:
    """Expandable fields are left out at any depth, in tuples and dicts, too."""
    step = {"from": "a", "sources": [{"file": "roles.yaml"}]}

    assert json.loads(lean_json(WALKED)) == {
        "found": True,
        "steps": [step],
        "by_name": {"a": step, "b": None},
    }


def test_groups_are_expanded_apart() -> None:
    """A group brings its fields and no others; all brings every field."""
    gaps = json.loads(lean_json(WALKED, {"gaps"}))["steps"][0]
    sources = json.loads(lean_json(WALKED, {"sources"}))["steps"][0]

    assert gaps == {"from": "a", "gap": ["sql"], "sources": [{"file": "roles.yaml"}]}
    assert sources == {"from": "a", "sources": [{"file": "roles.yaml", "lines": [1, 2]}]}
    assert lean(WALKED, {"all"}) is WALKED
    assert json.loads(lean_json(WALKED, {"gaps", "sources"})) == json.loads(
        lean_json(WALKED, ["all"])
    )


def test_answers_without_groups_stay() -> None:
    """What has no expandable field is not copied."""
    person = Person(("sql",))

    assert lean(person) is person


def test_groups_are_read_and_checked() -> None:
    """Groups may be repeated or between commas; one that the answer does not have is refused."""
    assert groups_of(Walked) == ("gaps", "sources")
    assert read_expand(["gaps,sources", "all"], Walked) == {"gaps", "sources", "all"}
    with pytest.raises(
        BadParameter, match=r"^--expand cannot be 'signs'; it takes gaps, sources or all$"
    ):
        read_expand(["signs"], Walked, called="--expand")


def test_expand_is_an_option() -> None:
    """The command names groups as a request does."""
    parser = ArgumentParser()
    add_expand(parser)
    texts = parser.parse_args(["--expand", "gaps", "--expand", "sources,all"]).expand

    assert read_expand(texts, Walked) == {"gaps", "sources", "all"}


def test_lean_records_keep_tags() -> None:
    """A record that says its kind in the JSON still says it without a field."""

    class Tagged(Struct, tag_field="sort", tag="tagged"):
        a: int
        b: int
        expandable: ClassVar[Mapping[str, str]] = {"b": "more"}

    assert json.loads(lean_json(Tagged(1, 2))) == {"sort": "tagged", "a": 1}


Row = TypeVar("Row")


class Table(Struct, Generic[Row]):
    """A record that holds records of any type."""

    rows: tuple[Row, ...]


class Tables(Struct):
    """Two tables, one of records that expand."""

    steps: Table[Step]
    names: Table[str]


def test_generic_records_are_lean() -> None:
    """The rows of a generic record are made lean, and described, by their own type."""
    tables = Tables(Table(WALKED.steps), Table(("a",)))
    (schema,), components = answer_schemas([Tables])

    assert json.loads(lean_json(tables)) == {
        "steps": {"rows": [{"from": "a", "sources": [{"file": "roles.yaml"}]}]},
        "names": {"rows": ["a"]},
    }
    assert groups_of(Tables) == ("gaps", "sources")
    assert schema["$ref"].endswith("/Tables")
    assert components["Step"]["required"] == ["from", "sources"]
    assert components["Table_Step_"]["required"] == ["rows"]


# --- The table ----------------------------------------------------------------------------------

MODULES = {
    "__init__": "",
    "query": '''
from typing import Annotated, Literal
from msgspec import Meta
from graph.parts.queries.query import Query

class Ask(Query, frozen=True, kw_only=True):
    """Ask something."""
    examples = ("careergraph made-up PM --by years",)
    source: Annotated[str, Meta(description="title of a role")]
    by: Annotated[Literal["steps", "years"], Meta(description="what is least")] = "steps"
''',
    "search": '''
from __future__ import annotations
from collections.abc import Mapping
from typing import ClassVar
from msgspec import Struct

class Reply(Struct, frozen=True):
    """A reply."""
    found: bool
    source: str
    detail: tuple[str, ...] = ()
    expandable: ClassVar[Mapping[str, str]] = {"detail": "details"}

def answer(index, query) -> Reply:
    return Reply(found=query.by == "years", source=query.source)
''',
    "terminal": "def write(page, answer, index): page.append(answer.source)\n",
}


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Question]:
    """A question in a package of its own, and in the table."""
    (tmp_path / "made_up").mkdir()
    for name, text in MODULES.items():
        (tmp_path / "made_up" / f"{name}.py").write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    question = Question("ask something", "made_up")
    monkeypatch.setitem(QUESTIONS, "made-up", question)
    yield question
    for name in [name for name in sys.modules if name.partition(".")[0] == "made_up"]:
        del sys.modules[name]


def test_question_imports_its_parts(made_up: Question) -> None:
    """A row of the table finds the query, the search and the words of its question."""
    query = made_up.query_type()
    assert "made_up.search" not in sys.modules

    index: Any = None
    answer = made_up.answer(index, query(source="PM"))  # type: ignore[call-arg]
    page: Any = []
    made_up.write(page, answer, index)

    assert page == ["PM"]
    assert made_up.answer_type() is type(answer)
    assert exit_code(answer) == 1
    assert exit_code(object()) == 0


def test_document_has_every_question(made_up: Question) -> None:
    """The OpenAPI document has the address, the parameters, the answer and the errors."""
    operation = document(operations_of("made-up", made_up))["paths"]["/api/v1/made-up"]["get"]

    assert operation["summary"] == "ask something"
    assert [each["name"] for each in operation["parameters"]] == ["source", "by", "expand"]
    assert operation["responses"].keys() == {"200", "4XX"}


def test_docs_page_needs_no_script(made_up: Question, client: FlaskClient) -> None:
    """The page of the API has each operation, an example to follow and the schemas."""
    assert made_up in QUESTIONS.values()
    page = client.get("/api/docs").text

    assert "<code>GET /api/v1/made-up</code>" in page
    assert 'href="/api/v1/made-up?source=PM&amp;by=years"' in page
    assert 'id="schema-Reply"' in page
    assert "<script>" not in page
    assert "style=" not in page


def test_index_names_every_address(made_up: Question, client: FlaskClient) -> None:
    """The index of the API leads to each question and to its description."""
    body = client.get("/api/v1/").get_json()
    served = client.get(body["openapi"]).get_json()

    assert body["operations"]["made_up"] == {
        "summary": made_up.summary,
        "addresses": ["/api/v1/made-up"],
    }
    assert served["openapi"] == "3.1.0"
    assert "/api/v1/made-up" in served["paths"]


# --- Speed --------------------------------------------------------------------------------------


def test_the_table_imports_nothing_heavy() -> None:
    """The summaries for the help are there without msgspec and without any question."""
    code = "import sys, graph.questions; print(*{'msgspec', 'argparse'} & set(sys.modules))"
    printed = subprocess.check_output([sys.executable, "-c", code], text=True)

    assert printed.split() == []
