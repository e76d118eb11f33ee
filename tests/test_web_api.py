"""The API answers questions as JSON, and the graph as JSON, GraphML and pictures."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from flask.testing import FlaskClient

from graph.formats.graphml_read import read_graphml

ENDS = {"source": "junior product manager", "target": "CPO"}


def _json(client: FlaskClient, address: str, status: int = 200, **query: str) -> Any:
    answer = client.get(address, query_string=query)
    assert answer.status_code == status, answer.text
    assert answer.mimetype == "application/json"
    return json.loads(answer.text)


def test_search_finds_aliases(client: FlaskClient) -> None:
    """A search finds a node by an alias and says which."""
    results = _json(client, "/api/v1/search", q="cpo")["results"]

    assert results[0]["node"]["id"] == "chief-product-officer"
    assert results[0]["name"] == "CPO"


def test_search_forgives_typing_errors(client: FlaskClient) -> None:
    """A search finds a node in spite of a typing error."""
    results = _json(client, "/api/v1/search", q="empthy", kind="skill")["results"]

    assert results[0]["node"]["id"] == "empathy"


def test_search_needs_a_text(client: FlaskClient) -> None:
    """A search without a text is refused with a sentence."""
    assert "q cannot be ''" in _json(client, "/api/v1/search", 400, q=" ")["error"]


def test_node_has_three_names(client: FlaskClient) -> None:
    """The address of a node takes its title, too."""
    assert _json(client, "/api/v1/nodes/Director of Product")["node"]["id"] == "director-of-product"


def test_expanded_path_has_details(client: FlaskClient) -> None:
    """An expanded path has years, signs, gaps and sources on every step."""
    answer = _json(client, "/api/v1/path", **ENDS, expand="all")
    (path,) = answer["paths"]

    assert answer["found"] is True
    assert path["length"] == 4
    assert path["years"]["added"] == {"min": 9, "max": None}
    assert path["years"]["total"] == {"min": 5, "max": None}
    assert path["years"]["unknown_steps"] == [4]
    assert [len(step["signs"]) for step in path["steps"]] == [6, 7, 5, 0]
    assert path["steps"][3]["years"] is None
    assert all(step["sources"] for step in path["steps"])
    assert path["steps"][2]["responsibilities"]["not_stated"][0]["id"] == "director-of-product"


def test_no_path_is_an_answer(client: FlaskClient) -> None:
    """No path is an answer with status 200 and the reason."""
    answer = _json(client, "/api/v1/path", source="CPO", target="PM")

    assert answer["found"] is False
    assert answer["paths"] == []
    assert answer["no_path"]["reachable"] == 0


def test_neighbourhood_follows_chosen_relations(client: FlaskClient) -> None:
    """A neighbourhood follows only the chosen relations."""
    around = _json(client, "/api/v1/neighbourhood/PM", relations="overlaps_with", radius="1")

    assert {edge["relation"] for edge in around["edges"]} == {"overlaps_with"}


def test_graph_is_one_document(client: FlaskClient) -> None:
    """The whole graph is one JSON document."""
    graph = _json(client, "/api/v1/graph")

    assert {"about", "nodes", "edges"} == graph.keys()
    assert all(edge["record"]["basis"] for edge in graph["edges"])


def test_graphml_reads_back_equal(client: FlaskClient) -> None:
    """The GraphML of the whole graph reads back as the same graph."""
    answer = client.get("/graph.graphml")
    G = read_graphml(io.BytesIO(answer.data))

    assert "attachment" in answer.headers["Content-Disposition"]
    assert nx.utils.graphs_equal(G, client.application.extensions["index"].G)


def test_graphml_of_a_path(client: FlaskClient) -> None:
    """The GraphML of a path has its roles and steps."""
    answer = client.get("/graph.graphml", query_string=ENDS)
    G = read_graphml(io.BytesIO(answer.data))

    assert len(G) == 5
    assert [data["relation"] for *_, data in G.edges(data=True)] == ["leads_to"] * 4


def test_graphml_of_a_neighbourhood(client: FlaskClient) -> None:
    """The GraphML of a node has its neighbourhood, also for yEd."""
    answer = client.get("/graph.graphml?node=empathy&for=yed")

    assert b"y:NodeLabel" in answer.data
    assert b"product-manager" in answer.data


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/api/v1/nodes/prodct-manager", 404, "unknown node 'prodct-manager'; did you mean"),
        ("/api/v1/path?source=nobody&target=CPO", 404, "unknown role 'nobody'"),
        ("/api/v1/path?source=PM", 400, "target cannot be ''"),
        (
            "/api/v1/path?source=PM&target=CPO&by=luck",
            400,
            "it takes steps, years, effort, evidence, likelihood or all",
        ),
        ("/api/v1/path?source=PM&target=CPO&lateral=perhaps", 400, "it takes 1 or 0"),
        ("/api/v1/path?source=empathy&target=CPO", 400, "'Empathy' is a skill"),
        ("/api/v1/neighbourhood/PM?radius=99", 400, "a whole number from 0 to 5"),
        ("/api/v1/neighbourhood/PM?relations=likes", 400, "leads_to, requires or overlaps_with"),
        ("/api/v1/neighbourhood/PM?direction=up", 400, "out, in or both"),
        ("/api/v1/search?q=a&limit=x", 400, "a whole number from 1 to 100"),
        ("/api/v1/search?q=a&kind=person", 400, "role, skill or responsibility"),
        ("/api/v1/picture?orientation=tilted", 400, "landscape or portrait"),
        ("/graph.graphml?for=klingon", 400, "for cannot be 'klingon'; it takes portable or yed"),
        ("/graph.graphml?dialect=yed", 400, "unknown parameter 'dialect'"),
        ("/api/v1/graph?x=1", 400, "unknown parameter 'x'"),
        ("/api/v1/stats?expand=all", 400, "unknown parameter 'expand'"),
        ("/api/v1/nodes/PM?expnd=all", 400, "did you mean 'expand'?"),
        ("/api/v1/nodes/PM?node=CPO", 400, "unknown parameter 'node'"),
        ("/api/v1/roles?kind=skills", 400, "unknown parameter 'kind'"),
        ("/api/v1/search?q=a&q=b", 400, "q takes one value; do not repeat it"),
        ("/api/v1/search?q=a&limit=", 400, "limit cannot be ''"),
        (
            "/graph.graphml?source=project+manager&target=CPO",
            404,
            "Nothing leads from Project manager to Chief product officer: no source says what ",
        ),
        ("/graph.graphml?target=CPO", 400, "source cannot be ''"),
        (
            "/graph.graphml?node=PM&source=PM&target=CPO",
            400,
            "node and source exclude each other; give one",
        ),
        (
            "/api/v1/picture?focus=PM&target=CPO",
            400,
            "focus and target exclude each other; give one",
        ),
        ("/api/v1/nothing", 404, "there is no such address"),
    ],
)
def test_errors_have_status_and_sentence(
    client: FlaskClient, address: str, status: int, words: str
) -> None:
    """A wrong request gets its status and a sentence."""
    answer = client.get(address)

    assert answer.status_code == status
    assert words in json.loads(answer.text)["error"]


def test_unknown_names_have_candidates(client: FlaskClient) -> None:
    """An unknown name gets the nodes that it may mean."""
    answer = _json(client, "/api/v1/nodes/empthy", status=404)

    assert {"id": "empathy", "title": "Empathy", "kind": "skill"} in answer["candidates"]


@pytest.mark.parametrize(
    ("method", "address", "allow"),
    [
        ("POST", "/api/v1/stats", "GET"),
        ("DELETE", "/api/v1/nodes/PM", "GET"),
        ("GET", "/api/v1/match", "POST"),
        ("PUT", "/api/v1/unlock", "GET or POST"),
    ],
)
def test_wrong_method_names_others(
    client: FlaskClient, method: str, address: str, allow: str
) -> None:
    """Another method is refused with the methods that the address takes."""
    answer = client.open(address, method=method)

    assert answer.status_code == 405
    assert answer.json == {"error": f"this address does not take {method}; use {allow}"}
    assert set(allow.split(" or ")) < set(answer.headers["Allow"].split(", "))


@pytest.mark.parametrize("address", ["/api/v1/stats", "/api/v1/nodes/PM", "/graph.graphml"])
def test_head_and_options_answer(client: FlaskClient, address: str) -> None:
    """HEAD has the headers of GET and no body; OPTIONS names the methods."""
    head, options = client.head(address), client.options(address)

    assert (head.status_code, head.data) == (200, b"")
    assert head.mimetype == client.get(address).mimetype
    assert options.status_code == 200
    assert {"GET", "HEAD", "OPTIONS"} <= set(options.headers["Allow"].split(", "))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"[" * 60_000, "nested"),
        (b'{"a":' * 10_000, "nested"),
        (b"\xff", "not readable as JSON"),
        (b"", "not readable as JSON"),
        (b"[]", "a profile is a mapping"),
        (b" " * 70_000, "more than 65,536 bytes"),
    ],
)
@pytest.mark.parametrize("address", ["/api/v1/match", "/api/v1/unlock"])
def test_bad_bodies_have_a_sentence(
    client: FlaskClient, address: str, body: bytes, words: str
) -> None:
    """A body that is no profile is refused with a sentence, however odd it is."""
    answer = client.post(address, data=body)

    assert answer.status_code in (400, 413)
    assert words in answer.json["error"]


def test_lists_have_parts(client: FlaskClient) -> None:
    """A list has a total and parts; each kind has an address."""
    skills = _json(client, "/api/v1/skills", start="40", limit="2")

    assert (skills["total"], skills["start"], len(skills["nodes"])) == (45, 40, 2)
    assert _json(client, "/api/v1/nodes", kind="skills")["total"] == 45
    assert _json(client, "/api/v1/roles")["nodes"][0]["kind"] == "role"


def test_lean_answers_expand(client: FlaskClient) -> None:
    """A lean answer has no sources; expand adds one group of details, or all."""
    lean = _json(client, "/api/v1/nodes/PM")
    sources, everything = (
        _json(client, "/api/v1/nodes/PM", expand=group) for group in ("sources", "all")
    )

    assert "sources" not in lean
    assert "sources" in sources["skills"][0]
    assert "signs" not in sources["leads_to"][0]
    assert everything["leads_to"][0]["signs"]


def test_document_describes_every_address(client: FlaskClient) -> None:
    """The OpenAPI document has every address of the API, and no other."""
    described = client.get("/api/v1/openapi.json").json["paths"]
    rules = {
        rule.rule.replace("<path:", "{").replace(">", "}")
        for rule in client.application.url_map.iter_rules()
        if rule.rule.startswith("/api/") or rule.rule in ("/graph.graphml", "/picture.svg")
    }
    itself = {"/api/v1/", "/api/v1/openapi.json", "/api/docs"}

    assert rules - itself == described.keys()


def test_document_has_no_words_of_commands(client: FlaskClient) -> None:
    """What the API says of itself names no option, no exit code and no command line."""
    operations = [
        operation
        for methods in client.get("/api/v1/openapi.json").json["paths"].values()
        for operation in methods.values()
    ]
    said = [operation["description"] for operation in operations]
    said += [each["description"] for row in operations for each in row["parameters"]]

    assert [text for text in said if re.search(r"--\w|[Ee]xit|command", text)] == []
    assert len({operation["summary"] for operation in operations}) == len(operations) - 1


def test_foreign_hosts_are_refused(client: FlaskClient) -> None:
    """A request for a foreign host name is refused."""
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_answers_forbid_foreign_scripts(client: FlaskClient) -> None:
    """Every answer forbids foreign and inline scripts."""
    rules = [rule.rule for rule in client.application.url_map.iter_rules()]
    for address in (rule for rule in rules if "<" not in rule):
        answer = client.get(address, buffered=True)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert ("script-src 'self';" in policy) == (answer.mimetype != "image/svg+xml")
        assert "unsafe" not in policy


def test_picture_stays_the_same(client: FlaskClient) -> None:
    """The picture of the map is the same each time."""
    assert client.get("/api/v1/picture").data == client.get("/api/v1/picture").data


def test_drawing_keeps_the_graph(client: FlaskClient) -> None:
    """Drawing leaves the graph as it was."""
    G = client.application.extensions["index"].G
    before = G.copy()
    client.get("/api/v1/picture?focus=product-manager")

    assert nx.utils.graphs_equal(before, G)


def test_vis_network_is_installed(client: FlaskClient) -> None:
    """The file of vis-network is that of the installed pyvis."""
    answer = client.get("/vendor/vis-network.js", buffered=True)

    assert answer.mimetype == "text/javascript"
    assert b"vis-network" in answer.data[:200]


def test_static_holds_nothing_minified(client: FlaskClient) -> None:
    """The static folder holds no file of others."""
    folder = Path(str(client.application.static_folder))

    assert not [path for path in folder.iterdir() if ".min." in path.name]
