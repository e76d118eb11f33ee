"""Does reading a file give its values with their lines, and refuse what hides mistakes?"""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.sources.lines import forget, line_of
from graph.sources.yaml_reader import MAX_DEPTH, MAX_VALUES, Document, read_yaml
from graph.sources.yaml_scalars import Unclear

VALID = [
    *(Path(__file__).parent / "data" / "small").glob("*.yaml"),
    *(Path(__file__).parents[1] / "data").glob("*/*.yaml"),
]


def _read(text: str) -> Document:
    return read_yaml(text.encode(), "a.yaml")


def _value(text: str) -> Any:
    """Return the value of a key, read without a problem."""
    document = _read(f"key: {text}\n")
    assert document.problems == ()
    return document.value["key"]


def _messages(text: str) -> list[str]:
    return [f"{problem.line}: {problem.message}" for problem in _read(text).problems]


# --- Values --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("plain text", "plain text"),
        ("'no'", "no"),
        ('"3.10"', "3.10"),
        ("''", ""),
        ("|\n  two\n  lines", "two\nlines\n"),
        (">-\n  one\n  line", "one line"),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-12", -12),
        ("+5", 5),
        ("3.5", 3.5),
        ("-0.25", -0.25),
        ("999999999999999999", 999999999999999999),
        ("[a, 1, [b]]", ["a", 1, ["b"]]),
        ("{a: 1, b: {c: d}}", {"a": 1, "b": {"c": "d"}}),
        ("[]", []),
        ("{}", {}),
        ("C++", "C++"),
        ("1.2.3", "1.2.3"),
        ("3-5", "3-5"),
        ("23-27, 105", "23-27, 105"),
        ("yes, and no", "yes, and no"),
        ("2026 edition", "2026 edition"),
        ("nan", "nan"),
        ("é 漢字 🎓 العربية", "é 漢字 🎓 العربية"),
    ],
)
def test_what_all_readers_agree_on_is_read(text: str, value: object) -> None:
    found = _value(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("reading", "word"),
    [
        *product(["true or false"], ["y", "N", "yes", "No", "ON", "off", "True", "FALSE"]),
        *product(["a number"], ["010", "00", "-007", "0x1F", "0o17", "0b11", "1_000", "9" * 19]),
        *product(["a number"], ["3.10", "+1.5", ".5", "5.", "1e3", "1.5e-3", "3:30", "1:30:15.5"]),
        *product(["a number"], [".inf", "-.INF", ".NaN"]),
        *product(["a date"], ["2026-01-31", "2026-1-1", "2026-01-31T10:00:00Z"]),
    ],
)
def test_what_readers_of_yaml_read_differently_is_unclear(reading: str, word: str) -> None:
    assert _value(word) == Unclear(word, reading)


@pytest.mark.parametrize("path", VALID, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_valid_files_read_as_with_safe_load(path: Path) -> None:
    data = path.read_bytes()
    document = read_yaml(data, path.name)
    assert document.problems == ()
    assert document.value == yaml.safe_load(data)


@pytest.mark.parametrize("path", VALID, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_valid_files_read_alike_without_libyaml(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_libyaml = read_yaml(path.read_bytes(), path.name)
    monkeypatch.setattr("graph.sources.yaml_reader._Loader", yaml.SafeLoader)
    assert read_yaml(path.read_bytes(), path.name) == with_libyaml


def test_a_document_marker_at_the_start_does_no_harm() -> None:
    document = _read("---\na: b\n...\n")
    assert document == Document({"a": "b"}, (2, {"a": 2}), ())


# --- Lines ---------------------------------------------------------------------------------------


def test_lines_are_those_of_keys_and_items() -> None:
    lines = _read("roles:\n  - id: a\n    title: A\n  - {id: b,\n     title: B}\n").lines
    trails: list[tuple[str | int, ...]] = [
        ("roles",),
        ("roles", 0),
        ("roles", 0, "title"),
        ("roles", 1),
        ("roles", 1, "title"),
    ]
    assert [line_of(lines, trail) for trail in trails] == [1, 2, 3, 4, 5]


def test_the_line_of_what_is_not_there_is_that_of_what_is_around_it() -> None:
    lines = _read("roles:\n  - id: a\n").lines
    assert line_of(lines, ("roles", 0, "title")) == 2
    assert line_of(lines, ("roles", 7)) == 1
    assert line_of(lines, ("roles", 0, "id", "deeper", 3)) == 2


def test_a_key_with_its_value_below_has_the_line_of_the_key() -> None:
    lines = _read("a:\n\n  b:\n\n    - c\n").lines
    assert [line_of(lines, trail) for trail in [("a",), ("a", "b"), ("a", "b", 0)]] == [1, 3, 5]


def test_forgetting_an_item_moves_those_after_it_up() -> None:
    lines = _read("a:\n  - x\n  - y\n  - z\n").lines
    forget(lines, ("a", 1))
    assert [line_of(lines, ("a", i)) for i in range(2)] == [2, 4]


# --- What is refused (each fault alone: tests/data/invalid) --------------------------------------


def test_a_file_that_cannot_be_read_has_no_value_and_says_why() -> None:
    document = _read("a: [")
    assert document.value is None
    assert len(document.problems) == 1


def test_what_is_refused_but_readable_leaves_the_rest_readable() -> None:
    document = _read("a: &x 1\nb: !!str 2\nc: *x\nd: 3\n")
    assert [problem.line for problem in document.problems] == [1, 2, 3]
    assert document.value == {"a": 1, "b": "2", "c": None, "d": 3}


def test_of_a_duplicate_key_the_first_value_is_kept() -> None:
    assert _read("a: 1\na: 2\n").value == {"a": 1}


def test_no_tag_makes_an_object() -> None:
    document = _read("!!python/object/apply:os.system [exit 1]")
    assert document.value == ["exit 1"]


def test_twenty_levels_are_read_and_twenty_one_are_not() -> None:
    assert _messages("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert _messages("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == [
        "1: nested deeper than 20 levels; a record needs fewer"
    ]


def test_values_beyond_the_limit_are_not_read() -> None:
    assert _messages("[" + "1," * MAX_VALUES + "]") == [
        "1: more than 500,000 values; split the file"
    ]


def test_a_tab_within_a_line_is_not_blamed_for_another_fault() -> None:
    assert _messages("a: b\nc: @d\te\n") == [
        "2: text without quotes cannot begin with '@'; put it in quotes"
    ]


def test_every_strange_character_is_reported_once_a_line() -> None:
    assert _messages("a: \x07\x07\x08\nb: \u202e\nc: \x07\n") == [
        "1: control character U+0007; remove it",
        "1: control character U+0008; remove it",
        "3: control character U+0007; remove it",
        "2: text-direction character U+202E; remove it",
    ]


@pytest.mark.parametrize("character", "\0\x1b\x7f\x85\x9f\ufdd0\ufeff\ufffe\uffff\u2029\u2069")
def test_characters_that_hide_or_break_are_refused_also_when_escaped(character: str) -> None:
    code = f"U+{ord(character):04X}"
    assert f"{code}; remove it" in _messages(f"a: x{character}")[0]
    assert f"{code}; remove it" in _messages(f'a: "\\u{ord(character):04x}"')[0]


@pytest.mark.parametrize("text", ["ا\u200fب", "क्\u200dष", "a\u00a0b", "a\tb", "👩\u200d💻"])
def test_characters_that_scripts_need_are_kept(text: str) -> None:
    assert _value(f'"{text}"') == text


def test_an_escape_in_single_quotes_is_only_text() -> None:
    assert _value("'\\u202e'") == "\\u202e"


def test_names_of_the_file_are_quoted_on_one_line_and_shortened() -> None:
    (problem,) = _read(f"a: !{'x' * 200}%0A b").problems
    assert problem.message == f"tag '!{'x' * 78}…' is not supported; leave it out"


# --- Nothing raises ------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["\n  ", "- ", ": ", "---\n", "...\n", "<<: ", "&a ", "*a", "!!int ", "!<x> ", "%YAML 1.2\n"]
) | st.sampled_from([*"\n\t :-?,[]{}#&*!|>'\"%@`~.\\\r0ayn\u2028\ufeff", "\\u", '"\\x', "0x", "? "])


@settings(max_examples=1000)
@given(data=st.lists(PIECES).map("".join).map(str.encode) | st.text().map(str.encode) | st.binary())
def test_reading_arbitrary_bytes_never_raises(data: bytes) -> None:
    document = read_yaml(data, "a.yaml")
    assert all(problem.line >= 1 for problem in document.problems)
    assert all(len(problem.message.splitlines()) == 1 for problem in document.problems)


@settings(max_examples=300)
@given(text=st.lists(PIECES).map("".join))
def test_reading_arbitrary_text_never_raises_without_libyaml(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.sources.yaml_reader._Loader", yaml.SafeLoader)
        read_yaml(text.encode(), "a.yaml")


@settings(max_examples=200)
@given(
    value=st.recursive(
        st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]))
        | st.integers(-(10**17), 10**17)
        | st.booleans(),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.text("abc<", min_size=1, max_size=3), inner)
        ),
        max_leaves=20,
    )
)
def test_what_yaml_writes_is_read_back_unchanged(value: object) -> None:
    """PyYAML quotes what it would itself read as something else; only words like y it does not."""
    document = _read(yaml.safe_dump(value, allow_unicode=True))
    assert document.problems == ()
    assert _plain(document.value) == value


def _plain(value: Any) -> Any:
    if isinstance(value, Unclear):
        return value.text
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
