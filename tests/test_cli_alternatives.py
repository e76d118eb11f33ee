"""Do the options of ``careergraph path`` ask what they say, and does the page tell it?"""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from graph.command.main import main
from graph.formats.graphml_read import read_graphml


def _run(capsys: pytest.CaptureFixture[str], arguments: str) -> tuple[int, str, str]:
    code = main(shlex.split(arguments))
    out, err = capsys.readouterr()
    return code, " ".join(out.split()), err


def test_several_paths_are_listed_with_their_trade_offs(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, 'path "business analyst" CPO --lateral --by steps --alternatives 5')

    assert code == 0
    assert "2 paths by steps; there are no more." in out
    assert "1. Business analyst → Product manager → Senior product manager" in out
    assert "Beside path 1: 1 step longer, 1 more step of unknown length" in out
    assert "A near-copy of path 1." in out


def test_without_a_cost_they_are_the_best_by_all(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, 'path "business analyst" CPO --lateral --alternatives 5')

    assert code == 0
    assert "One path is the best by every cost: steps, years, effort and evidence." in out
    assert "Effort is what each step adds, step by step" in out


def test_one_path_within_constraints_is_shown_step_by_step(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = _run(capsys, "path PM CPO --via director-of-product --max-steps 3")

    assert code == 0
    assert "Kept to: through Director of product; at most 3 steps." in out
    assert "Signs of readiness" in out
    assert "Sources" in out


def test_nothing_that_fits_is_exit_1_with_what_is_in_the_way(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = _run(capsys, 'path "junior product manager" CPO --max-years 8')

    assert code == 1
    assert "No path fits: at most 8 years." in out
    assert "Without “at most 8 years” the best has 4 steps" in out
    assert "Not counted, because not stated: step 4." in out
    assert "The nearest role with a path that fits is Senior product manager: the fewest" in out


def test_without_any_path_lateral_moves_are_offered(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = _run(capsys, 'path "project manager" CPO --alternatives 3')

    assert code == 1
    assert "the data says nothing that leads on from Project manager" in out
    assert "Ask again with --lateral to see it." in out


def test_the_answer_in_json_holds_paths_as_path_does(capsys: pytest.CaptureFixture[str]) -> None:
    main(["path", "PM", "CPO", "--json"])
    plain = json.loads(capsys.readouterr().out)
    main(["path", "PM", "CPO", "--max-steps", "9", "--json"])
    answer = json.loads(capsys.readouterr().out)

    assert "paths" not in plain
    assert [each["path"] for each in answer["paths"]] == [plain]
    assert answer["constraints"] == [{"kind": "max_steps", "node": None, "limit": 9.0}]


def test_graphml_holds_the_roles_of_all_paths(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "paths.graphml"
    code, *_ = _run(
        capsys,
        f'path "business analyst" CPO --lateral --by steps --alternatives 2 --graphml {file}',
    )

    assert code == 0
    assert {"vp-of-product", "chief-product-officer"} <= set(read_graphml(file))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("path PM CPO --alternatives 0", "--alternatives cannot be '0'"),
        ("path PM CPO --alternatives 3 --by luck", "--by cannot be 'luck'"),
        ("path PM CPO --max-years soon", "--max-years cannot be 'soon'; it takes a number"),
        ("path PM CPO --max-years nan", "--max-years cannot be 'nan'"),
        ("path PM CPO --max-years -1", "--max-years cannot be '-1'; it takes a number from 0"),
        ("path PM CPO --max-years=1e23", "--max-years cannot be '1e23'"),
        ("path PM CPO --max-years many", "--max-years cannot be 'many'; it takes a number"),
        ("path PM CPO --max-steps 2.5", "--max-steps cannot be '2.5'; it takes a whole number"),
        ("path PM CPO --max-steps -2", "it takes a whole number from 0 to 1,000"),
        ("path PM CPO --by", "--by takes one argument; there is none"),
        ("path PM CPO --via CPO", "roles other than the first and the last"),
        ("path PM CPO --via empathy", "'Empathy' is a skill"),
        ("path PM CPO --avoid nothingness", "unknown node 'nothingness'"),
    ],
)
def test_what_cannot_be_asked_is_one_line_and_exit_2(
    capsys: pytest.CaptureFixture[str], arguments: str, words: str
) -> None:
    code, out, err = _run(capsys, arguments)

    assert (code, out) == (2, "")
    assert words in err
    assert "Traceback" not in err
