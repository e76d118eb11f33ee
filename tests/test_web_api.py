from __future__ import annotations

import io
import json
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


def test_search_finds_a_node_by_an_alias(client: FlaskClient) -> None:
    results = _json(client, "/api/v1/search", q="cpo")["results"]

    assert results[0]["node"]["id"] == "chief-product-officer"
    assert results[0]["name"] == "CPO"


def test_search_forgives_a_typing_error(client: FlaskClient) -> None:
    results = _json(client, "/api/v1/search", q="empthy", kind="skill")["results"]

    assert results[0]["node"]["id"] == "empathy"


def test_search_needs_a_text(client: FlaskClient) -> None:
    """A search without a text is refused with a sentence."""
    assert "q cannot be ''" in _json(client, "/api/v1/search", 400, q=" ")["error"]


def test_a_node_answers_to_its_title(client: FlaskClient) -> None:
    assert _json(client, "/api/v1/nodes/Director of Product")["node"]["id"] == "director-of-product"


def test_a_path_has_years_signs_gaps_and_sources_on_every_step(client: FlaskClient) -> None:
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


def test_no_path_is_an_answer_with_the_reason(client: FlaskClient) -> None:
    answer = _json(client, "/api/v1/path", source="CPO", target="PM")

    assert answer["found"] is False
    assert answer["paths"] == []
    assert answer["no_path"]["reachable"] == 0


def test_a_neighbourhood_keeps_to_its_relations(client: FlaskClient) -> None:
    around = _json(client, "/api/v1/neighbourhood/PM", relations="overlaps_with", radius="1")

    assert {edge["relation"] for edge in around["edges"]} == {"overlaps_with"}


def test_the_whole_graph_is_one_json_document(client: FlaskClient) -> None:
    graph = _json(client, "/api/v1/graph")

    assert {"about", "nodes", "edges"} == graph.keys()
    assert all(edge["record"]["basis"] for edge in graph["edges"])


def test_the_graphml_of_the_whole_graph_reads_back_equal(client: FlaskClient) -> None:
    answer = client.get("/graph.graphml")
    G = read_graphml(io.BytesIO(answer.data))

    assert "attachment" in answer.headers["Content-Disposition"]
    assert nx.utils.graphs_equal(G, client.application.extensions["index"].G)


def test_the_graphml_of_a_path_holds_its_roles_and_steps(client: FlaskClient) -> None:
    answer = client.get("/graph.graphml", query_string=ENDS)
    G = read_graphml(io.BytesIO(answer.data))

    assert len(G) == 5
    assert [data["relation"] for *_, data in G.edges(data=True)] == ["leads_to"] * 4


def test_the_graphml_of_a_view_holds_the_neighbourhood(client: FlaskClient) -> None:
    answer = client.get("/graph.graphml?node=empathy&dialect=yed")

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
            "it takes steps, years, effort, evidence or all",
        ),
        ("/api/v1/path?source=PM&target=CPO&lateral=perhaps", 400, "it takes 1 or 0"),
        ("/api/v1/path?source=empathy&target=CPO", 400, "'Empathy' is a skill"),
        ("/api/v1/neighbourhood/PM?radius=99", 400, "a whole number from 0 to 5"),
        ("/api/v1/neighbourhood/PM?relations=likes", 400, "leads_to, requires or overlaps_with"),
        ("/api/v1/neighbourhood/PM?direction=up", 400, "out, in or both"),
        ("/api/v1/search?q=a&limit=x", 400, "a whole number from 1 to 100"),
        ("/api/v1/search?q=a&kind=person", 400, "role, skill or responsibility"),
        ("/api/v1/picture?orientation=tilted", 400, "landscape or portrait"),
        ("/graph.graphml?dialect=klingon", 400, "dialect"),
        (
            "/graph.graphml?source=project+manager&target=CPO",
            404,
            "No path along leads to: no source says what Project manager leads to.",
        ),
        ("/graph.graphml?target=CPO", 400, "source cannot be ''"),
        (
            "/graph.graphml?node=PM&source=PM&target=CPO",
            400,
            "node and source are two questions; ask one",
        ),
        (
            "/api/v1/picture?focus=PM&target=CPO",
            400,
            "focus and target are two questions; ask one",
        ),
        ("/api/v1/nothing", 404, "there is no such address"),
    ],
)
def test_a_bad_question_gets_its_status_and_a_sentence(
    client: FlaskClient, address: str, status: int, words: str
) -> None:
    answer = client.get(address)

    assert answer.status_code == status
    assert words in json.loads(answer.text)["error"]


def test_an_unknown_name_gets_its_candidates(client: FlaskClient) -> None:
    answer = _json(client, "/api/v1/nodes/empthy", status=404)

    assert {"id": "empathy", "title": "Empathy", "kind": "skill"} in answer["candidates"]


def test_posting_is_refused(client: FlaskClient) -> None:
    assert client.post("/api/v1/path").status_code == 405


def test_a_foreign_host_name_is_refused(client: FlaskClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_every_answer_forbids_foreign_and_inline_script(client: FlaskClient) -> None:
    rules = [rule.rule for rule in client.application.url_map.iter_rules()]
    for address in (rule for rule in rules if "<" not in rule):
        policy = client.get(address, buffered=True).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy


def test_the_picture_of_the_map_stays_the_same(client: FlaskClient) -> None:
    assert client.get("/api/v1/picture").data == client.get("/api/v1/picture").data


def test_drawing_leaves_the_graph_as_it_was(client: FlaskClient) -> None:
    G = client.application.extensions["index"].G
    before = G.copy()
    client.get("/api/v1/picture?focus=product-manager")

    assert nx.utils.graphs_equal(before, G)


def test_the_vis_network_file_is_that_of_the_installed_pyvis(client: FlaskClient) -> None:
    answer = client.get("/vendor/vis-network.js", buffered=True)

    assert answer.mimetype == "text/javascript"
    assert b"vis-network" in answer.data[:200]


def test_nothing_third_party_is_in_the_static_folder(client: FlaskClient) -> None:
    folder = Path(str(client.application.static_folder))

    assert not [path for path in folder.iterdir() if ".min." in path.name]
