"""Records are frozen and strict, and the published schema is theirs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml

from graph.model.records import (
    BASES,
    NECESSITIES,
    DataFile,
    Locator,
    Record,
    Role,
    Track,
    Years,
    data_file_schema,
)

ROOT = Path(__file__).parents[1]
SCHEMA_FILE = ROOT / "data" / "schema.json"
VALID = [
    *(path for path in (ROOT / "data").glob("*/*.yaml") if path.parent.name != "recipes"),
    *(ROOT / "tests" / "data" / "small").glob("*.yaml"),
]


def test_published_schema_is_current() -> None:
    """If not, renew it: careergraph schema > data/schema.json."""
    text = SCHEMA_FILE.read_text("utf-8")
    assert json.loads(text) == data_file_schema()
    assert text == json.dumps(data_file_schema(), indent=2) + "\n"


def test_schema_is_valid_json_schema() -> None:
    """The schema of data files is itself valid JSON Schema."""
    jsonschema.Draft202012Validator.check_schema(data_file_schema())


@pytest.mark.parametrize("path", VALID, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_valid_files_fit_schema(path: Path) -> None:
    """Files without problems are valid against the published schema."""
    validator = jsonschema.Draft202012Validator(json.loads(SCHEMA_FILE.read_text("utf-8")))
    value = yaml.safe_load(path.read_text("utf-8"))
    assert [error.message for error in validator.iter_errors(value)] == []


def test_schema_refuses_null_and_strangers() -> None:
    """The schema allows neither null nor unknown keys, at any depth."""
    schema = data_file_schema()
    assert '"null"' not in json.dumps(schema)
    assert {name for name, part in schema["$defs"].items() if part["additionalProperties"]} == set()


def test_schema_describes_every_record() -> None:
    """Each record of a data file is in the schema, with a description."""
    parts: dict[str, Any] = data_file_schema()["$defs"]
    assert [name for name, part in parts.items() if not part.get("description")] == []


def test_patterns_work_in_javascript() -> None:
    """Editors use its regular expressions, which know no (?P<…>), no \\A and no \\Z."""
    text = json.dumps(data_file_schema())
    assert not any(only_python in text for only_python in ("(?P", "(?<", "\\\\A", "\\\\Z"))


def test_records_are_frozen() -> None:
    """A record cannot be changed."""
    track: Any = Track(id="data", title="Data")
    with pytest.raises(AttributeError):
        track.title = "Datum"


def test_equal_records_are_one() -> None:
    """Equal records are one in a set."""
    assert len({Track(id="data", title="Data"), Track(id="data", title="Data")}) == 1


@pytest.mark.parametrize("text", ['{"id": "a", "title": "A", "x": 1}', '{"id": "a"}', "[]"])
def test_keys_are_own_and_complete(text: str) -> None:
    """A record takes no unknown key, and lacks no required one."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(text, type=Track)


@pytest.mark.parametrize("id_", ["a", "0", "data-analyst", "v1.2_b", "x" * 100])
def test_valid_ids_are_accepted(id_: str) -> None:
    """An id has lower-case letters, digits, hyphens, dots and underscores."""
    assert msgspec.convert({"id": id_, "title": "A"}, Track).id == id_


@pytest.mark.parametrize(
    "id_", ["", "A", "a b", "a/b", "-a", ".a", "é", "a\n", "a:", ":b", "x" * 202]
)
def test_other_ids_are_refused(id_: str) -> None:
    """Any other text is no id."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"id": id_, "title": "A"}, Track)


@pytest.mark.parametrize("lines", [1, "41", "23-27", "23-27, 105", "1,2,3"])
def test_valid_lines_are_accepted(lines: int | str) -> None:
    """Lines are a number, or numbers and ranges."""
    assert msgspec.convert({"id": "a", "lines": lines}, Locator).lines == lines


@pytest.mark.parametrize("lines", [0, -1, "", "3-", "a", "3;4", "3-5-7", "3\n", True, 2.5])
def test_other_lines_are_refused(lines: object) -> None:
    """Any other value is no line."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"id": "a", "lines": lines}, Locator)


@pytest.mark.parametrize("years", [{"min": -0.5}, {"max": 100.5}, {"min": float("nan")}])
def test_years_range_from_0_to_100(years: dict[str, float]) -> None:
    """Years below 0 or above 100 are refused."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(years, Years)


def test_measure_defaults_to_not_stated() -> None:
    """Years that do not say what they measure say so."""
    assert Years(min=1).measures == "not_stated"


def test_single_place_equals_list() -> None:
    """One place and a list of one place give equal records."""
    role = {"id": "a", "title": "A", "basis": "stated"}
    one = msgspec.convert({**role, "source": {"id": "x"}}, Role)
    several = msgspec.convert({**role, "source": [{"id": "x"}]}, Role)
    assert one.locators == several.locators == (Locator(id="x"),)


def test_records_survive_json() -> None:
    """A record written as JSON reads back equal."""
    for path in VALID:
        file = msgspec.convert(yaml.safe_load(path.read_text("utf-8")), DataFile)
        assert msgspec.json.decode(msgspec.json.encode(file), type=DataFile) == file


def test_strength_orders_are_complete() -> None:
    """The orders of bases and necessities name every value once."""
    parts = data_file_schema()["$defs"]["Requires"]["properties"]
    assert sorted(BASES) == parts["basis"]["enum"]
    assert sorted(NECESSITIES) == parts["necessity"]["enum"]


def test_every_record_is_strict() -> None:
    """Each record type is frozen and forbids unknown keys."""

    def below(type_: type[Record]) -> set[type[Record]]:
        return {type_}.union(*map(below, type_.__subclasses__()))

    loose = [
        type_.__name__
        for type_ in below(Record)
        if not (type_.__struct_config__.frozen and type_.__struct_config__.forbid_unknown_fields)
    ]
    assert loose == []
