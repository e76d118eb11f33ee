"""The columns of nodes and edges in a GraphML file."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import msgspec

from graph.formats.xml_text import not_xml, with_entities
from graph.model.errors import BadParameter
from graph.model.records import (
    About,
    EdgeRecord,
    LeadsToEdge,
    Locator,
    Node,
    Observed,
    OverlapsWithEdge,
    Record,
    RequiresEdge,
    Years,
)
from graph.parts.text import source_text

NODE_COLUMNS = (
    "label",
    "kind",
    "summary",
    "aliases",
    "stage",
    "track",
    "broader",
    "skill_type",
    "basis",
    "sources",
    "record",
)
EDGE_COLUMNS = (
    "relation",
    "interaction",  # what Cytoscape calls the relation
    "label",
    "weight",
    "key",
    "basis",
    "necessity",
    "when",
    "years_min",
    "years_max",
    "years_approximate",
    "years_measures",
    "observed_count",
    "observed_share",
    "shared",
    "overlap_coefficient",
    "jaccard_coefficient",
    "overlap_by_level",
    "jaccard_by_level",
    "sources",
    "record",
)
NUMBERS = frozenset(
    {
        "weight",
        "years_min",
        "years_max",
        "observed_count",
        "observed_share",
        "overlap_coefficient",
        "jaccard_coefficient",
        "overlap_by_level",
        "jaccard_by_level",
    }
)
EDGE_KEYS = {name: f"edge{name}" if name in NODE_COLUMNS else name for name in EDGE_COLUMNS}
"""The id of each edge column's key; key ids are unique over nodes and edges."""

Values = Mapping[str, str | None]
"""The columns of a node or an edge; unknown ones are None or empty, and not written."""


def node_values(data: Mapping[str, Any], texts: SourceTexts) -> Values:
    """Return the columns of a node, given its attributes in the graph."""
    record: Node = data["record"]
    return {
        "label": data["label"],
        "kind": data["kind"],
        "summary": record.summary,
        "aliases": "; ".join(record.other_names),
        "stage": getattr(record, "stage", None),
        "track": getattr(record, "track", None),
        "broader": getattr(record, "broader", None),
        "skill_type": getattr(record, "type", None),
        "basis": record.basis,
        "sources": texts[record.locators],
        "record": record_text(record),
    }


def edge_values(key: str, data: Mapping[str, Any], texts: SourceTexts) -> Values:
    """Return the columns of an edge, given its key and its attributes in the graph."""
    record: EdgeRecord = data["record"]
    return {
        "relation": data["relation"],
        "interaction": data["relation"],
        "label": data["label"],
        "weight": _weight(data["weight"]),
        "key": key,
        "basis": record.basis,
        **_values_of_relation(record),
        "sources": texts[record.locators],
        "record": record_text(record),
    }


def _values_of_relation(record: EdgeRecord) -> Values:
    match record:
        case LeadsToEdge(years=years, observed=observed):
            years, observed = years or Years(), observed or Observed()
            return {
                "years_min": _number(years.min),
                "years_max": _number(years.max),
                "years_approximate": "yes" if years.approximate else None,
                "years_measures": years.measures if record.years else None,
                "observed_count": _number(observed.count),
                "observed_share": _number(observed.share_of_leavers),
            }
        case RequiresEdge():
            return {"necessity": record.necessity, "when": record.when}
        case OverlapsWithEdge():
            return {
                "shared": "; ".join(record.shared),
                "overlap_coefficient": _number(record.overlap_coefficient),
                "jaccard_coefficient": _number(record.jaccard_coefficient),
                "overlap_by_level": _number(record.overlap_by_level),
                "jaccard_by_level": _number(record.jaccard_by_level),
            }
    return {}


class SourceTexts(dict[Any, str]):
    """The text of each `source` of a record, made once."""

    def __init__(self, about: About) -> None:
        self.titles = {source.id: source.title for source in about.sources}

    def __missing__(self, locators: tuple[Locator, ...]) -> str:
        text = "; ".join(source_text(place, self.titles.get(place.id)) for place in locators)
        self[locators] = text
        return text


def record_text(record: Record | About) -> str:
    """Return a record as JSON in an element; msgspec escapes its control characters."""
    try:
        text = msgspec.json.encode(record).decode()
    except UnicodeEncodeError as error:
        raise not_xml("record", error.object, error.object[error.start]) from None
    if not text.isascii():
        text = text.replace("\ufffe", r"\ufffe").replace("\uffff", r"\uffff")
    return with_entities(text)


def _number(value: float | None) -> str | None:
    return None if value is None else repr(float(value))


def _weight(value: float) -> str:
    if not 0 <= value < math.inf:
        raise BadParameter("weight", value, "a number from 0 up")
    return repr(float(value))
