"""The records of a data set: frozen, and checked by their types.

The records are also the file format. ``data_file_schema`` turns them into the JSON Schema that
editors use, so a field's description is the help that a writer sees.
"""

from __future__ import annotations

from graph.model.records.dataset import (
    About,
    DataFile,
    Dataset,
    Fact,
    Group,
    Info,
    Source,
    Stage,
    Track,
)
from graph.model.records.edges import (
    ComparisonRow,
    EdgeRecord,
    LeadsTo,
    LeadsToEdge,
    OverlapsWith,
    OverlapsWithEdge,
    Requires,
    RequiresEdge,
    Years,
)
from graph.model.records.fields import (
    BASES,
    NECESSITIES,
    Basis,
    Id,
    Language,
    LineNumber,
    LineNumbers,
    Necessity,
    NumberOfYears,
    Text,
    Title,
    Url,
    YearsMeasure,
    strongest_necessity,
)
from graph.model.records.nodes import Node, Responsibility, Role, Skill
from graph.model.records.schema import data_file_schema, record_schema
from graph.model.records.signs import Demand, Demanded, Sign
from graph.model.records.sourced import Located, Locator, Note, NotStated, Record, Sourced

__all__ = [
    "BASES",
    "NECESSITIES",
    "About",
    "Basis",
    "ComparisonRow",
    "DataFile",
    "Dataset",
    "Demand",
    "Demanded",
    "EdgeRecord",
    "Fact",
    "Group",
    "Id",
    "Info",
    "Language",
    "LeadsTo",
    "LeadsToEdge",
    "LineNumber",
    "LineNumbers",
    "Located",
    "Locator",
    "Necessity",
    "Node",
    "NotStated",
    "Note",
    "NumberOfYears",
    "OverlapsWith",
    "OverlapsWithEdge",
    "Record",
    "Requires",
    "RequiresEdge",
    "Responsibility",
    "Role",
    "Sign",
    "Skill",
    "Source",
    "Sourced",
    "Stage",
    "Text",
    "Title",
    "Track",
    "Url",
    "Years",
    "YearsMeasure",
    "data_file_schema",
    "record_schema",
    "strongest_necessity",
]
