"""Reading a file gives its values with their lines, and refuses what hides mistakes."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.sources.lines import forget, line_of
from graph.sources.yaml_reader import MAX_DEPTH, MAX_VALUES, YamlDocument, read_yaml
from graph.sources.yaml_scalars import Unclear

VALID = [
    *(Path(__file__).parent / "data" / "small").glob("*.yaml"),
    *(Path(__file__).parents[1] / "data").glob("*/*.yaml"),
]


def _read(text: str) -> YamlDocument:
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
def test_clear_words_are_read(text: str, value: object) -> None:
    """Words that all YAML readers agree on are read."""
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
def test_disputed_words_are_unclear(reading: str, word: str) -> None:
    """Words that YAML readers read differently are unclear."""
    assert _value(word) == Unclear(word, reading)


@pytest.mark.parametrize("path", VALID, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_valid_files_equal_safe_load(path: Path) -> None:
    """Valid files have the values that yaml.safe_load finds."""
    data = path.read_bytes()
    document = read_yaml(data, path.name)
    assert document.problems == ()
    assert document.value == yaml.safe_load(data)


@pytest.mark.parametrize("path", VALID, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_libyaml_makes_no_difference(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Valid files read the same without libyaml."""
    with_libyaml = read_yaml(path.read_bytes(), path.name)
    monkeypatch.setattr("graph.sources.yaml_reader._Loader", yaml.SafeLoader)
    assert read_yaml(path.read_bytes(), path.name) == with_libyaml


def test_document_marker_is_harmless() -> None:
    """A document marker at the start does no harm."""
    document = _read("---\na: b\n...\n")
    assert document == YamlDocument({"a": "b"}, (2, {"a": 2}), ())


# --- Lines ---------------------------------------------------------------------------------------


def test_lines_match_keys_and_items() -> None:
    """Lines are those of keys and items."""
    lines = _read("roles:\n  - id: a\n    title: A\n  - {id: b,\n     title: B}\n").lines
    trails: list[tuple[str | int, ...]] = [
        ("roles",),
        ("roles", 0),
        ("roles", 0, "title"),
        ("roles", 1),
        ("roles", 1, "title"),
    ]
    assert [line_of(lines, trail) for trail in trails] == [1, 2, 3, 4, 5]


def test_absent_value_has_nearest_line() -> None:
    """An absent value has the line of what is around it."""
    lines = _read("roles:\n  - id: a\n").lines
    assert line_of(lines, ("roles", 0, "title")) == 2
    assert line_of(lines, ("roles", 7)) == 1
    assert line_of(lines, ("roles", 0, "id", "deeper", 3)) == 2


def test_key_line_beats_value_line() -> None:
    """A key with its value below has the line of the key."""
    lines = _read("a:\n\n  b:\n\n    - c\n").lines
    assert [line_of(lines, trail) for trail in [("a",), ("a", "b"), ("a", "b", 0)]] == [1, 3, 5]


def test_forgotten_item_shifts_lines() -> None:
    """Later items move up when an item is forgotten."""
    lines = _read("a:\n  - x\n  - y\n  - z\n").lines
    forget(lines, ("a", 1))
    assert [line_of(lines, ("a", i)) for i in range(2)] == [2, 4]


# --- What is refused (each fault alone: tests/data/invalid) --------------------------------------


def test_unreadable_file_has_reason() -> None:
    """A file that cannot be read has no value, and a reason."""
    document = _read("a: [")
    assert document.value is None
    assert len(document.problems) == 1


def test_refusal_keeps_the_rest() -> None:
    """The rest of a file stays readable after a refusal."""
    document = _read("a: &x 1\nb: !!str 2\nc: *x\nd: 3\n")
    assert [problem.line for problem in document.problems] == [1, 2, 3]
    assert document.value == {"a": 1, "b": "2", "c": None, "d": 3}


def test_first_duplicate_key_counts() -> None:
    """Of duplicate keys, the first value is kept."""
    assert _read("a: 1\na: 2\n").value == {"a": 1}


def test_tags_make_no_objects() -> None:
    """No tag makes an object."""
    document = _read("!!python/object/apply:os.system [exit 1]")
    assert document.value == ["exit 1"]


def test_depth_has_a_limit() -> None:
    """Twenty levels are read, twenty-one are not."""
    assert _messages("[" * MAX_DEPTH + "]" * MAX_DEPTH) == []
    assert _messages("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)) == [
        "1: nested deeper than 20 levels; a record needs fewer"
    ]


def test_values_have_a_limit() -> None:
    """Values beyond the limit are not read."""
    assert _messages("[" + "1," * MAX_VALUES + "]") == [
        "1: more than 500,000 values; split the file"
    ]


def test_inner_tab_is_not_blamed() -> None:
    """A tab within a line is not blamed for another fault."""
    assert _messages("a: b\nc: @d\te\n") == [
        "2: text without quotes cannot begin with '@'; put it in quotes"
    ]


def test_strange_characters_are_reported() -> None:
    """Each strange character is reported once a line."""
    assert _messages("a: \x07\x07\x08\nb: \u202e\nc: \x07\n") == [
        "1: control character U+0007; remove it",
        "1: control character U+0008; remove it",
        "3: control character U+0007; remove it",
        "2: text-direction character U+202E; remove it",
    ]


@pytest.mark.parametrize("character", "\0\x1b\x7f\x85\x9f\ufdd0\ufeff\ufffe\uffff\u2029\u2069")
def test_escaped_strange_is_refused(character: str) -> None:
    """Characters that hide or break text are refused, even escaped."""
    code = f"U+{ord(character):04X}"
    assert f"{code}; remove it" in _messages(f"a: x{character}")[0]
    assert f"{code}; remove it" in _messages(f'a: "\\u{ord(character):04x}"')[0]


@pytest.mark.parametrize("text", ["ا\u200fب", "क्\u200dष", "a\u00a0b", "a\tb", "👩\u200d💻"])
def test_script_characters_are_kept(text: str) -> None:
    """Characters that scripts need are kept."""
    assert _value(f'"{text}"') == text


def test_single_quotes_keep_escapes() -> None:
    """An escape in single quotes is plain text."""
    assert _value("'\\u202e'") == "\\u202e"


def test_quoted_names_are_shortened() -> None:
    """A message quotes names shortened, on one line."""
    (problem,) = _read(f"a: !{'x' * 200}%0A b").problems
    assert problem.message == f"tag '!{'x' * 78}…' is not supported; leave it out"


# --- Nothing raises ------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["\n  ", "- ", ": ", "---\n", "...\n", "<<: ", "&a ", "*a", "!!int ", "!<x> ", "%YAML 1.2\n"]
) | st.sampled_from([*"\n\t :-?,[]{}#&*!|>'\"%@`~.\\\r0ayn\u2028\ufeff", "\\u", '"\\x', "0x", "? "])


@settings(max_examples=1000)
@given(data=st.lists(PIECES).map("".join).map(str.encode) | st.text().map(str.encode) | st.binary())
def test_arbitrary_bytes_never_raise(data: bytes) -> None:
    """Reading any bytes never raises an exception."""
    document = read_yaml(data, "a.yaml")
    assert all(problem.line >= 1 for problem in document.problems)
    assert all(len(problem.message.splitlines()) == 1 for problem in document.problems)


@settings(max_examples=300)
@given(text=st.lists(PIECES).map("".join))
def test_arbitrary_text_never_raises(text: str) -> None:
    """Reading any text without libyaml never raises an exception."""
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
def test_written_yaml_reads_back(value: object) -> None:
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
