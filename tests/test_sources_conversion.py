"""Plain values become records, or every reason why they do not is reported."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model.records import (
    DataFile,
    Locator,
    Record,
    Role,
    Sign,
    Source,
    Stage,
    Track,
    Years,
    data_file_schema,
)
from graph.sources.conversion import MAX_FAULTS, as_record
from graph.sources.yaml_reader import read_yaml
from graph.sources.yaml_scalars import Unclear

DATA = Path(__file__).parent / "data"
SMALL = [yaml.safe_load(path.read_text("utf-8")) for path in (DATA / "small").glob("*.yaml")]
SCHEMA = jsonschema.Draft202012Validator(data_file_schema())


def _parts(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _parts(part)


def _reads_as_elsewhere(path: Path) -> bool:
    """Say whether another reader of YAML sees the same values, so that the schema can judge."""
    document = read_yaml(path.read_bytes(), path.name)
    unclear = any(isinstance(part, Unclear) for part in _parts(document.value))
    return document.value is not None and not document.problems and not unclear


STRUCTURAL = sorted(filter(_reads_as_elsewhere, (DATA / "invalid").glob("*.yaml")))


def _messages(value: object, type_: type[Record]) -> list[str]:
    return [fault.message for fault in as_record(value, type_).faults]


# --- Records -------------------------------------------------------------------------------------


def test_valid_value_becomes_record() -> None:
    """A value without faults becomes a record."""
    converted = as_record({"id": "data", "title": "Data"}, Track)
    assert converted == (Track(id="data", title="Data"), [], [])


def test_lists_and_mappings_convert() -> None:
    """Lists become tuples, mappings become records."""
    value = {
        "id": "analyst",
        "title": "Analyst",
        "basis": "stated",
        "aliases": ["Data analyst"],
        "source": [{"id": "handbook", "lines": 3}, {"id": "survey"}],
    }
    role = as_record(value, Role).record
    assert role is not None
    assert role.aliases == ("Data analyst",)
    assert role.locators == (Locator(id="handbook", lines=3), Locator(id="survey"))


def test_whole_numbers_are_years() -> None:
    """An integer is good enough for a number of years."""
    assert as_record({"min": 1, "max": 2.5}, Years).record == Years(min=1.0, max=2.5)


@pytest.mark.parametrize("value", [{"min": True}, {"min": "1"}, {"approximate": 1}])
def test_other_types_are_refused(value: object) -> None:
    """No value is converted to another type."""
    assert len(as_record(value, Years).faults) == 1


# --- Faults --------------------------------------------------------------------------------------


def test_every_fault_is_reported() -> None:
    """All faults of a record are reported, with their trails."""
    value: Any = {
        "id": "A",
        "titel": "Analyst",
        "basis": "sure",
        "preparations": [{"id": "x", "title": "X"}],
    }
    value["preparations"][0]["skills"] = 3

    faults = as_record(value, Role).faults

    assert {".".join(map(str, fault.trail)): fault.message for fault in faults} == {
        "": "missing key 'title'; add it, as text",
        "basis": "'basis' cannot be 'sure'; write derived, implied, observed or stated",
        "preparations.0": "missing key 'basis'; write derived, implied, observed or stated",
        "preparations.0.skills": "'skills' cannot be 3; write a list",
        "id": "'id' cannot be 'A'; an id has lower-case letters, digits, '-', '.' and '_'",
        "titel": "unknown key 'titel'; did you mean 'title'?",
    }


def test_one_or_several_is_explained() -> None:
    """Where a value may be one or a list, the message fits what was written."""
    base = {"id": "a", "title": "A", "basis": "stated"}
    an_id = "an id has lower-case letters, digits, '-', '.' and '_'"
    assert _messages({**base, "source": {"section": "B"}}, Role) == [f"missing key 'id'; {an_id}"]
    assert _messages({**base, "source": [{"id": "b"}, {"idd": "b"}]}, Role) == [
        f"missing key 'id'; {an_id}",
        "unknown key 'idd'; did you mean 'id'?",
    ]
    assert _messages({**base, "source": "b"}, Role) == [
        "'source' cannot be 'b'; write a list or a mapping"
    ]


def test_empty_value_is_reported_once() -> None:
    """An empty value that the YAML reader reported is not reported again."""
    assert as_record({"id": "data", "title": None}, Track).faults == []
    assert as_record(None, Track) == (None, [], [])


def test_unclear_word_gets_advice() -> None:
    """A word that YAML readers disagree on comes with what to write."""
    no = Unclear("no", "true or false")
    ten = Unclear("3.10", "a number")
    assert _messages({"id": "a", "title": no}, Track) == [
        "'no' is true or false to some readers of YAML; write \"no\" in quotes"
    ]
    assert _messages({"id": "a", "title": "A", "rung": no}, Stage) == [
        "'no' is true or false to some readers of YAML; write true or false"
    ]
    assert _messages({"min": ten}, Years) == [
        "'3.10' is not a number to every reader of YAML; write digits such as 3 or 3.5"
    ]


def test_long_value_is_shortened() -> None:
    """A message quotes a long value shortened, on one line."""
    (message,) = _messages({"id": "a\nb" * 30, "title": "A"}, Track)
    assert message.startswith("'id' cannot be 'a ba ba b")
    assert "…'; an id has" in message


def test_faults_have_a_limit() -> None:
    """At most MAX_FAULTS faults are reported."""
    value = {"id": "a", "title": "A", "basis": "stated", "aliases": [3] * 1_000}
    record, faults, _ = as_record(value, Role)
    assert record is None
    assert len(faults) == MAX_FAULTS


# --- What is left of a faulty record -------------------------------------------------------------


def test_faulty_parts_are_left_out() -> None:
    """The record keeps everything but the parts at fault."""
    value = {"id": "a", "title": "A", "url": "a.b", "date": "2026", "colour": "red"}
    assert as_record(value, Source).record == Source(id="a", title="A", date="2026")


def test_given_value_stays_unchanged() -> None:
    """Converting a value does not change it."""
    value = {"id": "a", "title": "A", "rung": "yes"}
    as_record(value, Stage)
    assert value == {"id": "a", "title": "A", "rung": "yes"}


def test_dropped_items_come_last_first() -> None:
    """Left-out list items are named last first."""
    edges = [{"target": "sql"}, 3, {}, {"target": "python", "basis": "stated"}, {"basis": "stated"}]
    value = {"id": "a", "title": "A", "basis": "stated", "requires": edges}

    record, _, dropped = as_record(value, Role)

    assert record is not None
    assert [edge.target for edge in record.requires] == ["sql", "python"]
    assert dropped == [("requires", 4), ("requires", 2), ("requires", 1)]


def test_missing_title_keeps_record() -> None:
    """A missing title or basis does not cost the record."""
    sign = as_record({"id": "leads", "skills": ["sql"]}, Sign).record
    assert sign is not None
    assert (sign.title, sign.basis, sign.skills) == ("leads", "derived", ("sql",))


def test_missing_id_costs_record() -> None:
    """There is no record without an id."""
    assert as_record({"title": "Data"}, Track).record is None
    assert as_record({"id": "Data", "title": "Data"}, Track).record is None


def test_faulty_years_go_whole() -> None:
    """Years with a fault are left out as a whole."""
    steps = [{"target": "b", "basis": "stated", "years": {"min": -1, "max": 2}}]
    value = {"id": "a", "title": "A", "basis": "stated", "leads_to": steps}
    record = as_record(value, Role).record
    assert record is not None
    assert record.leads_to[0].years is None


# --- The JSON Schema says the same ---------------------------------------------------------------


@pytest.mark.parametrize("path", STRUCTURAL, ids=lambda path: path.stem)
def test_schema_and_code_agree(path: Path) -> None:
    """The schema and the conversion refuse the same files."""
    value = read_yaml(path.read_bytes(), path.name).value
    faults = as_record(value, DataFile).faults
    assert bool(faults) == (not SCHEMA.is_valid(yaml.safe_load(path.read_text("utf-8"))))


def test_faulty_files_break_schema() -> None:
    """Most faults of records also break the schema."""
    values = [read_yaml(path.read_bytes(), path.name).value for path in STRUCTURAL]
    assert sum(bool(as_record(value, DataFile).faults) for value in values) >= 70


JUNK = st.sampled_from(
    ["", " ", "x", "sql", "A b", "a\n", "stated", "http://a", "en", "3-5", "x" * 201, "x" * 10_001]
) | st.sampled_from(
    [0, 1, -1, 101, 2.5, 10**17, True, False, [], ["x"], [3], {}, {"id": "x"}, {"min": 1}]
)


@settings(max_examples=500)
@given(file=st.sampled_from(SMALL), data=st.data())
def test_schema_agrees_on_changes(file: dict[str, Any], data: st.DataObject) -> None:
    """The schema and the conversion agree on any change of a valid file."""
    value = copy.deepcopy(file)
    holders = [part for part in _parts(value) if isinstance(part, dict | list) and part]
    holder = data.draw(st.sampled_from(holders))
    key = data.draw(
        st.sampled_from(list(holder) if isinstance(holder, dict) else range(len(holder)))
    )
    if data.draw(st.booleans()):
        holder[key] = data.draw(JUNK)
    elif isinstance(holder, dict):
        holder[data.draw(st.sampled_from(["titel", "years", "source", "notes"]))] = holder.pop(key)

    record, faults, _ = as_record(value, DataFile)

    assert SCHEMA.is_valid(value) == (not faults)
    assert faults or msgspec.convert(value, DataFile) == record
